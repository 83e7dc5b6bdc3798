/**
 * From opening to closing: who the bot is, what its list of commands offers, and which way its updates come. Whatever
 * fails is tried again behind the scenes; the shop is open meanwhile.
 */
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Language } from '../../commerce/catalog.ts';
import type { Log } from '../../log.ts';
import type { Call } from './caller.ts';
import { CallFailed } from './driver.ts';
import { ALLOWED_UPDATES, REFUSED_RETRY_MS, WEBHOOK_CHECK_MS, WEBHOOK_CONNECTIONS } from './limits.ts';
import { poll } from './polling.ts';
import type { Receiving } from './receiving.ts';
import type { Standing } from './standing.ts';
import { retryAfter, waitFor } from './waiting.ts';

/** An entry of the list that Telegram shows beside the field where people write. */
export interface BotCommand {
  /** 1–32 of `[a-z0-9_]` (spec: BotCommand): the word that choosing it says. */
  readonly command: string;
  /** 1–256 characters. */
  readonly description: string;
}

export interface ConnectionDeps {
  readonly call: Call;
  readonly clock: Clock;
  readonly chance: () => number;
  readonly standing: Standing;
  readonly receiving: Receiving;
  /** Whole address that Telegram delivers to and what it says with every delivery; null: the shop asks. */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  /** By language; `null`: for everybody else. */
  readonly commands: (language: Language | null) => readonly BotCommand[];
  /** The bot's name at Telegram is known. */
  readonly named: (username: string) => void;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

const me = z.object({ username: z.string() });

/** Languages of their own; everybody else gets the shop's. */
const LANGUAGES: readonly Language[] = ['es', 'pt', 'en'];

/** `first`: what the first try came to is known; `over`: after `closing`, when nothing is under way any more. */
export function openConnection(
  deps: ConnectionDeps,
  closing: AbortSignal,
): { readonly first: Promise<void>; readonly over: Promise<void> } {
  const first = Promise.withResolvers<void>();
  const over = connect(deps, closing, first.resolve).finally(first.resolve);
  return { first: first.promise, over };
}

async function connect(deps: ConnectionDeps, closing: AbortSignal, tried: () => void): Promise<void> {
  deps.standing.is('connecting');
  await untilItWorks(deps, closing, tried, async () => {
    const { username } = me.parse(await deps.call('getMe', {}, { closing }));
    deps.named(username);
    if (deps.webhook) await setWebhook(deps, deps.webhook, closing);
    else await deps.call('deleteWebhook', { drop_pending_updates: false }, { closing });
    deps.standing.is('receiving');
  });
  tried();
  if (closing.aborted) return;
  deps.log.info('Telegram is connected', { kind: deps.webhook ? 'webhook' : 'polling' });
  const receives = deps.webhook ? watchWebhook(deps, deps.webhook, closing) : poll({ ...deps, takeAll: deps.receiving.takeAll }, closing);
  await Promise.all([offerCommands(deps, closing), receives]);
}

async function untilItWorks(deps: ConnectionDeps, closing: AbortSignal, tried: () => void, work: () => Promise<void>): Promise<void> {
  for (let failures = 0; !closing.aborted; ) {
    try {
      return await work();
    } catch (problem) {
      if (closing.aborted) return;
      failures += 1;
      failed(deps, problem, failures);
      tried();
      const wait = deps.standing.state() === 'token-refused' ? REFUSED_RETRY_MS : retryAfter(failures, deps.chance());
      await waitFor(deps.clock, wait, closing);
    }
  }
}

function failed({ standing, log }: ConnectionDeps, problem: unknown, attempts: number): void {
  if (problem instanceof CallFailed) standing.failed(problem);
  else standing.is('unreachable');
  log.warn('Telegram is not connected', {
    attempts,
    ...(problem instanceof CallFailed ? { reason: problem.message } : { error: problem }),
  });
}

/** The list is a convenience: without it the shop works as well. */
async function offerCommands({ call, commands, log }: ConnectionDeps, closing: AbortSignal): Promise<void> {
  for (const language of [null, ...LANGUAGES]) {
    const params = { commands: commands(language), ...(language && { language_code: language }) };
    await call('setMyCommands', params, { closing }).catch((problem: unknown) => {
      if (!closing.aborted)
        log.warn('the list of commands could not be given to Telegram', {
          reason: problem instanceof CallFailed ? problem.message : 'unknown',
        });
    });
  }
}

async function setWebhook(
  { call }: ConnectionDeps,
  { url, secret }: NonNullable<ConnectionDeps['webhook']>,
  closing: AbortSignal,
): Promise<void> {
  const params = { url, secret_token: secret, allowed_updates: ALLOWED_UPDATES, max_connections: WEBHOOK_CONNECTIONS };
  await call('setWebhook', params, { closing });
}

const webhookInfo = z.object({
  url: z.string(),
  pending_update_count: z.number().catch(0),
  last_error_date: z.number().optional().catch(undefined),
});

/** Whoever only waits does not notice that nothing comes: Telegram is asked how its deliveries go. */
async function watchWebhook(deps: ConnectionDeps, webhook: NonNullable<ConnectionDeps['webhook']>, closing: AbortSignal): Promise<void> {
  const { call, clock, standing } = deps;
  for (let failures = 0; ; ) {
    await waitFor(clock, WEBHOOK_CHECK_MS, closing);
    if (closing.aborted) return;
    try {
      const info = webhookInfo.parse(await call('getWebhookInfo', {}, { closing }));
      // Taken away by somebody who tried something out; an address of another program is not fought over.
      if (info.url === '') await setWebhook(deps, webhook, closing);
      const failsNow = info.pending_update_count > 0 && clock.now() - (info.last_error_date ?? 0) * 1000 < WEBHOOK_CHECK_MS;
      standing.is(info.url !== '' && info.url !== webhook.url ? 'other-address' : failsNow ? 'undelivered' : 'receiving');
      failures = 0;
    } catch (problem) {
      if (closing.aborted) return;
      failures += 1;
      failed(deps, problem, failures);
    }
  }
}
