/** What a witness outside the shop was told, held against what a restart finds. */
import { expect } from 'vitest';
import { openJsonStore } from '../../../src/store/json/open.ts';
import { copyOf } from './folder.ts';

/** Of `kill-child.ts`. */
export const CUSTOMERS = 16;

/** By customer: how many orders were acknowledged. */
export type Acknowledged = Map<number, number>;

/** Looks at a copy: the shop itself has to recover from what the kill left. */
export async function mustHoldEverything(directory: string, acknowledged: Acknowledged): Promise<void> {
  const store = await openJsonStore({ directory: copyOf(directory) });
  const facts = new Map<number, number>();
  for await (const { words = '' } of store.query.each('facts')) {
    const [customer = Number.NaN, bought] = words.split(' ').map(Number);
    expect(bought).toBe((facts.get(customer) ?? 0) + 1);
    facts.set(customer, bought ?? Number.NaN);
  }
  const orders = new Map<string, number>();
  for await (const { customer } of store.query.each('orders')) orders.set(customer.name, (orders.get(customer.name) ?? 0) + 1);
  const view = store.openHot();
  for (let customer = 0; customer < CUSTOMERS; customer++) {
    const bought = view.get('stock', `shelf ${customer}`)?.onHand ?? 0;
    expect(bought).toBeGreaterThanOrEqual(acknowledged.get(customer) ?? 0);
    expect(facts.get(customer) ?? 0).toBe(bought);
    expect(orders.get(`customer ${customer}`) ?? 0).toBe(bought);
    acknowledged.set(customer, bought);
  }
  await store.close();
}
