/**
 * A decision in the making: reads see what was already decided, messages get their number and their
 * place in the conversation, and at the end one value comes out. Every kind of event is decided on one.
 */

import type { Language } from '../commerce/catalog.ts';
import type { Order } from '../commerce/order.ts';
import { asOne } from '../conversation/as-one.ts';
import { type Conversation, isTakenOver } from '../conversation/conversation.ts';
import { numberMenu, readable, type Spoken } from '../conversation/menu.ts';
import type { InboundBody, LoggedMessage, OutboundBody } from '../conversation/message.ts';
import { type Wording, wordingIn } from '../conversation/wording/wording.ts';
import type { Alert } from './alert.ts';
import { awake } from './awake.ts';
import type { Change, CollectionName, Collections, Documents, View, WrittenCollection } from './collections.ts';
import type { Decision, TimerChange, World } from './decision.ts';
import { isErased } from './erased.ts';
import type { Reply } from './event.ts';
import { conversationOfMessage, messageId } from './message-id.ts';
import type { Fact, Job, Timer } from './records.ts';
import { helperIn } from './who-helps.ts';

/** Length of the random part of a menu's token: 36^10 ways. */
const MENU_ID_LENGTH = 10;

/** Who says it, and of which order it is news. */
interface Saying {
  readonly from?: 'shop' | 'seller';
  readonly orderId?: string;
  /** Conversations of customers that it tells a helper of. */
  readonly about?: readonly string[];
  /** Number of the message that it takes the place of. */
  readonly insteadOf?: number;
}

export class Draft implements Documents {
  readonly world: World;
  /** UTC ISO instant of this decision. */
  readonly at: string;
  readonly #view: View;
  readonly #written = new Map<string, Change>();
  readonly #ordersBefore = new Map<string, Order>();
  readonly #appended: Change[] = [];
  readonly #outbox: LoggedMessage[] = [];
  readonly #timers: TimerChange[] = [];
  readonly #jobs: Job[] = [];
  readonly #facts: Fact[] = [];
  #reply: Reply | undefined;

  constructor(view: View, world: World) {
    this.#view = view;
    this.world = world;
    this.at = new Date(world.now).toISOString();
  }

  /** As it will be when this decision is committed. @throws {NotLoaded} */
  get<C extends CollectionName>(collection: C, id: string): Collections[C] | undefined {
    const change = this.#written.get(`${collection}/${id}`);
    if (change && 'put' in change) return change.doc as Collections[C];
    if (change) return undefined;
    const found = this.#view.get(collection, id);
    if (collection === 'orders' && found) this.#ordersBefore.set(id, found as Order);
    return found;
  }

  /** Orders that this decision has written, with what they were before; null for one that is placed now. */
  changedOrders(): readonly { readonly before: Order | null; readonly after: Order }[] {
    return [...this.#written.values()].flatMap((change) =>
      'put' in change && change.put === 'orders' ? [{ before: this.#ordersBefore.get(change.id) ?? null, after: change.doc }] : [],
    );
  }

  /** Alerts that this decision has raised and that the seller was not told of before. */
  newAlerts(): readonly Alert[] {
    return [...this.#written.values()].flatMap((change) =>
      'put' in change && change.put === 'alerts' && this.#view.get('alerts', change.id) === undefined ? [change.doc] : [],
    );
  }

  /** What customers wrote that this decision is the first to know of. */
  newlyHeard(): readonly LoggedMessage[] {
    return [...this.#written.values()].flatMap((change) =>
      'put' in change && change.put === 'messages' && change.doc.from === 'customer' && this.#view.get('messages', change.id) === undefined
        ? [change.doc]
        : [],
    );
  }

  put<C extends CollectionName>(collection: C, id: string, doc: Collections[C]): void {
    this.#written.set(`${collection}/${id}`, { put: collection, id, doc } as Change);
  }

  remove(collection: WrittenCollection, id: string): void {
    this.#written.set(`${collection}/${id}`, { delete: collection, id });
  }

  append(change: Extract<Change, { readonly append: unknown }>): void {
    this.#appended.push(change);
  }

  /** What the customer did, or a person of the shop in the channel's own app, kept in the conversation. Answers the conversation as it is now. */
  hear(conversation: Conversation, body: InboundBody, text: string, from: 'customer' | 'seller' = 'customer'): Conversation {
    const n = conversation.lastN + 1;
    const heard: Conversation = { ...conversation, lastN: n };
    this.put('messages', messageId(conversation.id, n), {
      id: messageId(conversation.id, n),
      conversationId: conversation.id,
      n,
      at: this.at,
      from,
      body,
      text,
    });
    this.put('conversations', heard.id, heard);
    return heard;
  }

  /** What the shop says, or a person of it. Answers the conversation as it is now. */
  say(conversation: Conversation, spoken: readonly Spoken[], saying: Saying = {}): Conversation {
    const said = spoken.reduce((current, one) => this.#sayOne(current, one, saying), conversation);
    this.put('conversations', said.id, said);
    return said;
  }

  #sayOne(conversation: Conversation, one: Spoken, saying: Saying): Conversation {
    const before = this.#stillOpen(conversation, saying);
    const joined = before && asOne(before.body, one);
    const spoken = joined ?? one;
    const n = joined ? conversation.lastN : conversation.lastN + 1;
    const body: OutboundBody = spoken.kind === 'menu' ? withNumbers(spoken, n, this.world.newId(MENU_ID_LENGTH)) : spoken;
    const { from = 'shop', orderId, about, insteadOf } = saying;
    const id = messageId(conversation.id, n);
    const said = {
      id,
      conversationId: conversation.id,
      n,
      at: this.at,
      from,
      body,
      text: readable(body),
      ...(orderId && { orderId }),
      ...(about && { about }),
      ...(insteadOf !== undefined && { insteadOf }),
    };
    if (conversation.unreachable) {
      this.put('messages', id, { ...said, unsent: 'unreachable' });
      return { ...conversation, lastN: n };
    }
    if (joined) this.#outbox.splice(this.#outbox.indexOf(before.message), 1, said);
    else this.#outbox.push(said);
    const lastMenuN = body.kind === 'menu' ? n : body.kind === 'ask' ? null : conversation.lastMenuN;
    return { ...conversation, lastN: n, lastMenuN };
  }

  /** What this decision said last in the conversation, the same way and for the same reason, where more may join it. */
  #stillOpen({ id, channel, lastN }: Conversation, { from = 'shop', orderId, about }: Saying) {
    if (!this.world.asOne(channel)) return undefined;
    const message = this.#outbox.find((said) => said.id === messageId(id, lastN));
    if (!message || message.at !== this.at || message.from !== from || message.orderId !== orderId) return undefined;
    const { body } = message;
    const isOpen = 'rich' in body && (body.kind === 'text' || body.kind === 'link' || body.kind === 'file');
    return isOpen && String(message.about) === String(about) ? { message, body } : undefined;
  }

  /**
   * Tells the customer of an order something, in the language she speaks now; nobody where she was erased. News come
   * also while a person of the shop speaks with her, who need not know them yet; a nudge would only talk over her.
   */
  tell(order: Order, speak: (wording: Wording) => readonly Spoken[], what: 'news' | 'nudge' = 'news'): void {
    if (isErased(order.conversationId)) return;
    const conversation = awake(this, order.conversationId);
    if (!conversation) throw new Error(`order ${order.id} has no conversation`);
    if (what === 'nudge' && isTakenOver(conversation, this.world.now)) return;
    this.say(conversation, speak(this.wording(conversation.language ?? order.customer.language)), { orderId: order.id });
  }

  /** Puts a message that could not be sent into the outbox again; not what told a helper of a customer, where she is none any more. */
  sendAgain(id: string): void {
    awake(this, conversationOfMessage(id));
    const message = this.get('messages', id);
    if (!message || (message.about !== undefined && !helperIn(this, message.conversationId))) return;
    const { unsent: _stayed, ...again } = message;
    this.#outbox.push(again);
  }

  wording(language: Language): Wording {
    return wordingIn(this.world.files.texts, language);
  }

  fact(
    who: Pick<Fact, 'customerId' | 'conversationId' | 'campaign'>,
    fact: Omit<Fact, 'at' | 'customerId' | 'conversationId' | 'campaign'>,
  ): void {
    const { customerId, conversationId, campaign } = who;
    if (helperIn(this, conversationId)) return;
    this.#facts.push({ ...fact, at: this.at, customerId, conversationId, campaign });
  }

  factOfOrder(order: Order, what: Fact['what']): void {
    this.fact(order, { what, orderId: order.id, price: order.totals.total });
  }

  setTimer(timer: Timer): void {
    this.#timers.push({ set: timer });
  }

  clearTimer(id: string): void {
    this.#timers.push({ clear: id });
  }

  job(task: Job['task'], ref: string, dueAt = this.world.now): void {
    this.#jobs.push({ id: `${task.kind}:${ref}`, task, attempts: 0, dueAt });
  }

  alert(alert: Omit<Alert, 'id' | 'at'>): void {
    const id = `${alert.kind}:${alert.data.about ?? alert.orderId ?? alert.conversationId ?? ''}`;
    this.put('alerts', id, { ...alert, id, at: this.at });
  }

  /** What the seller has no need to know any more; nothing where she was not told. */
  dropAlert(id: string): void {
    if (this.get('alerts', id)) this.remove('alerts', id);
  }

  /** For whoever brought the event. */
  answer(reply: Reply): void {
    this.#reply = reply;
  }

  finish(): Decision {
    return {
      changes: [...this.#written.values(), ...this.#appended],
      outbox: this.#outbox,
      timers: this.#timers,
      jobs: this.#jobs,
      facts: this.#facts,
      ...(this.#reply && { reply: this.#reply }),
    };
  }
}

function withNumbers(spoken: Extract<Spoken, { readonly kind: 'menu' }>, n: number, menuId: string): OutboundBody {
  const { choices, ...rest } = spoken;
  return { ...rest, menu: numberMenu(choices, n, menuId) };
}
