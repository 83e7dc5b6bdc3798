/** What the seller's API needs of the rest of the program: functions, so that it knows neither store nor runtime. */

import type { Context } from 'hono';
import type { Order } from '../../commerce/order.ts';
import type { OrderStatus } from '../../commerce/transitions.ts';
import type { Customer } from '../../conversation/conversation.ts';
import type { ApiToken, TokenAction, TokenReply } from '../../decisions/api-token.ts';
import type { TalkAction } from '../../decisions/event.ts';
import type { Once, OnceReply } from '../../decisions/kept-answer.ts';
import type { SellerCommand } from '../../decisions/seller-orders/arguments.ts';
import type { Log } from '../../log.ts';
import type { OrderPage, Page } from '../../store/port.ts';
import type { StockDeps } from '../desk/stock-desk.ts';
import type { ListSource, OrdersPlaced } from '../exports/source.ts';

export interface ApiDeps extends Pick<StockDeps, 'shop' | 'catalog' | 'level'> {
  readonly tokens: () => Iterable<ApiToken>;
  /** Resolves when it is on disk. */
  readonly actOnToken: (action: TokenAction) => Promise<TokenReply>;
  readonly order: (number: number) => Promise<Order | undefined>;
  readonly newestOrders: (limit: number, before?: number) => Promise<readonly Order[]>;
  readonly ordersInStates: (states: readonly OrderStatus[], page: Page) => Promise<OrderPage>;
  readonly ordersFound: (words: string, page: Page) => Promise<OrderPage>;
  readonly ordersOfCustomer: (customerId: string, page: Page) => Promise<OrderPage>;
  /** Every order by number, or those placed in a span of time. */
  readonly allOrders: OrdersPlaced;
  /** What the lists are made of, as it is now. */
  readonly lists: () => ListSource;
  /** Everybody who ever wrote, in no order, those at rest too. */
  readonly customers: () => AsyncIterable<Customer>;
  /** Done once under this key; resolves when it is on disk. `who`: `api:<token name>`. */
  readonly commandOnce: (orderId: string, command: SellerCommand, who: string, once: Once) => Promise<OnceReply>;
  readonly countOnce: (variantId: string, count: number, who: string, once: Once) => Promise<OnceReply>;
  /** The same for what is done in a conversation. */
  readonly talkOnce: (action: TalkAction) => Promise<OnceReply>;
  /** ms since the epoch. */
  readonly now: () => number;
  /** The address of the network that asks, never a header anyone can set. */
  readonly addressOf: (context: Context) => string;
  readonly log: Log;
}
