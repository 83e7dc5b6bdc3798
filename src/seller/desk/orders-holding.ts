/** Promised units: which orders hold those of a variant, and what of an order is not there to be sent. */
import type { Order } from '../../commerce/order.ts';
import { type StockLevel, shortage } from '../../commerce/stock.ts';
import type { Queries } from '../../store/port.ts';

/** Placed and not gone from the shelf. */
const HOLDS: ReadonlySet<Order['status']> = new Set(['pending_approval', 'awaiting_payment', 'confirmed', 'preparing', 'ready']);

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

/** Lines of an order whose units are promised and not there. Empty where the order holds none any more. */
export function missingFor(
  order: Pick<Order, 'lines' | 'status'>,
  level: (variantId: string) => StockLevel | undefined,
): readonly Order['lines'][number][] {
  if (!HOLDS.has(order.status)) return [];
  return order.lines.filter(({ tracked, variantId }) => {
    const found = tracked ? level(variantId) : undefined;
    return found !== undefined && shortage(found) > 0;
  });
}
