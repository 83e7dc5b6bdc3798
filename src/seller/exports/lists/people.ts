/** Lists of people: who bought or gave her name, and carts that nobody finished. */
import { detailOf, productOf, variantOf } from '../../../commerce/catalog.ts';
import { add, type Currency, type Minor, minor, times, ZERO } from '../../../commerce/money.ts';
import { netPaid } from '../../../commerce/payment-status.ts';
import type { Customer } from '../../../conversation/conversation.ts';
import { contentOf, type List, type ListColumn } from '../list.ts';
import type { Period } from '../offered.ts';
import { type CartLeft, happenedWithin, type ListSource } from '../source.ts';
import { modeOf } from './money.ts';
import { isSold } from './sold.ts';

interface Bought {
  readonly orders: number;
  readonly paid: Minor;
  readonly currency: Currency;
  /** UTC ISO instant of the newest. */
  readonly last: string;
}

interface Buyer {
  readonly customer: Customer;
  readonly live: boolean;
  /** null: no order yet. */
  readonly bought: Bought | null;
}

const CUSTOMERS: readonly ListColumn<Buyer>[] = [
  { key: 'customer', kind: 'text', width: 24, value: ({ customer }) => customer.name ?? null },
  { key: 'phone', kind: 'text', width: 17, value: ({ customer }) => customer.phone ?? null },
  { key: 'language', kind: 'text', width: 8, value: ({ customer }) => customer.language },
  { key: 'campaign', kind: 'text', width: 14, value: ({ customer }) => customer.campaign },
  { key: 'firstSeen', kind: 'datetime', width: 17, value: ({ customer }) => customer.firstSeenAt },
  { key: 'orderCount', kind: 'integer', width: 10, value: ({ bought }) => bought?.orders ?? 0 },
  { key: 'paid', kind: 'money', width: 14, value: ({ bought }) => (bought ? { minor: bought.paid, currency: bought.currency } : null) },
  { key: 'lastOrder', kind: 'datetime', width: 17, value: ({ bought }) => bought?.last ?? null },
  { key: 'mode', kind: 'choice', width: 10, words: 'mode', value: ({ bought, ...buyer }) => (bought ? modeOf(buyer) : null) },
];

/** Who gave a name or bought and first wrote in the period; who bought in practice and for real is in it twice. */
export const customers: List = (source, period, texts) => contentOf(CUSTOMERS, buyersIn(source, period), source, texts);

async function* buyersIn(source: ListSource, period: Period): AsyncGenerator<Buyer> {
  const counted = await boughtBy(source);
  for await (const customer of source.customers()) {
    if (!happenedWithin(customer.firstSeenAt, period, source.shop.timeZone)) continue;
    const modes = [true, false].flatMap((live) => {
      const bought = counted.get(keyOf(customer.id, live));
      return bought ? [{ customer, live, bought }] : [];
    });
    if (modes.length > 0) yield* modes;
    else if (customer.name !== undefined || customer.phone !== undefined) yield { customer, live: true, bought: null };
  }
}

const keyOf = (customerId: string, live: boolean) => `${live}:${customerId}`;

async function boughtBy({ orders }: ListSource): Promise<ReadonlyMap<string, Bought>> {
  const counted = new Map<string, Bought>();
  for await (const order of orders(null)) {
    if (!isSold(order)) continue;
    const key = keyOf(order.customerId, order.live);
    const before = counted.get(key);
    const paid = add(before?.paid ?? ZERO, netPaid(order));
    counted.set(key, { orders: (before?.orders ?? 0) + 1, paid, currency: order.currency, last: order.placedAt });
  }
  return counted;
}

interface Unfinished extends CartLeft {
  readonly lastAt: string;
  readonly products: readonly string[];
  readonly units: number;
  readonly amount: Minor;
  readonly currency: Currency;
}

const CARTS: readonly ListColumn<Unfinished>[] = [
  { key: 'at', header: 'lastSeen', kind: 'datetime', width: 17, value: ({ lastAt }) => lastAt },
  { key: 'customer', kind: 'text', width: 24, value: ({ cart, customer }) => cart.contact.name ?? customer?.name ?? null },
  { key: 'phone', kind: 'text', width: 17, value: ({ cart, customer }) => cart.contact.phone ?? customer?.phone ?? null },
  { key: 'channel', kind: 'choice', width: 16, words: 'channel', value: ({ conversation }) => conversation?.channel ?? null },
  { key: 'products', kind: 'text', width: 48, value: ({ products }) => products.join(' · ') },
  { key: 'units', kind: 'integer', width: 10, value: ({ units }) => units },
  { key: 'amount', header: 'listAmount', kind: 'money', width: 14, value: ({ amount, currency }) => ({ minor: amount, currency }) },
  { key: 'campaign', kind: 'text', width: 14, value: ({ conversation }) => conversation?.campaign ?? null },
  { key: 'currency', kind: 'text', width: 9, value: ({ currency }) => currency },
];

/** Carts with something in them whose customer last wrote in the period. Prices are those of the catalog, without promotions. */
export const carts: List = (source, period, texts) => contentOf(CARTS, unfinishedIn(source, period), source, texts);

async function* unfinishedIn(source: ListSource, period: Period): AsyncGenerator<Unfinished> {
  for await (const left of source.carts()) {
    const lastAt = left.conversation?.lastInboundAt ?? null;
    if (lastAt === null || left.cart.lines.length === 0 || left.cart.amends || !happenedWithin(lastAt, period, source.shop.timeZone))
      continue;
    yield { ...left, ...goodsOf(left, source), lastAt, currency: source.shop.currency };
  }
}

/** What was named without saying how many counts as one. */
function goodsOf({ cart }: CartLeft, { catalog }: ListSource): Pick<Unfinished, 'products' | 'units' | 'amount'> {
  const lines = cart.lines.flatMap((line) => {
    const product = productOf(catalog, line.productId);
    if (!product) return [];
    const qty = line.qty ?? 1;
    const detail = detailOf(product, line.options);
    const price = variantOf(product, line.options)?.price ?? product.price;
    return [{ words: `${qty} × ${product.name}${detail === '' ? '' : ` (${detail})`}`, qty, amount: times(price, qty) }];
  });
  return {
    products: lines.map(({ words }) => words),
    units: lines.reduce((sum, { qty }) => sum + qty, 0),
    amount: minor(lines.reduce((sum, { amount }) => sum + amount, 0)),
  };
}
