/**
 * A conversation is taken up again: by the program after a person spoke, or in another chat after a code was carried
 * there. What she had is shown, and the question that was open is asked again.
 */
import type { Conversation } from '../conversation/conversation.ts';
import type { Rich } from '../conversation/message.ts';
import { takeUp } from '../conversation/turn/going-on.ts';
import { doorOf } from '../conversation/turn/moving.ts';
import type { Wording } from '../conversation/wording/wording.ts';
import { awake } from './awake.ts';
import { useUp } from './carried-codes.ts';
import type { Draft } from './draft.ts';
import { joinCustomers } from './joining.ts';
import { loadOrders } from './need-all.ts';
import { keepTurn, turnIn } from './turns.ts';

/** `opening`: what is said before. */
export function goOn(draft: Draft, conversation: Conversation, opening: (wording: Wording) => Rich): void {
  const customer = draft.get('customers', conversation.customerId);
  if (!customer) return;
  const opened = turnIn(draft, conversation, customer, null);
  keepTurn(draft, opened, takeUp(opened.turn, opening(opened.turn.wording)));
}

/**
 * She proved that a conversation elsewhere is hers: she is one customer from now on, and what was under way there —
 * cart, open question, language, orders that are not over — goes on in `here`. Over there she is told, because a code
 * may be stolen.
 */
export function goOnHere(draft: Draft, here: Conversation): void {
  const { joining, ...rest } = here;
  draft.put('conversations', here.id, rest);
  if (joining?.step !== 'proved' || joining.code === undefined) return;
  useUp(draft, joining.code);
  const there = awake(draft, joining.other);
  const kept = there && draft.get('customers', there.customerId);
  const gone = draft.get('customers', here.customerId);
  if (!there || !kept || !gone) return;
  if (kept.id !== gone.id) joinCustomers(draft, kept, gone, 'both');
  const moved = moveWhatIsOpen(draft, there.id, here.id);
  if (moved) goOn(draft, moved, (wording) => wording.rich('move.done', { where: wording.plain(`door.${doorOf(there.channel)}`) }));
}

const IS_OVER: ReadonlySet<string> = new Set(['closed', 'cancelled', 'expired', 'returned']);

function moveWhatIsOpen(draft: Draft, fromId: string, toId: string): Conversation | null {
  const from = draft.get('conversations', fromId);
  const to = draft.get('conversations', toId);
  if (!from || !to) return null;
  const open = loadOrders(draft, from.orders).filter(({ status }) => !IS_OVER.has(status));
  for (const order of open) draft.put('orders', order.id, { ...order, conversationId: to.id, version: order.version + 1 });
  const left = new Set(open.map(({ id }) => id));
  const { carries: _usedUp, ...stays } = from;
  const told = draft.wording(from.language ?? draft.world.files.shop.language);
  draft.say(
    { ...stays, frames: [], pending: null, focus: null, misses: 0, lastMenuN: null, orders: from.orders.filter((id) => !left.has(id)) },
    [{ kind: 'text', rich: told.rich('move.told', { where: told.plain(`door.${doorOf(to.channel)}`) }) }],
  );
  const moved: Conversation = {
    ...to,
    language: from.language ?? to.language,
    campaign: to.campaign ?? from.campaign,
    frames: from.frames,
    pending: from.pending,
    focus: from.focus,
    orders: [...to.orders, ...left].toSorted((a, b) => Number(a) - Number(b)),
  };
  draft.put('conversations', to.id, moved);
  return moved;
}
