/** The seller at work: she changes prices, counts her shelf, sees to her orders and to what was set aside. */
import type { Catalog, Product } from '../../src/commerce/catalog.ts';
import { minor } from '../../src/commerce/money.ts';
import { commandFor } from './seller-commands.ts';
import type { Shop } from './shop.ts';
import type { World } from './world.ts';

const EVERY_MS = 10 * 60_000;
const TRIES_AGAIN = 0.7;
const MOST_AT_ONCE = 4;

export class Seller {
  readonly #world: World;
  readonly #shop: Shop;

  constructor(world: World, shop: Shop) {
    this.#world = world;
    this.#shop = shop;
  }

  begin(untilMs: number): void {
    for (let ms = this.#world.dice.below(EVERY_MS); ms < untilMs; ms += this.#world.dice.below(2 * EVERY_MS)) {
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
    const aside = ledger.now.all('alerts').find(({ kind }) => kind === 'not-processed' || kind === 'not-sent');
    if (!aside || !dice.chance(TRIES_AGAIN)) return;
    sometimes.note('what was set aside was tried again');
    await this.#shop.act({ do: 'try-again', alertId: aside.id });
  }

  /** One thing with each of some orders that are not over; the shop may refuse it. */
  async #seeToOrders(): Promise<void> {
    const { dice, ledger } = this.#world;
    const open = ledger.now.all('orders').filter(({ status }) => status !== 'returned');
    for (let count = Math.min(open.length, MOST_AT_ONCE); count > 0; count -= 1) {
      const order = dice.pick(open);
      const given = commandFor(ledger.now.get('orders', order.id) ?? order, dice);
      if (!given) continue;
      this.#world.story.tell(`the seller: ${order.id} ${JSON.stringify(given)}`);
      await this.#shop.act({ do: 'order', orderId: order.id, order: given, by: 'page' });
    }
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
