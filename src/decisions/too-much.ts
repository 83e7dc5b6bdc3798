/**
 * Whoever writes more than a person does: a finger that taps twice, somebody who floods the chat, a program that answers
 * ours for ever. What comes is kept and not answered; who floods is told once, of an echo the seller is. The page of the
 * shop has limits of its own at its door (`channels/web-chat/limits.ts`).
 */
import type { Conversation, Writes } from '../conversation/conversation.ts';
import { foldLabel } from '../conversation/menu.ts';
import type { InboundBody, InboundMessage } from '../conversation/message.ts';
import { doorOf } from '../conversation/turn/moving.ts';
import type { Draft } from './draft.ts';
import { messageId } from './message-id.ts';

/** The same button again this soon is the same tap, in ms (facts/channels.md §3d). */
const DOUBLE_TAP_MS = 2_000;

/**
 * So many messages at once, and one more for every so many ms: faster than anybody types in a chat, and longer than
 * anybody buys (facts/channels.md §4 has 20 a minute; its 10 at once are few for somebody who answers with numbers).
 */
const RATES = [
  { burst: 30, everyMs: 3_000 },
  { burst: 120, everyMs: 60_000 },
] as const;

/** Repetitions of a text, each after an answer of ours, that no person writes; signs of one that may be such; and how long it is one, in ms. */
const MOST_ECHOES = 3;
const SHORTEST_ECHO = 12;
const ECHO_MS = 60 * 60_000;

/** `before`: without the message; `kept`: with it. Answers the conversation as it goes on; null where nothing is answered. */
export function unlessTooMuch(draft: Draft, before: Conversation, kept: Conversation, { body, at }: InboundMessage): Conversation | null {
  if (doorOf(kept.channel) === 'web') return kept;
  if (isSameTap(draft, before, body)) return null;
  const same = repetition(draft, before, body, at);
  const { next, isFlood, isCalm } = taken(kept.writes?.next ?? [], at);
  const told = !isCalm && (isFlood || kept.writes?.told === true);
  const now: Conversation = { ...kept, writes: { next, ...(same && { same }), ...(told && { told }) } };
  draft.put('conversations', now.id, now);
  if (same && same.times >= MOST_ECHOES) {
    draft.alert({ kind: 'customer-in-trouble', conversationId: now.id, data: {} });
    return null;
  }
  if (!isFlood) return now;
  if (!kept.writes?.told)
    draft.say(now, [{ kind: 'text', rich: draft.wording(now.language ?? draft.world.files.shop.language).rich('repair.too_fast') }]);
  return null;
}

/** `before`: the conversation without this message. */
export function isSameTap(draft: Draft, { id, firstN, lastN }: Conversation, body: InboundBody): boolean {
  if (body.kind !== 'choice') return false;
  for (let n = lastN; n >= firstN; n -= 1) {
    const message = draft.get('messages', messageId(id, n));
    if (!message || draft.world.now - Date.parse(message.at) >= DOUBLE_TAP_MS) return false;
    if (message.from === 'customer') return message.body.kind === 'choice' && message.body.token === body.token;
  }
  return false;
}

/** How often she has said this in a row, each time after she had our answer. `at`: when she wrote it, in ms. */
function repetition(draft: Draft, { writes, lastN }: Conversation, body: InboundBody, at: number): Writes['same'] {
  const text = body.kind === 'text' ? foldLabel(body.text) : '';
  if (text.length < SHORTEST_ECHO) return undefined;
  const digest = draft.world.digest(text);
  const { now } = draft.world;
  const last = writes?.same;
  const again = last?.digest === digest && now - last.at < ECHO_MS ? last : null;
  return { digest, times: again ? again.times + (lastN > again.n && at > again.at ? 1 : 0) : 0, n: lastN + 1, at: now };
}

interface Place {
  /** When the place after the last taken is free, by rate, in ms. */
  readonly next: Writes['next'];
  readonly isFlood: boolean;
  /** Half of what may come at once may come again. */
  readonly isCalm: boolean;
}

/** Leaky buckets: a place in each is taken where all have one. */
function taken(before: Writes['next'], at: number): Place {
  const free = RATES.map(({ burst, everyMs }, index) => Math.max(before[index] ?? 0, at - (burst - 1) * everyMs));
  const isFlood = free.some((from) => from > at);
  const isCalm = RATES.every(({ burst, everyMs }, index) => (free[index] ?? 0) <= at - (burst / 2) * everyMs);
  return { next: isFlood ? free : free.map((from, index) => from + (RATES[index]?.everyMs ?? 0)), isFlood, isCalm };
}
