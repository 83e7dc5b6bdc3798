/**
 * What leaves: part after part, at the pace of a person, and only to whoever wrote first. Each part is noted before it
 * is handed to the page, and counts as sent when WhatsApp's server has it; of whatever came to nothing is looked for
 * before it is sent again.
 */
import type { Clock } from '../../clock.ts';
import type { Language } from '../../commerce/catalog.ts';
import type { InboundBody, LoggedMessage, OutboundBody } from '../../conversation/message.ts';
import type { Attempt, Recipient, Sent } from '../port.ts';
import { createAcks, REFUSED, WAITING } from './acks.ts';
import { type Chat, type Chats, chatNamed, mayBeWritten } from './chats.ts';
import type { Kept } from './kept.ts';
import { type Limits, MINUTE_MS, MOST_REFUSALS, SWEEP_LIMIT, SWEEP_SLACK_MS } from './limits.ts';
import { outgoingOf } from './outgoing.ts';
import { capsOf, type Place, placeFor } from './pace.ts';
import { answers, type RawMessage } from './protocol.ts';
import { type Part, partsOf } from './render.ts';
import { ASKED_WITHIN_MS } from './risk.ts';
import { digestOf, type Handed, handedBefore, type Sends, sentAs, unknownLike, withHanded, withoutHanded, withRef } from './sends.ts';
import type { StateName } from './state.ts';
import type { Supervisor } from './supervisor.ts';
import { WORDS } from './words.ts';

export interface SendingDeps {
  readonly supervisor: Pick<Supervisor, 'ask' | 'situation' | 'linkedAt'>;
  readonly chats: Kept<Chats>;
  readonly sends: Kept<Sends>;
  /** The customer wrote, and was not shown yet that it was read. */
  readonly takeUnseen: (chat: string) => boolean;
  readonly language: (conversationId: string) => Language;
  readonly imagesDirectory: string;
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly chance: () => number;
  readonly limits: Limits;
  /** A message that WhatsApp had taken did not reach the customer after all. */
  readonly onFailed: (one: Handed, ref: string) => void;
}

export interface Sending {
  send(to: Recipient, message: LoggedMessage, attempt: Attempt): Promise<Sent>;
  /** Whether a message of the account was sent by the shop; waits while one of that chat is on its way. */
  isOurs(raw: RawMessage, chat: Chat): Promise<boolean>;
  acked(ref: string, ack: number): void;
  readonly lastAt: number | null;
  /** When WhatsApp last acknowledged one, ms since the epoch; null: not since the channel began. */
  readonly lastAckAt: number | null;
  /** When the oldest that WhatsApp has not acknowledged was handed over, ms since the epoch. */
  readonly oldestUnackedAt: number | null;
  /** When WhatsApp did not take one, ms since the epoch. */
  readonly refusedAt: readonly number[];
  /** Nothing waits for its time any more: what did not leave stays with the shop. */
  stop(): void;
}

/** How one part went. `absent`: it surely did not leave. */
type Outcome =
  | { readonly is: 'sent'; readonly ref: string }
  | { readonly is: 'absent'; readonly retryAfterMs: number | null; readonly reason: string; readonly because?: 'no-such-chat' }
  | { readonly is: 'unknown'; readonly reason: string };

/** Until a channel that is opening is asked again, one that comes back by itself, and one that waits for the seller, ms. */
const OPENING_RETRY_MS = 5000;
const SOON_BACK_MS = 15_000;
const DOWN_RETRY_MS = MINUTE_MS;
const UNKNOWN_RETRY_MS = 5000;
/** A caller that would wait longer for room under the caps is sent away until then, ms. */
const LONGEST_QUEUE_MS = 20_000;

export function createSending(deps: SendingDeps): Sending {
  const { clock, limits, sends, supervisor } = deps;
  const acks = createAcks(clock, limits.ackMs);
  /** By chat: handed to the page, which has not said yet by which id it is known. */
  const onTheirWay = new Map<string, Promise<unknown>>();
  const refusals = new Map<string, number>();
  const refusedAt: number[] = [];
  const waiting = new Set<() => void>();
  /** Places that are taken by what waits for its time. */
  const planned: { readonly chat: string; readonly at: number }[] = [];
  /** Handed to the page and not confirmed by WhatsApp: by its id, when. */
  const unacked = new Map<string, number>();
  let stopped = false;
  let lastAt = sends.get().findLast(({ ref }) => ref !== null)?.at ?? null;
  let lastAckAt: number | null = null;

  const isReady = (): boolean => supervisor.situation().state === 'ready' && !stopped;

  /** @returns false where the channel is stopped meanwhile. */
  const until = (at: number): Promise<boolean> =>
    new Promise((resolve) => {
      if (stopped) return resolve(false);
      const done = (): void => {
        waiting.delete(done);
        cancel();
        resolve(!stopped);
      };
      const cancel = clock.after(at - clock.now(), done);
      waiting.add(done);
    });

  const place = (chat: string, length: number): Place => {
    const now = clock.now();
    const all = [...sends.get().map(({ at, chat: of }) => ({ at, chat: of })), ...planned].toSorted((a, b) => a.at - b.at);
    const before = {
      sent: all.map(({ at }) => at),
      lastInChat: all.findLast((one) => one.chat === chat)?.at ?? null,
      last: all.at(-1)?.at ?? null,
    };
    return placeFor(length, before, now, capsOf(limits, supervisor.linkedAt(), now), limits, deps.chance());
  };

  /** Reads, types and waits as a person does. @returns null where it may leave now. */
  const takeTime = async (chat: Chat, length: number): Promise<Outcome | null> => {
    const { typesAt, leavesAt } = place(chat.id, length);
    const wait = typesAt - clock.now();
    if (wait > LONGEST_QUEUE_MS) return { is: 'absent', retryAfterMs: wait, reason: 'enough was sent for now' };
    const mine = { chat: chat.id, at: leavesAt };
    planned.push(mine);
    try {
      if (!(await until(typesAt))) return STOPPED;
      if (deps.takeUnseen(chat.id)) await supervisor.ask({ ask: 'seen', chat: chat.answerTo }, answers.done, limits.callMs);
      if (leavesAt > typesAt) await supervisor.ask({ ask: 'typing', chat: chat.answerTo }, answers.done, limits.callMs);
      if (leavesAt > clock.now() && !(await until(leavesAt))) return STOPPED;
      return isReady() ? null : down(supervisor.situation().state);
    } finally {
      planned.splice(planned.indexOf(mine), 1);
    }
  };

  const refused = (one: Handed, reason: string): Outcome => {
    sends.set(withoutHanded(sends.get(), one));
    refusedAt.push(clock.now());
    const times = (refusals.get(one.key) ?? 0) + 1;
    refusals.set(one.key, times);
    return { is: 'absent', retryAfterMs: null, reason, ...(times >= MOST_REFUSALS && { because: 'no-such-chat' }) };
  };

  /** It is in the page: it counts once WhatsApp's server has it. */
  const confirmed = async (one: Handed, ref: string, ack: number): Promise<Outcome> => {
    sends.set(withRef(sends.get(), one, ref));
    unacked.set(ref, one.at);
    const reached = await acks.of(ref, ack);
    if (reached !== WAITING) unacked.delete(ref);
    await sends.save();
    if (reached === REFUSED) return refused(one, 'WhatsApp did not take it');
    if (reached === WAITING) return { is: 'unknown', reason: 'WhatsApp did not confirm it yet' };
    refusals.delete(one.key);
    lastAt = clock.now();
    lastAckAt = clock.now();
    return { is: 'sent', ref };
  };

  /** What was handed over before without an answer is looked for. null: it is not there. */
  const lookFor = async (one: Handed, chat: Chat): Promise<Outcome | null> => {
    const shown: RawMessage[] = [];
    for (const address of chat.addresses) {
      const found = await supervisor.ask({ ask: 'messages', chat: address, limit: SWEEP_LIMIT }, answers.messages, limits.callMs);
      if (!found.ok && address === chat.answerTo) return { is: 'unknown', reason: found.words };
      if (found.ok) shown.push(...found.value);
    }
    const mine = shown.find((raw) => raw.fromMe && (one.ref === null ? isLike(raw, one) : raw.id === one.ref));
    if (!mine) return null;
    if (mine.ack === REFUSED) return refused(one, 'WhatsApp did not take it');
    return confirmed(one, mine.id, mine.ack);
  };

  const isLike = (raw: RawMessage, one: Handed): boolean =>
    digestOf(raw.type, raw.text) === one.digest && raw.t * 1000 >= one.at - SWEEP_SLACK_MS && sentAs(sends.get(), raw.id) === null;

  const handOver = async (part: Part, one: Handed, chat: Chat): Promise<Outcome> => {
    const message = await outgoingOf(part, deps);
    const noted = { ...one, digest: digestOf(message.kind === 'text' ? 'chat' : message.kind, message.text) };
    sends.set(withHanded(sends.get(), noted));
    // Before the page has it: it is known again whatever happens then.
    await sends.save();
    const others = chat.addresses.filter((address) => address !== chat.answerTo);
    for (const address of [chat.answerTo, ...others]) {
      const within = message.kind === 'text' ? limits.callMs : limits.fileCallMs;
      const answering = supervisor.ask({ ask: 'send', chat: address, message }, answers.send, within);
      onTheirWay.set(chat.id, answering);
      const sent = await answering;
      onTheirWay.delete(chat.id);
      if (sent.ok) {
        if (sent.value === null) return refused(noted, 'WhatsApp Web sent nothing');
        return confirmed(noted, sent.value.id, sent.value.ack);
      }
      if (sent.why !== 'refused' || !NOBODY.test(sent.words)) return { is: 'unknown', reason: sent.words };
    }
    sends.set(withoutHanded(sends.get(), noted));
    return { is: 'absent', retryAfterMs: null, reason: 'WhatsApp does not know this address', because: 'no-such-chat' };
  };

  const sendPart = async (part: Part, index: number, key: string, chat: Chat): Promise<Outcome> => {
    const before = handedBefore(sends.get(), key, index);
    const found = before && (await lookFor(before, chat));
    if (found) return found;
    const late = await takeTime(chat, part.text.length);
    if (late) return late;
    const unasked = clock.now() - (chat.wroteAt ?? 0) > ASKED_WITHIN_MS;
    const one: Handed = { key, part: index, chat: chat.id, digest: '', at: clock.now(), ref: null, unasked };
    return handOver(part, one, chat);
  };

  return {
    async send({ chat: id }, { body, conversationId }, { key, refs: before }) {
      const refs = [...before];
      const failed = ({ retryAfterMs, reason, because }: Extract<Outcome, { is: 'absent' }>): Sent => ({
        ...{ sent: false, refs, retryAfterMs, reason, uncertain: false },
        ...(because ? { final: true, because } : { final: false }),
      });
      if (!isOutbound(body)) return { sent: true, refs };
      if (!isReady()) return failed(down(supervisor.situation().state));
      const chat = chatNamed(deps.chats.get(), id);
      if (!chat || !mayBeWritten(chat, clock.now())) return failed(NOT_ASKED);
      const parts = partsOf(body, WORDS[deps.language(conversationId)].ask);
      for (const [index, part] of parts.entries()) {
        if (index < refs.length) continue;
        const outcome = await sendPart(part, index, key, chatNamed(deps.chats.get(), id) ?? chat);
        if (outcome.is === 'absent') return failed(outcome);
        if (outcome.is === 'unknown') {
          return { sent: false, refs, retryAfterMs: UNKNOWN_RETRY_MS, final: false, uncertain: true, reason: outcome.reason };
        }
        refs.push(outcome.ref);
      }
      return { sent: true, refs };
    },
    async isOurs(raw, chat) {
      if (sentAs(sends.get(), raw.id)) return true;
      // The page tells of a message before it answers that it has it.
      await onTheirWay.get(chat.id);
      if (sentAs(sends.get(), raw.id)) return true;
      const like = unknownLike(sends.get(), chat, digestOf(raw.type, raw.text));
      if (!like) return false;
      sends.set(withRef(sends.get(), like, raw.id));
      return true;
    },
    acked(ref, ack) {
      const isAwaited = acks.came(ref, ack);
      const one = sentAs(sends.get(), ref);
      if (ack !== WAITING && one !== null) {
        unacked.delete(ref);
        lastAckAt = clock.now();
      }
      if (ack !== REFUSED || isAwaited || one === null) return;
      refusedAt.push(clock.now());
      deps.onFailed(one, ref);
    },
    get lastAt() {
      return lastAt;
    },
    get lastAckAt() {
      return lastAckAt;
    },
    get oldestUnackedAt() {
      return unacked.size === 0 ? null : Math.min(...unacked.values());
    },
    refusedAt,
    stop() {
      stopped = true;
      for (const done of waiting) done();
    },
  };
}

/** How the page and the library say that nobody is there. */
const NOBODY = /No LID for user|wid error|invalid wid/i;

const STOPPED = { is: 'absent', retryAfterMs: null, reason: 'the channel was stopped' } as const;
/** A shop that opens has things to say before its channel has begun. */
const RETRIES: Readonly<Partial<Record<StateName, number>>> = {
  off: OPENING_RETRY_MS,
  starting: OPENING_RETRY_MS,
  linking: OPENING_RETRY_MS,
  syncing: OPENING_RETRY_MS,
  ready: SOON_BACK_MS,
  offline: SOON_BACK_MS,
  recovering: SOON_BACK_MS,
};

function down(state: StateName): Extract<Outcome, { is: 'absent' }> {
  return { is: 'absent', retryAfterMs: RETRIES[state] ?? DOWN_RETRY_MS, reason: 'WhatsApp is not connected' };
}

const NOT_ASKED = {
  is: 'absent',
  retryAfterMs: null,
  reason: 'only whoever wrote first, and lately, is written to',
  because: 'no-such-chat',
} as const;

/** The shop's words, or a customer's own. */
function isOutbound(body: OutboundBody | InboundBody): body is OutboundBody {
  return 'rich' in body;
}
