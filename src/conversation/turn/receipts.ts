/**
 * "Ya pagué": a picture of a receipt or the number of an operation belongs to the order that waits for
 * money. It is thanked for and shown to the seller; it never confirms anything.
 */
import type { Order } from '../../commerce/order.ts';
import { dueNow } from '../../commerce/payment-status.ts';
import { receiptToReview } from '../../commerce/payments.ts';
import { cleanLine } from '../clean.ts';
import type { InboundBody } from '../message.ts';
import { transferWords } from './paying.ts';
import { ask, restIfEmptyHanded, say, type Turn } from './turn.ts';

/** Longest number of an operation that is kept, in characters. */
const LONGEST_OPERATION = 40;
/** Fewer digits are an amount or an answer to something else. */
const SHORTEST_OPERATION = 4;

type Media = Extract<InboundBody, { readonly kind: 'media' }>;

/** The newest order that a receipt can be of: money is due, or one is already looked at. */
function orderOfReceipt(turn: Turn): Order | undefined {
  if (!turn.files.shop.payment.transfer) return undefined;
  const orders = turn.counter.orders().filter((order) => isPaidAhead(order) && (dueNow(order) > 0 || receiptToReview(order.payments)));
  return orders.find(({ method }) => method === 'transfer') ?? orders[0];
}

function isPaidAhead({ method, status }: Order): boolean {
  return method !== 'cash' && status !== 'cancelled' && status !== 'expired' && status !== 'returned';
}

/** False where no order waits for a receipt: then a picture is only a picture. */
export function takeReceipt(turn: Turn, { ref, mime, sha256, caption }: Media): boolean {
  const order = orderOfReceipt(turn);
  if (!order) return false;
  const operation = operationIn(caption);
  const isOneMore = receiptToReview(order.payments)?.proof !== undefined && turn.now - lastHeardAt(turn) < ALBUM_MS;
  turn.counter.claimPaid(order.id, { proof: { ref, mime, ...(sha256 !== undefined && { sha256 }) }, ...(operation && { operation }) });
  restIfEmptyHanded(turn);
  if (!isOneMore) say(turn, turn.wording.rich('receipt.received', { number: order.number }));
  return true;
}

/** Pictures this soon after another one come from the same album, and are thanked for once, in ms. */
const ALBUM_MS = 15_000;

/** ms since the epoch. */
function lastHeardAt({ conversation }: Turn): number {
  return Date.parse(conversation.lastInboundAt ?? '');
}

/** "Ya pagué", with the number of the operation or without. False where the order is paid through the provider. */
export function claimByWords(turn: Turn, order: Order, operation: string | undefined): boolean {
  const { number } = order;
  const open = receiptToReview(order.payments);
  if (open === null && (order.method !== 'transfer' || dueNow(order) === 0)) return false;
  if (operation !== undefined) {
    turn.counter.claimPaid(order.id, { operation: cleanLine(operation, LONGEST_OPERATION) });
    say(turn, turn.wording.rich(open?.proof ? 'receipt.operation_and_proof' : 'receipt.operation', { number, operation }));
  } else if (open) say(turn, turn.wording.rich('receipt.in_review', { number }));
  else ask(turn, { rich: turn.wording.rich('receipt.ask', { number }), choices: [], ask: 'text', pending: { slot: 'payment.receipt' } });
  return true;
}

/** What she wrote when the shop asked for the receipt. */
export function takeOperation(turn: Turn, text: string): void {
  const order = orderOfReceipt(turn);
  const operation = operationIn(text);
  turn.pendingTouched = true;
  if (!order) return;
  restIfEmptyHanded(turn);
  if (operation !== undefined) claimByWords(turn, order, operation);
  else say(turn, transferWords(turn.wording, order, turn.files.shop));
}

/** Words beside the number of an operation that was sent alone: "operación número 123456". */
const WORDS_AROUND_OPERATION = 3;

/**
 * The number of an operation and hardly a word more, in answer to the account that she was told to pay into.
 * False where no transfer waits for one.
 */
export function takeOperationAlone(turn: Turn, text: string): boolean {
  const operation = operationIn(text);
  const order = orderOfReceipt(turn);
  if (operation === undefined || order?.method !== 'transfer') return false;
  if (text.trim().split(/\s+/).length > WORDS_AROUND_OPERATION + 1) return false;
  turn.conversation = { ...turn.conversation, misses: 0 };
  turn.pendingTouched = true;
  restIfEmptyHanded(turn);
  return claimByWords(turn, order, operation);
}

/** The longest run of digits that can be one. */
export function operationIn(text: string): string | undefined {
  const runs = text.match(/[A-Z]{0,4}\d[\d-]{3,}/gi) ?? [];
  const fitting = runs.filter((run) => run.replaceAll(/\D/g, '').length >= SHORTEST_OPERATION);
  return fitting.toSorted((a, b) => b.length - a.length)[0]?.slice(0, LONGEST_OPERATION);
}
