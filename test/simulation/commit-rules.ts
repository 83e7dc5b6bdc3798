/**
 * What has to be true of every single commit, compared with what was there before it.
 */
import { formatMoney } from '../../src/commerce/money.ts';
import type { Order } from '../../src/commerce/order.ts';
import type { Conversation } from '../../src/conversation/conversation.ts';
import type { LoggedMessage } from '../../src/conversation/message.ts';
import { wordingIn } from '../../src/conversation/wording/wording.ts';
import type { Alert } from '../../src/decisions/alert.ts';
import type { Change } from '../../src/decisions/collections.ts';
import { helpersDid, teamKnows } from './helper-rules.ts';
import { cartIn, logsIn, markOf } from './ledger.ts';
import type { World } from './world.ts';

const MARK = '\u0000';
const LANGUAGES = ['es', 'pt', 'en'] as const;

/** Called in the turn of the commit, before the disk has it. */
export function whenCommitted(world: World, sequence: number, changes: readonly Change[]): void {
  const { ledger, story } = world;
  story.tell(`commit ${sequence}: ${changes.map(nameOf).join(' ').slice(0, 300)}`);
  if (sequence !== ledger.sequence + 1) world.violated('commits are numbered without gaps', `${sequence} after ${ledger.sequence}`);
  helpersDid(world, changes);
  const team = ledger.now.get('staff', 'staff');
  const newOrders: Order[] = [];
  for (const change of changes) {
    if ('put' in change) {
      if (change.put === 'orders') orderChanged(world, change.doc, newOrders);
      if (change.put === 'messages') messageWritten(world, change.doc);
      if (change.put === 'dead') setAside(world, change.doc.event.id, change.doc.problem);
      if (change.put === 'alerts') alertRaised(world, sequence, change.doc);
      if (change.put === 'conversations') conversationWent(world, change.doc);
      if (change.put === 'resting') world.sometimes.note('a conversation came to rest');
      if (change.put === 'transcripts') world.sometimes.note('old messages went to a transcript');
      if (change.put === 'stock' && ledger.now.get('stock', change.id)) stockMoved(world, change.doc);
    }
    if ('delete' in change) {
      if (change.id.startsWith('burst:')) world.sometimes.note('a burst was answered in one turn');
      if (change.delete === 'resting') world.sometimes.note('a conversation at rest was woken');
      if (change.delete === 'inbox') world.sometimes.note('old marks were forgotten');
    }
    const touched = 'put' in change ? change.put : 'delete' in change ? change.delete : null;
    if (touched === 'facts' || touched === 'movements') world.violated('facts only grow', `${nameOf(change)}`);
  }
  if (newOrders.length > 1) world.violated('a confirmed cart becomes at most one order', newOrders.map(({ id }) => id).join());
  const begun = changes.flatMap((change) =>
    'put' in change && change.put === 'messages' && beginsToSpeak(world, change.doc) ? change.doc : [],
  );
  ledger.committed(sequence, changes);
  teamKnows(world, team, changes);
  for (const message of begun) nobodyTalksOver(world, message);
  for (const order of newOrders) {
    const cart = ledger.now.get('carts', order.cartId);
    if (cart && cart.lines.length > 0) world.violated('a confirmed cart becomes at most one order', `${order.id} left its cart full`);
  }
}

function nameOf(change: Change): string {
  if ('append' in change) return `+${change.append}`;
  return 'put' in change ? `${change.put}/${change.id}` : `-${change.delete}/${change.id}`;
}

function alertRaised({ witness, sometimes }: World, sequence: number, { id, kind }: Alert): void {
  witness.alerts.add(sequence, id);
  if (kind === 'not-answered') sometimes.note('a message was too old to be answered');
  if (kind === 'payment-unknown') sometimes.note('a payment came with a reference that is not ours');
}

function conversationWent({ ledger, sometimes }: World, { id, late, takenOver }: Conversation): void {
  if (ledger.now.get('conversations', id)?.takenOver && !takenOver) sometimes.note('the program spoke again after a person');
  if (ledger.now.get('conversations', id)?.late && !late) sometimes.note('an answer came with an excuse for being late');
}

function orderChanged(world: World, order: Order, newOrders: Order[]): void {
  const { sometimes } = world;
  const before = world.ledger.now.get('orders', order.id);
  if (!before) {
    newOrders.push(order);
    placed(world, order);
    if (order.coupon !== undefined) sometimes.note('an order was placed with a code');
  }
  if (order.payments.attempts.some(({ status }) => status === 'failed')) sometimes.note('a link could not be made');
  if (before && (order.payments.refunds?.length ?? 0) > (before.payments.refunds?.length ?? 0)) sometimes.note('money was given back');
  if (before && editsOf(order) > editsOf(before)) sometimes.note('an order was changed after it was placed');
  if (before?.status === order.status) return;
  if (order.status === 'out_for_delivery') sometimes.note('an order was sent');
  if (before?.status === 'out_for_delivery' && order.status === 'ready') sometimes.note('an order came back from its way');
  if (order.status === 'delivered') sometimes.note('an order was delivered');
  if (order.status === 'returned') sometimes.note('an order was returned');
  if (before?.status === 'expired') sometimes.note('an order that had expired was brought back');
  if (order.status === 'expired') sometimes.note('an order expired');
  if (order.status === 'cancelled') sometimes.note('an order was cancelled');
  if (order.status === 'confirmed' && before) sometimes.note('an order was paid and confirmed');
  if (order.status === 'confirmed' && !before) sometimes.note('an order to be paid in cash was placed');
}

function editsOf({ history }: Order): number {
  return history.filter(({ what }) => what === 'edited').length;
}

/** The total that is placed is the one the customer was shown last and said yes to. */
function placed(world: World, order: Order): void {
  const { ledger, files } = world;
  // What is sent for something that came back was agreed with the seller.
  if (order.replaces !== undefined) return;
  const cart = cartIn(ledger.now, order.cartId);
  if (!cart || cart.lines.length === 0) world.violated('a confirmed cart becomes at most one order', `${order.id} came from an empty cart`);
  const summary = logsIn(ledger.now).get(order.conversationId)?.findLast(asksToConfirm);
  const total = formatMoney(order.totals.total, order.currency);
  const lines = LANGUAGES.map((language) => wordingIn(files.texts, language).plain('summary.total', { total }));
  if (summary && lines.some((line) => summary.text.includes(line))) return;
  world.violated('the total that is placed is the total that was shown', `${order.id} costs ${total}; shown was: ${summary?.text}`);
}

function asksToConfirm({ from, body }: LoggedMessage): boolean {
  return (
    from === 'shop' && body.kind === 'menu' && body.menu.options.some(({ commands }) => commands.some(({ do: what }) => what === 'confirm'))
  );
}

function messageWritten(world: World, message: LoggedMessage): void {
  const mark = markOf(message);
  const written = mark === null ? undefined : world.witness.written.get(mark);
  if (message.unsent === 'seller-wrote') world.sometimes.note('what was not sent was taken back for a person');
  if (message.from === 'shop' && tellsNewTotal(world, message.text))
    world.sometimes.note('a total changed between the summary and the yes');
  if (!written?.foreign || message.text === '') return;
  world.violated('a menu of another conversation means nothing', `${mark} was read as "${message.text}"`);
}

/** A person of the shop, where the program spoke until now. */
function beginsToSpeak({ ledger }: World, { id, conversationId, from }: LoggedMessage): boolean {
  // In a chat of the team nobody is a customer.
  if (ledger.now.get('staff', 'staff')?.helpers.some((helper) => helper.conversationId === conversationId)) return false;
  return from === 'seller' && !ledger.now.get('messages', id) && !ledger.now.get('conversations', conversationId)?.takenOver;
}

/** What was said before and has not left does not leave any more, but for news of an order. The word that a person is there comes just before hers. */
function nobodyTalksOver(world: World, person: LoggedMessage): void {
  const { now } = world.ledger;
  for (const { id, conversationId, n } of now.all('outbox')) {
    const message = conversationId === person.conversationId && n < person.n - 1 ? now.get('messages', id) : undefined;
    if (message?.from === 'shop' && message.orderId === undefined)
      world.violated(
        'nothing that the program had to say talks over a person',
        `${id} still waits to be sent when ${person.id} is written`,
      );
  }
}

function tellsNewTotal({ files }: World, text: string): boolean {
  return LANGUAGES.some((language) => {
    const [beginning = ''] = wordingIn(files.texts, language).plain('cart.total_changed', { before: MARK, now: MARK }).split(MARK);
    return text.includes(beginning);
  });
}

function setAside(world: World, eventId: string, problem: string): void {
  const mark = eventId.slice(eventId.lastIndexOf(':') + 1);
  if (world.witness.written.get(mark)?.killer) return world.sometimes.note('an event that killed the process twice was set aside');
  world.violated('nothing is set aside but what kills the process', `${eventId}: ${problem}`);
}

function stockMoved({ sometimes }: World, level: { readonly onHand: number; readonly reserved: number }): void {
  if (level.onHand === level.reserved) sometimes.note('a variant was sold out');
}
