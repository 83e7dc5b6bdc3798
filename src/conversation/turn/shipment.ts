/** Where an order is on its way, as its customer is told: who brings it, how it can be followed, how often it came back. */
import type { Order } from '../../commerce/order.ts';
import type { Rich } from '../message.ts';
import type { Wording } from '../wording/wording.ts';

export function shipmentLines(wording: Wording, { shipment, status }: Order): readonly Rich[] {
  if (!shipment) return [];
  const { carrier, tracking, attempts } = shipment;
  const onTheWay = status === 'out_for_delivery';
  return [
    ...(onTheWay && carrier !== undefined ? [wording.rich('order.carrier', { carrier })] : []),
    ...(onTheWay && tracking !== undefined ? [wording.rich('order.tracking', { tracking })] : []),
    ...(status === 'ready' && attempts > 0 ? [wording.rich('order.attempts', { attempts })] : []),
  ];
}
