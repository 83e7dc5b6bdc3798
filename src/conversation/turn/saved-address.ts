/**
 * Her address for the next time: kept only when she said so, once, and offered as one tap where it is asked for
 * again.
 */
import type { CartDelivery } from '../../commerce/cart.ts';
import { placeName, zoneById } from '../../commerce/delivery.ts';
import type { Order } from '../../commerce/order.ts';
import type { Command, SlotValue } from '../commands.ts';
import type { Choice } from '../menu.ts';
import { ask, restIfEmptyHanded, say, type Turn } from './turn.ts';

type Home = Extract<CartDelivery, { readonly kind: 'home' }>;

/** Asked once, after an order that is brought; whatever she says, she is not asked again. */
export function offerToKeepAddress(turn: Turn, order: Order): void {
  if (turn.question || turn.customer.keepsAddress !== undefined || order.delivery.kind !== 'home' || !placeSaid(order.delivery)) return;
  const { wording } = turn;
  const choice = (label: string, keep: boolean, means: 'yes' | 'no'): Choice => ({
    label,
    commands: [{ do: 'keep-address', number: order.number, keep }],
    means,
  });
  ask(turn, {
    rich: wording.rich('address.keep'),
    choices: [choice(wording.plain('address.yes'), true, 'yes'), choice(wording.plain('address.no'), false, 'no')],
    pending: null,
  });
}

export function keepAddress(turn: Turn, { number, keep }: Omit<Extract<Command, { readonly do: 'keep-address' }>, 'do'>): void {
  restIfEmptyHanded(turn);
  const delivery = turn.counter.orders().find((order) => order.number === number)?.delivery;
  const { address: _before, ...customer } = turn.customer;
  turn.customer = { ...customer, keepsAddress: keep, ...(keep && delivery?.kind === 'home' && { address: homeOf(delivery) }) };
  say(turn, turn.wording.rich(keep ? 'address.kept' : 'address.not_kept'));
}

/** Without the name that the zone had then. */
function homeOf({ zoneName: _ofTheOrder, ...home }: Extract<Order['delivery'], { readonly kind: 'home' }>): Home {
  return home;
}

/** The address she keeps here, as one tap; nothing where it is not served any more. */
export function keptAddress(turn: Turn): readonly Choice[] {
  const { wording, files, customer } = turn;
  const { address: kept } = customer;
  const zone = kept?.zoneId === undefined ? null : zoneById(files.shop.delivery, kept.zoneId);
  const place = kept && placeSaid(kept);
  if (!kept || !place || !zone || zone.active === false) return [];
  const { address } = kept;
  return [
    {
      label: wording.plain('delivery.same'),
      description: [address, placeName(kept, zone.name)].filter(Boolean).join(', '),
      commands: [
        { do: 'answer', slot: 'delivery.kind', value: { type: 'delivery', kind: 'home' } },
        { do: 'answer', slot: 'delivery.district', value: place },
        ...(address === undefined ? [] : [{ do: 'answer', slot: 'delivery.address', value: { type: 'text', text: address } } as const]),
      ],
    },
  ];
}

/** The place of an order as it would be answered again; null where the order does not have it any more. */
function placeSaid({ district, postal, address, pin }: Home): SlotValue | null {
  const text = district ?? postal;
  if (text !== undefined) return address === undefined ? null : { type: 'text', text };
  return pin ? { type: 'pin', ...pin } : null;
}
