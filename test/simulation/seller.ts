/** The seller at work: she changes prices, counts her shelf, sees to her orders and to what was set aside. */
import type { Catalog, Product } from '../../src/commerce/catalog.ts';
import { minor } from '../../src/commerce/money.ts';
import type { Order } from '../../src/commerce/order.ts';
import { commandFor } from './seller-commands.ts';
import type { Shop } from './shop.ts';
import type { World } from './world.ts';

const EVERY_MS = 10 * 60_000;
const TRIES_AGAIN = 0.7;
const MOST_AT_ONCE = 8;
const RECENT_MS = 4 * 24 * 60 * 60_000;

export class Seller {
  readonly #world: World;
  readonly #shop: Shop;
  #share: number | null = null;

  constructor(world: World, shop: Shop) {
    this.#world = world;
    this.#shop = shop;
  }

  /** `share`: of the orders of the last days, those she does something with at a time; missing: a few of all. */
  begin(untilMs: number, { everyMs = EVERY_MS, share }: { readonly everyMs?: number; readonly share?: number } = {}): void {
    this.#share = share ?? null;
    for (let ms = this.#world.dice.below(everyMs); ms < untilMs; ms += this.#world.dice.below(2 * everyMs)) {
      this.#world.time.after(ms, () => void this.#work());
    }
  }

  async #work(): Promise<void> {
    const world = this.#world;
    const { dice, sometimes, ledger } = world;
    if (world.wants('priceChange')) {
      sometimes.note('the seller changed a price');
      await this.#save((product) => (dice.chance(0.5) ? dearer(product, dice.between(-300, 900)) : product));
    }
    if (world.wants('recount')) {
      sometimes.note('the seller counted anew');
      await this.#save((product) => (dice.chance(0.3) ? restocked(product, dice.between(1, 9)) : product));
    }
    if (world.wants('sellsOn')) await this.#seeToOrders();
    if (world.wants('takesOver')) await this.#speakWithSomebody();
    const aside = ledger.now.all('alerts').find(({ kind }) => kind === 'not-processed' || kind === 'not-sent');
    if (!aside || !dice.chance(TRIES_AGAIN)) return;
    sometimes.note('what was set aside was tried again');
    await this.#shop.act({ do: 'try-again', alertId: aside.id });
  }

  /** On her telephone, on the page, or she lets the program go on. */
  async #speakWithSomebody(): Promise<void> {
    const { dice, ledger, sometimes, time } = this.#world;
    const conversations = ledger.now.all('conversations');
    if (conversations.length === 0) return;
    const { id: conversationId, channel, account, chat } = dice.pick(conversations);
    sometimes.note('a person of the shop spoke with a customer');
    const typed = (text: string) =>
      this.#shop.note({ channel, account, chat, id: dice.id(12), at: time.now, what: 'typed-by-seller', body: { kind: 'text', text } });
    await dice.weigh<() => Promise<void>>([
      [3, () => typed('hola, soy yo')],
      [1, () => typed('bot')],
      [2, () => this.#shop.act({ do: 'write-to-customer', conversationId, text: 'hola, soy yo', by: 'page' })],
      [1, () => this.#shop.act({ do: 'take-over', conversationId, by: 'page' })],
      [2, () => this.#shop.act({ do: 'hand-back', conversationId, by: 'page' })],
    ])();
  }

  /** One thing with each of some orders that are not over; the shop may refuse it. */
  async #seeToOrders(): Promise<void> {
    const { dice, ledger } = this.#world;
    const open = ledger.now.all('orders').filter(({ status }) => status !== 'returned');
    const some = Array.from({ length: Math.min(open.length, MOST_AT_ONCE) }, () => dice.pick(open));
    for (const order of this.#share === null ? some : this.#recent(open, this.#share)) {
      const given = commandFor(ledger.now.get('orders', order.id) ?? order, dice);
      if (!given) continue;
      this.#world.story.tell(`the seller: ${order.id} ${JSON.stringify(given)}`);
      await this.#shop.act({ do: 'order', orderId: order.id, order: given, by: 'page' });
    }
  }

  #recent(orders: readonly Order[], share: number): readonly Order[] {
    const since = this.#world.time.now - RECENT_MS;
    return orders.filter(({ placedAt }) => Date.parse(placedAt) > since && this.#world.dice.chance(share));
  }

  async #save(change: (product: Product) => Product): Promise<void> {
    const { files } = this.#world;
    const catalog: Catalog = { ...files.catalog, products: files.catalog.products.map(change) };
    this.#world.files = { ...files, catalog };
    await this.#shop.filesChanged();
  }
}

function dearer(product: Product, by: number): Product {
  const price = minor(Math.max(100, product.price + by));
  return { ...product, price, variants: product.variants.map((variant) => ({ ...variant, price })) };
}

/** More than there were: a count below what is promised is another story. */
function restocked(product: Product, by: number): Product {
  return {
    ...product,
    variants: product.variants.map((variant) => ({ ...variant, count: variant.count === null ? null : variant.count + by })),
  };
}
