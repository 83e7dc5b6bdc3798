/** Who carries out the commands a seller can give for an order. A new family adds its table to `HANDLERS`. */

import type { Order } from '../../commerce/order.ts';
import type { Draft } from '../draft.ts';
import type { Handlers } from './acting.ts';
import type { CommandArguments, CommandName, OrderReply, SellerCommand } from './arguments.ts';
import { DECIDING } from './deciding.ts';
import { EDITS } from './edits.ts';
import { ENDING } from './ending.ts';
import { FULFILMENT } from './fulfilment.ts';
import { MONEY } from './money.ts';
import { RETURNS } from './returns.ts';

const HANDLERS: Handlers<CommandArguments> = { ...DECIDING, ...FULFILMENT, ...ENDING, ...MONEY, ...RETURNS, ...EDITS };

/** `who`: 'page', 'terminal', `api:<token name>` or `chat:<helper>`. */
export function takeSellerCommand<Name extends CommandName>(
  draft: Draft,
  orderId: string,
  given: SellerCommand<Name>,
  who: string,
): OrderReply {
  const order = draft.get('orders', orderId);
  if (!order) return { ok: false, code: 'ORDER_NOT_FOUND', orderId };
  return handle(given.command, { draft, order, who }, given);
}

function handle<Name extends CommandName>(
  name: Name,
  acting: { readonly draft: Draft; readonly order: Order; readonly who: string },
  given: CommandArguments[Name],
): OrderReply {
  return HANDLERS[name](acting, given);
}
