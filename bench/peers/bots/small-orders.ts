/** Orders of the small shops, in one list in memory: what a seller's page would make of it. */
import type { SmallOrder } from '../talk.ts';

const PAGE = 20;

export const newestOf = (orders: readonly SmallOrder[]): number => orders.slice(-PAGE).length;

export function withName(orders: readonly SmallOrder[], name: string): number {
  return orders.filter((order) => order.answers.name?.includes(name)).slice(-PAGE).length;
}
