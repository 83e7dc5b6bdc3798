/**
 * The shop speaks without being spoken to, and takes up the conversation where it was: what is in the cart, and the
 * question that is still open.
 */
import type { Rich } from '../message.ts';
import { conclude } from './conclude.ts';
import { closeTurn, say, type Turn, type TurnResult } from './turn.ts';

/** `opening`: what there is to say before. */
export function takeUp(turn: Turn, opening: Rich): TurnResult {
  turn.pendingTouched = true;
  say(turn, opening);
  if (turn.cart.lines.length > 0) turn.cartAt ??= turn.paragraphs.length;
  else turn.atRest = true;
  conclude(turn);
  return closeTurn(turn);
}
