/**
 * A message that she changed: what still waits is corrected (`burst.ts`), what was answered stays answered and she is asked
 * to say it anew; and a change that nobody can see is none, because channels also tell of those.
 */
import { cleanText } from '../conversation/clean.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Draft } from './draft.ts';
import { messageId } from './message-id.ts';

/** Messages that are looked through for one that says the same, and the fewest signs by which one that is not the last is known. */
const LOOKED_THROUGH = 20;
const LONG_ENOUGH = 12;

/** A preview that came later, a mark. `changed`: the text as it is now. */
export function isUnseenChange(draft: Draft, { id, firstN, lastN }: Conversation, changed: string): boolean {
  const { text } = cleanText(changed);
  for (let n = lastN; n >= Math.max(firstN, lastN - LOOKED_THROUGH); n -= 1) {
    const message = draft.get('messages', messageId(id, n));
    if (message?.from !== 'customer') continue;
    if (message.text === text) return true;
    if (text.length < LONG_ENOUGH) return false;
  }
  return false;
}
