/** What has to be true of every commit in which helpers of the shop had a hand, or were told something. */
import type { Order } from '../../src/commerce/order.ts';
import type { LoggedMessage } from '../../src/conversation/message.ts';
import type { Change } from '../../src/decisions/collections.ts';
import type { Helper, Staff } from '../../src/decisions/staff.ts';
import type { World } from './world.ts';

/** What a courier may leave in the history of an order. */
const OF_COURIERS: ReadonlySet<string> = new Set(['out_for_delivery', 'delivered', 'delivery-failed', 'payment-registered']);
/** Entries of the history that are a state of the order. */
const STATES: ReadonlySet<string> = new Set(['preparing', 'ready', 'out_for_delivery', 'delivered', 'cancelled']);

/** Called before the commit is in the ledger. */
export function helpersDid(world: World, changes: readonly Change[]): void {
  const before = world.ledger.now.get('staff', 'staff');
  const messages = changes.flatMap((change) => ('put' in change && change.put === 'messages' ? change.doc : []));
  const orders = changes.flatMap((change) => ('put' in change && change.put === 'orders' ? change.doc : []));
  for (const order of orders) actedOn(world, before, order, messages);
}

function actedOn(world: World, staff: Staff | undefined, order: Order, messages: readonly LoggedMessage[]): void {
  const was = world.ledger.now.get('orders', order.id);
  const entries = order.history.slice(was?.history.length ?? 0).filter(({ who = '' }) => who.startsWith('chat:'));
  for (const { what, who = '' } of entries) {
    world.sometimes.note('a helper did something with an order');
    const helper = staff?.helpers.find(({ name }) => `chat:${name}` === who);
    if (!helper) return world.violated('who is not of the team does nothing', `${who} left ${what} on ${order.id}`);
    if (helper.role === 'courier' && !OF_COURIERS.has(what))
      world.violated('a courier does what a courier does', `${who} left ${what} on ${order.id}`);
    if (STATES.has(what) && was?.status === what)
      world.violated('what helpers do is done once', `${order.id} was ${what} before ${who} made it so`);
    for (const other of staff?.helpers ?? []) if (other !== helper) wasTold(world, other, helper, order, messages);
  }
}

function wasTold(world: World, other: Helper, { name }: Helper, { id, number }: Order, messages: readonly LoggedMessage[]): void {
  if (other.role === 'courier') return;
  const told = messages.some(
    ({ conversationId, text }) => conversationId === other.conversationId && text.includes(name) && text.includes(String(number)),
  );
  const unreachable = world.ledger.now.get('conversations', other.conversationId)?.unreachable;
  if (!told && !unreachable) world.violated('who acted is told to the others', `${other.name} does not know what ${name} did with ${id}`);
}

/** Called when the commit is in the ledger. */
export function teamKnows(world: World, before: Staff | undefined, changes: readonly Change[]): void {
  const { now } = world.ledger;
  const team = new Set(now.get('staff', 'staff')?.helpers.map(({ conversationId }) => conversationId));
  const written = new Set(changes.flatMap((change) => ('put' in change && change.put === 'messages' ? change.id : [])));
  for (const { conversationId, name } of before?.helpers ?? []) {
    if (team.has(conversationId)) continue;
    for (const { id } of now.all('outbox')) {
      const message = now.get('messages', id);
      if (message?.conversationId === conversationId && !written.has(id) && message.orderId === undefined)
        world.violated('what was still to be sent to who is taken away is taken back', `${id} still waits to be sent to ${name}`);
    }
  }
  for (const change of changes) {
    if (!('put' in change) || change.put !== 'messages' || change.doc.about === undefined || change.doc.from === 'customer') continue;
    const isNew = now.get('outbox', change.id) !== undefined;
    if (isNew && !team.has(change.doc.conversationId))
      world.violated('what is told of customers is told to the team alone', `${change.id}: ${change.doc.text}`);
  }
}
