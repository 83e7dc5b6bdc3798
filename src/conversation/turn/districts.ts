/**
 * Districts the shop does not deliver to: said with what is possible instead, and recorded as demand.
 */
import { cleanLine } from '../clean.ts';
import { pickupChoice } from './ask.ts';
import { ask, note, type Turn } from './turn.ts';

/** Longest name of a place that is recorded as demand, in characters: never a whole message. */
const LONGEST_PLACE = 40;

export function notServed(turn: Turn, place: string): void {
  note(turn, 'zone-not-served', { words: cleanLine(place, LONGEST_PLACE) });
  const pickup = pickupChoice(turn);
  ask(turn, {
    rich: turn.wording.rich('delivery.not_served', { place: cleanLine(place, LONGEST_PLACE), zones: zoneNames(turn) }),
    choices: pickup,
    ask: 'text',
    pending: turn.cart.delivery?.kind === 'home' ? { slot: 'delivery.district' } : turn.conversation.pending,
  });
}

export function zoneNames(turn: Turn): string {
  return turn.files.shop.delivery.zones.flatMap((zone) => zone.districts.map((district) => district.name)).join(', ');
}
