/**
 * How the channel stands: what the last calls met, how WhatsApp rates the number, when it last told something. The
 * shop is told once when nothing leaves any more, and once when it does again.
 */
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { ChannelNews } from '../../conversation/channel-news.ts';
import type { ChannelHealth } from '../port.ts';
import type { Failed, Graph } from './graph.ts';
import { CHECK_EVERY_MS, CHECK_TROUBLE_EVERY_MS, DOWN_AFTER_MS } from './limits.ts';

interface Trouble {
  readonly since: number;
  readonly words: string;
  /** Only messages are refused: no other call can tell that it is over. */
  readonly ofMessages: boolean;
  readonly told: boolean;
}

export interface Standing {
  start(tell: (news: OwnNews) => Promise<unknown>): void;
  /** After every call. `isMessage`: it carried a message of the shop. */
  heard(outcome: 'answered' | Failed, isMessage: boolean): void;
  webhookCame(): void;
  /** Asks how the number is, soon. */
  look(): void;
  /** The shop's telephone: digits with the country; null until it was asked for. */
  number(): string | null;
  health(): ChannelHealth;
  stop(): void;
}

type Down = Extract<ChannelNews, { readonly what: 'down' }>;
type Up = Extract<ChannelNews, { readonly what: 'up' }>;
/** Without which channel it is of. */
export type OwnNews = Omit<Down, 'channel' | 'account'> | Omit<Up, 'channel' | 'account'>;

const phone = z.object({ quality_rating: z.string().optional(), display_phone_number: z.string().optional() });
const FIELDS = 'quality_rating,display_phone_number';

/** Faults with which WhatsApp tells that the channel itself is well. */
const OF_ONE_MESSAGE: readonly Failed['fault'][] = ['message', 'window', 'nobody', 'pair', 'file'];

export function createStanding(clock: Clock, graph: () => Graph, phoneId: string): Standing {
  let tell: Parameters<Standing['start']>[0] | null = null;
  let trouble: Trouble | null = null;
  let quality = 'not known yet';
  let number: string | null = null;
  let lastWebhook: number | null = null;
  let cancel = (): void => {};

  const plan = (ms: number): void => {
    cancel();
    cancel = clock.after(ms, () => void check());
  };
  const check = async (): Promise<void> => {
    const answered = await graph().call({ method: 'GET', path: `${phoneId}?fields=${FIELDS}`, answer: phone });
    if (answered.ok) {
      quality = answered.value.quality_rating ?? quality;
      number = answered.value.display_phone_number?.replace(/\D/g, '') ?? number;
    }
    if (tell) plan(answered.ok ? CHECK_EVERY_MS : CHECK_TROUBLE_EVERY_MS);
  };
  const say = (news: OwnNews): void => {
    // Whether the shop keeps it or not, nothing depends on it here: the health says the same.
    tell?.(news).catch(() => {});
  };
  const tellDown = (now: Trouble): void => {
    trouble = { ...now, told: true };
    say({ what: 'down', id: `down:${now.since}`, at: clock.now(), words: now.words });
  };

  return {
    start(teller) {
      tell = teller;
      void check();
    },
    heard(outcome, isMessage) {
      if (outcome === 'answered' || OF_ONE_MESSAGE.includes(outcome.fault)) {
        if (trouble === null || (trouble.ofMessages && !isMessage)) return;
        if (trouble.told) say({ what: 'up', id: `up:${trouble.since}`, at: clock.now() });
        trouble = null;
        return;
      }
      if (outcome.fault === 'moment') return;
      if (trouble === null) plan(CHECK_TROUBLE_EVERY_MS);
      const isRefused = outcome.fault !== 'unreachable';
      const { since, told } = trouble ?? { since: clock.now(), told: false };
      trouble = { since, told, words: outcome.words, ofMessages: isRefused && isMessage };
      if (!told && (isRefused || clock.now() - since >= DOWN_AFTER_MS)) tellDown(trouble);
    },
    webhookCame() {
      lastWebhook = clock.now();
    },
    look: () => plan(0),
    number: () => number,
    health() {
      if (!tell) return { ok: false, words: 'not receiving' };
      const heard = lastWebhook === null ? 'no webhook yet' : `last webhook ${new Date(lastWebhook).toISOString()}`;
      const state = trouble ? `cannot send: ${trouble.words}` : 'receiving';
      return { ok: trouble === null, words: `${state}; quality of the number: ${quality}; ${heard}` };
    },
    stop() {
      tell = null;
      cancel();
    },
  };
}
