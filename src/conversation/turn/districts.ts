/**
 * Places the shop does not deliver to: said with what is possible instead, and recorded as demand.
 */
import { asksFor } from '../../commerce/zone.ts';
import { cleanLine } from '../clean.ts';
import type { Choice } from '../menu.ts';
import { ask, note, type Turn } from './turn.ts';

/** Longest name of a place that is recorded as demand, in characters: never a whole message. */
const LONGEST_PLACE = 40;

/** `demand`: how it is recorded, where that is not what it is called. */
export function notServed(turn: Turn, place: string, demand = place): void {
  const { wording } = turn;
  note(turn, 'zone-not-served', { words: cleanLine(demand, LONGEST_PLACE) });
  const hasLines = turn.cart.lines.length > 0;
  const byName = asksFor(turn.files.shop.delivery).district;
  const zones: Choice = {
    label: wording.plain(byName ? 'delivery.see_districts' : 'delivery.see_zones'),
    commands: [{ do: 'tell-shipping' }],
  };
  const seller: Choice = { label: wording.plain('delivery.ask_seller'), commands: [{ do: 'person' }] };
  ask(turn, {
    rich: wording.rich(byName ? 'delivery.not_served' : 'delivery.not_served_here', { place: cleanLine(place, LONGEST_PLACE) }),
    choices: [...(hasLines ? pickupChoice(turn) : []), zones, seller],
    pending: { slot: hasLines ? 'delivery.district' : 'items' },
  });
}

export function pickupChoice(turn: Turn): Choice[] {
  const { pickup } = turn.files.shop.delivery;
  if (!pickup) return [];
  return [
    {
      label: turn.wording.plain('delivery.pickup'),
      description: pickup.address,
      commands: [{ do: 'answer', slot: 'delivery.kind', value: { type: 'delivery', kind: 'pickup' } }],
    },
  ];
}
