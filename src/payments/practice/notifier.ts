/**
 * Sends the practice provider's events to the shop as Mercado Pago does: signed, in no promised order, and
 * again until they are answered with 200 or 201. What is not answered yet is in the records, so that a
 * restart goes on with it.
 */
import { createHmac } from 'node:crypto';
import type { Faults } from './faults.ts';
import { SELLER_ID } from './ledger.ts';
import type { Notification } from './records.ts';
import type { Shelf } from './shelf.ts';

/** Mercado Pago hangs up after this (`x-socket-timeout`), in ms. */
const SOCKET_TIMEOUT_MS = 22_000;

/** Pauses between tries, in ms; the last one repeats. Mercado Pago's own are of 15 minutes: too long to practise. */
export const RETRY_PAUSES_MS: readonly number[] = [1_000, 3_000, 10_000, 30_000, 60_000];

/** After so many tries an event is forgotten; the shop finds the payment by searching. */
const MOST_TRIES = 60;

export interface Notifier {
  /** Sends everything that was not tried yet; resolves when each had its first try. */
  flush(): Promise<void>;
  /** Sends what was held back, newest first, one after the other. */
  releaseHeld(): Promise<void>;
  /** Stops sending; what is left stays in the records. */
  stop(): Promise<void>;
}

export interface NotifierOptions {
  readonly shelf: Shelf;
  readonly faults: Faults;
  readonly webhookSecret: string;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly newId: (length: number) => string;
  readonly fetch: typeof fetch;
  readonly retryPausesMs: readonly number[];
}

type Signing = 'signed' | 'wrong-secret' | 'unsigned';

export function startNotifier({ shelf, faults, webhookSecret, now, newId, fetch, retryPausesMs }: NotifierOptions): Notifier {
  const { records } = shelf;
  /** Events with a try under way, a timer, or held back: whoever looks for new ones passes them over. */
  const taken = new Set<number>();
  const timers = new Set<NodeJS.Timeout>();
  const held: Notification[] = [];
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();

  function track(work: Promise<void>): Promise<void> {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  }

  async function post(event: Notification, signing: Signing): Promise<boolean> {
    const url = new URL(event.url);
    url.searchParams.set('data.id', event.resourceId);
    url.searchParams.set('type', event.topic);
    const requestId = newId(32);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'restclient-node/4.15.3',
      'x-request-id': requestId,
      'x-retry': String(event.attempts),
      'x-socket-timeout': String(SOCKET_TIMEOUT_MS),
      ...(signing === 'unsigned' ? {} : { 'x-signature': sign(event, requestId, signing) }),
    };
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(SOCKET_TIMEOUT_MS)]);
    try {
      const answer = await fetch(url, { method: 'POST', headers, body: bodyOf(event), signal });
      await answer.arrayBuffer();
      return answer.status === 200 || answer.status === 201;
    } catch {
      return false;
    }
  }

  function sign(event: Notification, requestId: string, signing: Signing): string {
    const ts = String(now());
    const secret = signing === 'wrong-secret' ? `not-${webhookSecret}` : webhookSecret;
    const manifest = `id:${event.resourceId};request-id:${requestId};ts:${ts};`;
    return `ts=${ts},v1=${createHmac('sha256', secret).update(manifest).digest('hex')}`;
  }

  async function send(event: Notification, signing: Signing): Promise<void> {
    const answered = await post(event, signing);
    if (stopping.signal.aborted && !answered) return;
    event.attempts += 1;
    if (answered || event.attempts >= MOST_TRIES) {
      delete records.notifications[event.id];
      taken.delete(event.id);
    } else {
      const pause = retryPausesMs[Math.min(event.attempts, retryPausesMs.length) - 1] ?? 0;
      event.dueAt = now() + pause;
      later(event, pause);
    }
    await keep();
  }

  /** A write that fails here fails again, and is seen, with the next request. */
  async function keep(): Promise<void> {
    await shelf.save().catch(() => undefined);
  }

  function later(event: Notification, pause: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void track(send(event, 'signed'));
    }, pause);
    timer.unref();
    timers.add(timer);
  }

  async function firstTry(event: Notification): Promise<void> {
    const fault = faults.takeNotificationFault();
    switch (fault?.kind) {
      case undefined:
        return await send(event, 'signed');
      case 'drop':
        delete records.notifications[event.id];
        return await keep();
      case 'duplicate':
        await Promise.all(Array.from({ length: fault.times - 1 }, () => post(event, 'signed')));
        return await send(event, 'signed');
      case 'hold':
        held.push(event);
        return;
      case 'wrong-secret':
      case 'unsigned':
        // The forgery is another message; the real event is lost with it.
        await post(event, fault.kind);
        delete records.notifications[event.id];
        return await keep();
    }
  }

  function newOnes(): Notification[] {
    const events = Object.values(records.notifications).filter(({ id }) => !taken.has(id));
    for (const { id } of events) taken.add(id);
    return events;
  }

  const notifier: Notifier = {
    async flush() {
      await track(Promise.all(newOnes().map(firstTry)).then(() => undefined));
    },
    async releaseHeld() {
      for (const event of held.splice(0).reverse()) await track(send(event, 'signed'));
    },
    async stop() {
      stopping.abort();
      for (const timer of timers) clearTimeout(timer);
      await Promise.allSettled(underWay);
    },
  };

  for (const event of newOnes()) later(event, Math.max(0, event.dueAt - now()));
  return notifier;
}

function bodyOf(event: Notification): string {
  return JSON.stringify({
    id: event.id,
    live_mode: false,
    type: event.topic,
    date_created: new Date(event.createdAt).toISOString(),
    user_id: SELLER_ID,
    api_version: 'v1',
    action: event.action,
    data: { id: event.resourceId },
  });
}
