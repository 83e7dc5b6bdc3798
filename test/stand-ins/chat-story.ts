/**
 * A conversation of one customer with the sample shop, in memory: the turn itself with the real files,
 * catalog and flows, without channel, store or clock. For stories about what the shop says next, of
 * which thousands must run in seconds.
 */

import { fileURLToPath } from 'node:url';
import type { Cart } from '../../src/commerce/cart.ts';
import { emptyCart } from '../../src/commerce/cart.ts';
import type { Language } from '../../src/commerce/catalog.ts';
import { dealsOfOrder, type EditPreview, editOrder } from '../../src/commerce/edit.ts';
import { stockBesides } from '../../src/commerce/edit-cart.ts';
import type { Order } from '../../src/commerce/order.ts';
import { cancelOrder } from '../../src/commerce/order-moves.ts';
import { placeOrder } from '../../src/commerce/placement.ts';
import { type Deals, NO_DEALS } from '../../src/commerce/promotions.ts';
import type { Refusal } from '../../src/commerce/refusal.ts';
import { readShopFiles } from '../../src/config/read-shop-files.ts';
import { type Conversation, type Customer, newConversation } from '../../src/conversation/conversation.ts';
import { numberMenu, readable, type Spoken } from '../../src/conversation/menu.ts';
import type { InboundBody, LoggedMessage, MenuOption, OutboundBody } from '../../src/conversation/message.ts';
import type { ShopFiles } from '../../src/conversation/shop-files.ts';
import type { Counter } from '../../src/conversation/turn/counter.ts';
import { promiseOfEdit } from '../../src/conversation/turn/edit-promise.ts';
import { type Heard, hearBody, hearBurst, type Listening, menuOnTheTable } from '../../src/conversation/turn/hearing.ts';
import { promiseFor } from '../../src/conversation/turn/promise.ts';
import { takeTurn } from '../../src/conversation/turn/take-turn.ts';
import { type Note, openTurn } from '../../src/conversation/turn/turn.ts';
import { prepareVocabulary } from '../../src/conversation/understanding/understand.ts';
import { ENGINE_TEXTS } from '../../src/conversation/wording/keys.ts';

const HOME = fileURLToPath(new URL('../..', import.meta.url));
/** Wednesday 25 November 2026, 10:00 in Lima. */
const WEDNESDAY_MORNING = Date.parse('2026-11-25T15:00:00Z');
const MINUTE_MS = 60_000;

export async function sampleShop(): Promise<ShopFiles> {
  const read = await readShopFiles(HOME, { texts: ENGINE_TEXTS, flows: ['welcome', 'checkout'] });
  if (!read.ok) throw new Error(`the sample shop has mistakes: ${JSON.stringify(read.problems)}`);
  const { words, ...files } = read.files;
  return { ...files, vocabulary: prepareVocabulary({ ...files, words }) };
}

export class ChatStory {
  readonly files: ShopFiles;
  conversation: Conversation;
  customer: Customer;
  cart: Cart;
  now = WEDNESDAY_MORNING;
  readonly orders: Order[] = [];
  readonly seller: string[] = [];
  readonly notes: Note[] = [];
  /** Bubbles of the last turn. */
  last: readonly LoggedMessage[] = [];
  readonly #messages = new Map<number, LoggedMessage>();
  #ids = 0;

  constructor(files: ShopFiles, language: Language = 'es') {
    this.files = files;
    this.customer = { id: 'ana', language, conversations: ['web:shop:ana'], firstSeenAt: this.#at(), campaign: null };
    this.cart = emptyCart('ana');
    this.conversation = newConversation({
      id: 'web:shop:ana',
      channel: 'web',
      account: 'shop',
      chat: 'ana',
      customerId: 'ana',
      language,
      campaign: null,
    });
  }

  /** Several messages, each answered before the next. */
  say(...texts: readonly string[]): this {
    for (const text of texts) this.send({ kind: 'text', text });
    return this;
  }

  /** Taps the option of the last turn whose label begins so. */
  tap(label: string): this {
    const option = this.options.find((candidate) => candidate.label.startsWith(label));
    if (!option) throw new Error(`there is no option "${label}"; the shop said:\n${this.text}`);
    return this.choose(option);
  }

  choose({ token }: Pick<MenuOption, 'token'>): this {
    return this.send({ kind: 'choice', token });
  }

  waitMinutes(minutes: number): this {
    this.now += minutes * MINUTE_MS;
    return this;
  }

  /** A fragment is answered at once, as if nothing more came in its second. */
  send(body: InboundBody): this {
    const before = this.#listening();
    const table = menuOnTheTable(before);
    const resolved = hearBody(before, body);
    const n = this.conversation.lastN + 1;
    this.#keep(n, 'customer', body, '');
    this.conversation = { ...this.conversation, lastN: n };
    const heard: Heard =
      resolved.kind === 'fragment' ? hearBurst({ ...before, conversation: { ...before.conversation, burst: [resolved.text] } }) : resolved;
    const { conversation, customer, cart, files, now } = this;
    const result = takeTurn(
      openTurn({ files, now, newId: (length) => this.#newId(length), counter: this.#counter(), conversation, customer, cart, table }),
      heard,
    );
    this.conversation = { ...result.conversation, lastInboundAt: this.#at() };
    this.customer = result.customer;
    this.cart = result.cart;
    this.notes.push(...result.notes);
    this.last = result.say.map((spoken) => this.#speak(spoken));
    return this;
  }

  /** Everything the shop said in its last turn. */
  get text(): string {
    return this.last.map(({ text }) => text).join('\n---\n');
  }

  get options(): readonly MenuOption[] {
    return this.last.flatMap(({ body }) => (body.kind === 'menu' ? body.menu.options : []));
  }

  /** The cart as a customer would tell it: "2 polo rojo m", personal texts included. */
  get lines(): readonly string[] {
    return this.cart.lines.map(({ productId, qty, options, personal }) =>
      [qty ?? '?', productId, ...Object.values(options), personal ?? ''].join(' ').trim(),
    );
  }

  /** A copy that goes on alone. */
  branch(): ChatStory {
    const copy = new ChatStory(this.files);
    copy.conversation = this.conversation;
    copy.customer = this.customer;
    copy.cart = this.cart;
    copy.now = this.now;
    copy.last = this.last;
    copy.orders.push(...this.orders);
    for (const [n, message] of this.#messages) copy.#messages.set(n, message);
    copy.#ids = this.#ids;
    return copy;
  }

  #speak(spoken: Spoken): LoggedMessage {
    const n = this.conversation.lastN + 1;
    const body: OutboundBody = spoken.kind === 'menu' ? { ...spoken, menu: numberMenu(spoken.choices, n, this.#newId(10)) } : spoken;
    const { lastMenuN } = this.conversation;
    this.conversation = { ...this.conversation, lastN: n, lastMenuN: body.kind === 'menu' ? n : body.kind === 'ask' ? null : lastMenuN };
    return this.#keep(n, 'shop', body, readable(body));
  }

  #keep(n: number, from: LoggedMessage['from'], body: LoggedMessage['body'], text: string): LoggedMessage {
    const message: LoggedMessage = {
      id: `${this.conversation.id}:${n}`,
      conversationId: this.conversation.id,
      n,
      at: this.#at(),
      from,
      body,
      text,
    };
    this.#messages.set(n, message);
    return message;
  }

  #listening(): Listening {
    const { files, now, conversation, cart } = this;
    return {
      ...{ files, now, conversation, cart },
      orders: () => this.orders.toReversed(),
      messageAt: (n) => this.#messages.get(n),
      isGoodCode: () => false,
    };
  }

  #counter(): Counter {
    return {
      available: (variantId) => this.#available(variantId),
      room: (_, { capacity }) => capacity,
      deals: () => this.#deals(),
      orders: () => this.orders.toReversed(),
      place: (cart, expectedTotal) => this.#place(cart, expectedTotal),
      previewEdit: (cart) => this.#previewEdit(cart),
      edit: (cart) => {
        const preview = this.#previewEdit(cart);
        if (preview.ok)
          this.orders.splice(
            this.orders.findIndex(({ id }) => id === preview.order.id),
            1,
            preview.order,
          );
        return preview;
      },
      answerProposal: () => ({ ok: false, code: 'NOTHING_SELECTED' }),
      cancel: (orderId) => {
        const at = this.orders.findIndex(({ id }) => id === orderId);
        const order = this.orders[at];
        if (!order) throw new Error(`there is no order ${orderId}`);
        const outcome = cancelOrder(order, 'customer', { reason: 'customer' }, this.now);
        if (outcome.ok) this.orders[at] = outcome.order;
        return outcome;
      },
      lookForPayment: () => {},
      claimPaid: () => this.seller.push('receipt'),
      payWith: () => {},
      fileComplaint: () => {
        throw new Error('there is no book in this story');
      },
      withdraw: () => ({ ok: false, code: 'WITHDRAWAL_NOT_POSSIBLE' }),
      ownDataLink: () => '/my-data/story',
      forgetMe: () => {},
      sendJoinCode: () => ({ code: 'KTXBQF', other: null }),
      carryCode: () => ({ code: 'BCDFGHJK', invites: [] }),
      carriedFrom: () => null,
      requestReturn: (orderId) => ({ ok: false, code: 'ORDER_NOT_FOUND', orderId }),
      callOffReturn: (orderId) => ({ ok: false, code: 'ORDER_NOT_FOUND', orderId }),
      askForPayment: () => {},
      paused: () => false,
      callSeller: (why) => this.seller.push(why),
    };
  }

  #available(variantId: string): number | null {
    const found = this.files.catalog.products
      .flatMap(({ kind, variants }) => variants.map((variant) => ({ kind, variant })))
      .find(({ variant }) => variant.id === variantId);
    return !found || found.kind === 'made_to_order' ? null : found.variant.count;
  }

  #previewEdit(cart: Cart): EditPreview | Refusal {
    const { files, now } = this;
    const order = this.orders.find(({ id }) => id === cart.amends?.orderId);
    if (!order) return { ok: false, code: 'ORDER_NOT_FOUND', orderId: cart.amends?.orderId ?? '' };
    const { shop, catalog } = files;
    const stock = stockBesides(order, (variantId) => this.#available(variantId));
    const promise = promiseOfEdit(order, { cart, files, now, room: (_, { capacity }) => capacity });
    return editOrder({ order, cart, shop, catalog, stock, deals: dealsOfOrder(order, this.#deals()), promise, by: 'customer' });
  }

  /** Nobody counts uses here: the stories about limits are told with a whole shop. */
  #deals(): Deals {
    return { ...NO_DEALS, promotions: this.files.promotions, now: this.now };
  }

  #place(cart: Cart, expectedTotal: Parameters<Counter['place']>[1]): ReturnType<Counter['place']> {
    const { files, now, conversation } = this;
    const placed = placeOrder({
      cart,
      shop: files.shop,
      catalog: files.catalog,
      stock: (variantId) => this.#available(variantId),
      deals: this.#deals(),
      expectedTotal,
      number: files.shop.orders.firstNumber + this.orders.length,
      publicCode: this.#newId(10),
      conversationId: conversation.id,
      customerId: conversation.customerId,
      language: conversation.language ?? files.shop.language,
      channel: conversation.channel,
      campaign: null,
      live: false,
      now,
      promise: promiseFor({ cart, files, now, room: (_, { capacity }) => capacity }),
    });
    if (placed.ok) this.orders.push(placed.order);
    return placed;
  }

  #newId(length: number): string {
    this.#ids += 1;
    return this.#ids.toString(36).padStart(length, '0');
  }

  #at(): string {
    return new Date(this.now).toISOString();
  }
}
