/**
 * What a customer wrote and the shop has not answered: it waits a second for the rest of what she says at once. Until it
 * is answered she may correct a part or take it back, and nothing more has to be said about it.
 */
import { cleanText, LONGEST_TEXT } from '../conversation/clean.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Draft } from './draft.ts';

/** How long a fragment waits for the rest of its burst, in ms (features.md §6.1: 1 to 1.5 s; longer feels slow). */
const BURST_MS = 1000;
/** Parts of a burst that are held for its rest: what a customer may have left while the shop was away a whole day. */
const MOST_PARTS = 100;
/** And how long they are together, in characters: as one text would be. */
const LONGEST_BURST = LONGEST_TEXT;

/** `from`: the channel's id of the message. */
export function withPart(conversation: Conversation, text: string, from: string): Conversation {
  return { ...conversation, burst: [...conversation.burst, text], burstFrom: [...idsIn(conversation), from] };
}

/** No more is waited for: the conversation is rewritten with every part, and all of them are read at once. */
export function isFull({ burst }: Conversation): boolean {
  return burst.length > MOST_PARTS || burst.reduce((length, part) => length + part.length, 0) > LONGEST_BURST;
}

export function hold(draft: Draft, conversation: Conversation): void {
  draft.put('conversations', conversation.id, conversation);
  draft.setTimer({ id: timerOf(conversation), kind: 'burst', ref: conversation.id, at: draft.world.now + BURST_MS, round: 0 });
}

/** Without what waited, which is answered now. */
export function waitNoMore(draft: Draft, conversation: Conversation): Conversation {
  if (conversation.burst.length > 0) draft.clearTimer(timerOf(conversation));
  const { burstFrom: _answered, ...rest } = conversation;
  return { ...rest, burst: [] };
}

/** `of`: the channel's id of the message. Answers whether it was still waiting, and is corrected. */
export function correct(draft: Draft, conversation: Conversation, of: string, text: string): boolean {
  const at = idsIn(conversation).indexOf(of);
  const { text: clean } = cleanText(text);
  if (at < 0 || clean === '') return false;
  hold(draft, { ...conversation, burst: conversation.burst.with(at, clean) });
  return true;
}

/** What is answered already stays answered. */
export function takeBack(draft: Draft, conversation: Conversation, of: string): void {
  const ids = idsIn(conversation);
  const at = ids.indexOf(of);
  if (at < 0) return;
  const rest: Conversation = { ...conversation, burst: conversation.burst.toSpliced(at, 1), burstFrom: ids.toSpliced(at, 1) };
  if (rest.burst.length > 0) return hold(draft, rest);
  const { late: _late, ...punctual } = waitNoMore(draft, conversation);
  draft.put('conversations', punctual.id, punctual);
}

/** Those that an older program held have none. */
function idsIn({ burst, burstFrom = [] }: Conversation): readonly string[] {
  return burst.map((_, index) => burstFrom[index] ?? '');
}

function timerOf({ id }: Conversation): string {
  return `burst:${id}`;
}
