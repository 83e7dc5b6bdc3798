/** Who wanted to buy while the shop takes no orders, and is written to when it does again (`pausing.ts`). */
import type { Draft } from './draft.ts';
import { STAFF } from './staff.ts';
import { helperIn, staffOf } from './who-helps.ts';

/** Customers who are remembered for when the shop begins again. */
const MOST_WAITING = 500;

/** She was told that the shop takes no orders now. */
export function rememberWhoWaits(draft: Draft, conversationId: string): void {
  const staff = staffOf(draft);
  const { waiting = [] } = staff;
  if (!staff.paused || waiting.includes(conversationId) || helperIn(draft, conversationId)) return;
  draft.put('staff', STAFF, { ...staff, waiting: [...waiting, conversationId].slice(-MOST_WAITING) });
}
