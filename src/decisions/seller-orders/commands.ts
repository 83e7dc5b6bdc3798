/**
 * Every command a seller can give for an order, through whichever door: their arguments, and who carries
 * them out. A new family adds its interface to `CommandArguments` and its table to `HANDLERS`.
 */
import type { Order } from '../../commerce/order.ts';
import type { Draft } from '../draft.ts';
import type { Handlers, OrderReply } from './acting.ts';
import { DECIDING, type DecidingArguments } from './deciding.ts';
import { EDITS, type EditsArguments } from './edits.ts';
import { ENDING, type EndingArguments } from './ending.ts';
import { FULFILMENT, type FulfilmentArguments } from './fulfilment.ts';
import { MONEY, type MoneyArguments } from './money.ts';
import { RETURNS, type ReturnsArguments } from './returns.ts';

export type { OrderReply } from './acting.ts';

export interface CommandArguments
  extends DecidingArguments,
    FulfilmentArguments,
    EndingArguments,
    MoneyArguments,
    ReturnsArguments,
    EditsArguments {}

export type CommandName = keyof CommandArguments;

/** `{ command: 'dispatch', tracking: … }` */
export type SellerCommand<Name extends CommandName = CommandName> = {
  [N in Name]: { readonly command: N } & CommandArguments[N];
}[Name];

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
