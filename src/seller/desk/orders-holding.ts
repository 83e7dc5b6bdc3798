/** Which orders hold promised units of a variant: looked for among those that have not left. */
import type { Order } from '../../commerce/order.ts';
import type { Queries } from '../../store/port.ts';
import { HOLDS } from './stock-desk.ts';

/** Orders read at once. */
const PAGE = 200;

/** Newest first. */
export async function ordersHolding({ orders }: Pick<Queries, 'orders'>, variantId: string): Promise<readonly Order[]> {
  const found: Order[] = [];
  let before: number | undefined;
  for (;;) {
    const page = await orders.byState([...HOLDS], { limit: PAGE, before });
    found.push(...page.orders.filter(({ lines }) => lines.some((line) => line.tracked && line.variantId === variantId)));
    if (page.older === null) return found;
    before = page.older;
  }
}
