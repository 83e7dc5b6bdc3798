/**
 * The seller acting on an order: what every command is given, and what comes of it. A family of commands is
 * a table of handlers in its own file; `commands.ts` joins the tables.
 */

import type { Order, OrderEvent } from '../../commerce/order.ts';
import type { Draft } from '../draft.ts';
import type { OrderReply } from './arguments.ts';

export interface Acting {
  readonly draft: Draft;
  /** As it is before the command. */
  readonly order: Order;
  /** Who acted: 'page', 'terminal', `api:<token name>` or `chat:<helper>`. */
  readonly who: string;
}

/** A handler per command; each puts what it changed into the draft itself. */
export type Handlers<Arguments> = {
  readonly [Name in keyof Arguments]: (acting: Acting, given: Arguments[Name]) => OrderReply;
};

/** The order with one more line in its history. */
export function withEvent(order: Order, { draft, who }: Acting, event: Pick<OrderEvent, 'what' | 'reason' | 'note'>): Order {
  return { ...order, version: order.version + 1, history: [...order.history, { at: draft.at, by: 'seller', who, ...event }] };
}
