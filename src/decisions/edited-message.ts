/**
 * A message that she changed. What was answered stays answered: nothing is done twice, she is asked to say it anew. What
 * still waits for the rest of its burst becomes what she wrote now; and a change that nobody can see is none, because
 * channels also tell of those.
 */
import { cleanText } from '../conversation/clean.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { InboundBody } from '../conversation/message.ts';
import type { Draft } from './draft.ts';
import { messageId } from './message-id.ts';

type Edited = Extract<InboundBody, { readonly kind: 'edited' }>;

export type Change =
  | { readonly is: 'none' }
  /** Of something that was answered. */
  | { readonly is: 'late' }
  /** `conversation`: without the fragment that `text` is instead of. */
  | { readonly is: 'in-time'; readonly text: string; readonly conversation: Conversation };

/** Messages that are looked through for one that says the same, and the fewest signs by which one that is not the last is known. */
const LOOKED_THROUGH = 20;
const LONG_ENOUGH = 12;

export function changeOf(draft: Draft, conversation: Conversation, body: Edited): Change {
  const { text } = cleanText(body.text);
  const { burst } = conversation;
  if (burst.includes(text) || wasSaid(draft, conversation, text)) return { is: 'none' };
  if (burst.length === 0) return { is: 'late' };
  const closeness = burst.map((part) => inCommon(part, text));
  const changed = closeness.lastIndexOf(Math.max(...closeness));
  return { is: 'in-time', text, conversation: { ...conversation, burst: burst.filter((_part, index) => index !== changed) } };
}

/** Channels also tell of changes that nobody can see: a preview that came later, a mark. `text`: as it is now. */
export function isUnseenChange(draft: Draft, conversation: Conversation, text: string): boolean {
  return wasSaid(draft, conversation, cleanText(text).text);
}

function wasSaid(draft: Draft, { id, firstN, lastN }: Conversation, text: string): boolean {
  for (let n = lastN; n >= Math.max(firstN, lastN - LOOKED_THROUGH); n -= 1) {
    const message = draft.get('messages', messageId(id, n));
    if (message?.from !== 'customer') continue;
    if (message.text === text) return true;
    if (text.length < LONG_ENOUGH) return false;
  }
  return false;
}

/** Letters at the beginning and at the end that two texts share. */
function inCommon(one: string, other: string): number {
  const shortest = Math.min(one.length, other.length);
  let start = 0;
  while (start < shortest && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shortest - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return start + end;
}
