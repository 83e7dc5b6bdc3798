/**
 * Who is known by which telephone, and two customers that become one: the older one stays, with the conversations
 * of both. Whoever she was before stays written with her, so that nothing of hers is missed when she is forgotten.
 */
import { type Cart, emptyCart } from '../commerce/cart.ts';
import { withLinesOf } from '../commerce/cart-changes.ts';
import type { Catalog } from '../commerce/catalog.ts';
import { makeCode, SENT_CODE } from '../conversation/code.ts';
import type { Conversation, Customer } from '../conversation/conversation.ts';
import { awake } from './awake.ts';
import type { Draft } from './draft.ts';
import { loadOrders } from './need-all.ts';

/**
 * Who gave a telephone first is who may be joined with. One that more people give is nobody's own, and its document,
 * rewritten for each of them, would be the costliest of the shop.
 */
const MOST_HOLDERS = 50;

/** After she gave her telephone, or another one, or a channel told it with her first message. */
export function notePhone(draft: Draft, conversationId: string, before: Pick<Customer, 'phone'>, after: Customer): void {
  if (after.phone === undefined || after.phone === before.phone) return;
  const known = draft.get('phones', after.phone)?.holders ?? [];
  if (known.length >= MOST_HOLDERS || known.some(({ customerId }) => customerId === after.id)) return;
  draft.put('phones', after.phone, { id: after.phone, holders: [...known, { customerId: after.id, conversationId }] });
}

/** The conversation of the first one who gave this telephone and bought something, where it is another customer. */
export function otherWithPhone(draft: Draft, customer: Customer, phone: string | undefined): Conversation | null {
  if (phone === undefined) return null;
  for (const { customerId, conversationId } of draft.get('phones', phone)?.holders ?? []) {
    if (customerId === customer.id) continue;
    const other = awake(draft, conversationId);
    if (other && other.customerId !== customer.id && other.orders.length > 0) return other;
  }
  return null;
}

/** Codes that one conversation is sent in a day: whoever knows a telephone could go on guessing, and have her written to, for ever. */
const MOST_SENT = 3;
const DAY_MS = 24 * 60 * 60_000;

/**
 * Tells the code in the other conversation, where there is one and it was not sent too many already. Whoever asked cannot
 * tell the difference: there is a code in any case.
 */
export function sendJoinCode(draft: Draft, other: Conversation | null): { readonly code: string; readonly other: string | null } {
  const { now, newId, files } = draft.world;
  const code = makeCode(newId, SENT_CODE);
  const before = other?.codesSent && now < other.codesSent.until ? other.codesSent : { count: 0, until: now + DAY_MS };
  if (!other || before.count >= MOST_SENT) return { code, other: null };
  const wording = draft.wording(other.language ?? files.shop.language);
  const counted: Conversation = { ...other, codesSent: { ...before, count: before.count + 1 } };
  draft.say(counted, [{ kind: 'text', rich: wording.rich('join.your_code', { code }) }]);
  return { code, other: other.id };
}

/** Joins the two where the code was proved in this turn. */
export function settleJoin(draft: Draft, conversationId: string): void {
  const conversation = draft.get('conversations', conversationId);
  if (conversation?.joining?.step !== 'proved') return;
  const { joining, ...rest } = conversation;
  draft.put('conversations', conversationId, rest);
  const other = awake(draft, joining.other);
  const kept = other && draft.get('customers', other.customerId);
  const gone = draft.get('customers', conversation.customerId);
  if (!kept || !gone || kept.id === gone.id) return;
  joinCustomers(draft, kept, gone, 'what she has here');
}

/** Of two carts with something in them: only the one that she is at, or both as one order. */
export type CartsJoined = 'what she has here' | 'both';

export function joinCustomers(draft: Draft, kept: Customer, gone: Customer, carts: CartsJoined): void {
  for (const id of gone.conversations) {
    const conversation = awake(draft, id);
    if (!conversation) continue;
    draft.put('conversations', id, { ...conversation, customerId: kept.id });
    for (const order of loadOrders(draft, conversation.orders))
      draft.put('orders', order.id, { ...order, customerId: kept.id, version: order.version + 1 });
  }
  draft.put('customers', kept.id, {
    ...gone,
    ...kept,
    conversations: [...new Set([...kept.conversations, ...gone.conversations])],
    also: [...(kept.also ?? []), gone.id, ...(gone.also ?? [])],
  });
  draft.remove('customers', gone.id);
  joinCarts(draft, kept.id, gone.id, carts);
  if (kept.phone !== undefined) dropHolder(draft, kept.phone, gone.id);
}

function joinCarts(draft: Draft, kept: string, gone: string, which: CartsJoined): void {
  const here = draft.get('carts', gone);
  if (!here) return;
  draft.remove('carts', gone);
  const before = draft.get('carts', kept) ?? emptyCart(kept);
  const joined = joinedCart(before, here, which, draft.world.files.catalog);
  if (joined !== before) draft.put('carts', kept, { ...joined, id: kept, version: Math.max(here.version, before.version) + 1 });
}

/** A placed order that is on the table as a cart is never mixed with anything. */
function joinedCart(before: Cart, here: Cart, which: CartsJoined, catalog: Catalog): Cart {
  if (here.lines.length === 0) return before;
  if (before.lines.length === 0) return here;
  if (which === 'what she has here') return here;
  return before.amends || here.amends ? before : withLinesOf(before, here, catalog);
}

function dropHolder(draft: Draft, phone: string, customerId: string): void {
  const book = draft.get('phones', phone);
  const holders = book?.holders.filter((holder) => holder.customerId !== customerId) ?? [];
  if (book) draft.put('phones', phone, { ...book, holders });
}
