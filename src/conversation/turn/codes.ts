/**
 * A code that she wrote. Whatever was asked, a code means another conversation of hers: never an order, and never
 * without an answer, also where it is used up, somebody else's, or made up.
 */
import { takeJoinCode } from './joining.ts';
import { restIfEmptyHanded } from './talk.ts';
import { say, type Turn } from './turn.ts';

export function takeCode(turn: Turn, code: string): void {
  if (turn.conversation.joining?.step === 'code') return takeJoinCode(turn, code);
  turn.pendingTouched = true;
  restIfEmptyHanded(turn);
  say(turn, turn.wording.rich('code.stale'));
}
