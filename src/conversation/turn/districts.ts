/**
 * Districts the shop does not deliver to: said with what is possible instead, and recorded as demand.
 */
import { cleanLine } from '../clean.ts';
import type { Choice } from '../menu.ts';
import { pickupChoice } from './ask.ts';
import { ask, note, type Turn } from './turn.ts';

/** Longest name of a place that is recorded as demand, in characters: never a whole message. */
const LONGEST_PLACE = 40;

export function notServed(turn: Turn, place: string): void {
  note(turn, 'zone-not-served', { words: cleanLine(place, LONGEST_PLACE) });
  const hasLines = turn.cart.lines.length > 0;
  const districts: Choice = { label: turn.wording.plain('delivery.see_districts'), commands: [{ do: 'tell-shipping' }] };
  ask(turn, {
    rich: turn.wording.rich('delivery.not_served', { place: cleanLine(place, LONGEST_PLACE) }),
    choices: [...(hasLines ? pickupChoice(turn) : []), districts],
    pending: { slot: hasLines ? 'delivery.district' : 'items' },
  });
}
