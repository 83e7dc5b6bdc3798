/**
 * All that the shop holds of a person: found by going through every document, because what is asked for
 * after years is not what indexes were made for.
 */
import { phoneKey } from '../commerce/phone.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { LoggedMessage } from '../conversation/message.ts';
import type { Key, Stored, WrittenCollection } from '../decisions/collections.ts';
import type { Erasure } from '../decisions/event.ts';
import type { JobTask } from '../decisions/records.ts';
import type { FolderStore } from '../store/json/folder-store.ts';
import { orderTerms, restingTerms } from '../store/terms.ts';

export type Wanted =
  /** As anybody writes it. */
  | { readonly phone: string }
  /** Id of a conversation. */
  | { readonly conversation: string }
  /** Ids of customers. */
  | { readonly isHer: (customerId: string) => boolean };

export interface Person {
  readonly erasure: Erasure;
  /** For those who decide: who it is, and how much. */
  readonly names: readonly string[];
  readonly phones: readonly string[];
  readonly messages: number;
  /** Numbers of orders that are neither delivered nor over. */
  readonly open: readonly string[];
  /** Pictures she sent, as their messages refer to them. */
  readonly media: readonly string[];
  /** Terms of the indexes that lead to her, by document. */
  readonly terms: readonly { readonly collection: 'orders' | 'resting'; readonly number: number; readonly terms: ReadonlySet<string> }[];
  /** What no file may hold afterwards: ids, and telephones that nobody else has. */
  readonly traces: readonly string[];
}

const IS_OVER = new Set(['delivered', 'closed', 'cancelled', 'expired', 'returned']);
/** Shorter parts of a name are in too many words. */
const SHORTEST_NAME = 3;
/** Collections that can name a person. */
const PERSONAL: readonly WrittenCollection[] = [
  'conversations',
  'customers',
  'carts',
  'messages',
  'inbox',
  'outbox',
  'timers',
  'jobs',
  'alerts',
  'orders',
  'redemptions',
  'complaints',
  'phones',
  'aliases',
  'facts',
  'transcripts',
  'dead',
  'resting',
];

/** null where there is nobody. `country`: ISO 3166-1 alpha-2, for telephones written as at home. */
export async function findPerson(store: FolderStore, wanted: Wanted, country: string): Promise<Person | null> {
  const customers = await customersOf(store, wanted, country);
  if (customers.size === 0) return null;
  const conversations = await conversationsOf(store, customers);
  const found = new Found(customers, conversations);
  for await (const stored of store.documents(PERSONAL)) found.see(stored);
  return found.person();
}

async function customersOf(store: FolderStore, wanted: Wanted, country: string): Promise<ReadonlySet<string>> {
  const customers = new Set<string>();
  /** Who a customer was, too. */
  const before = new Map<string, readonly string[]>();
  const keyOf = (phone: string) => phoneKey(phone, country) ?? phone.replaceAll(/\D/g, '');
  const phone = 'phone' in wanted ? keyOf(wanted.phone) : null;
  if (phone === '') return customers;
  const has = (written: string | undefined) => phone !== null && written !== undefined && keyOf(written) === phone;
  const isHer = (customerId: string) => 'isHer' in wanted && wanted.isHer(customerId);
  for await (const stored of store.documents(['customers', 'carts', 'orders', 'complaints', 'conversations', 'resting'])) {
    const { collection, doc } = stored;
    if (collection === 'customers' && (has(doc.phone) || isHer(doc.id))) customers.add(doc.id);
    if (collection === 'carts' && has(doc.contact.phone)) customers.add(doc.id);
    if (collection === 'orders' && (has(doc.customer.phone) || isHer(doc.customerId))) customers.add(doc.customerId);
    if (collection === 'complaints' && has(doc.person.phone)) customers.add(doc.customerId);
    if (collection === 'resting' && (has(doc.customer?.phone) || has(doc.cart?.contact.phone))) customers.add(doc.conversation.customerId);
    const customer = collection === 'customers' ? doc : collection === 'resting' ? doc.customer : null;
    if (customer?.also) before.set(customer.id, customer.also);
    const conversation = collection === 'conversations' ? doc : collection === 'resting' ? doc.conversation : null;
    if (!conversation) continue;
    if ('conversation' in wanted && conversation.id === wanted.conversation) customers.add(conversation.customerId);
    if (isHer(conversation.customerId)) customers.add(conversation.customerId);
  }
  for (const [id, also] of before)
    if (customers.has(id) || also.some((one) => customers.has(one))) for (const one of [id, ...also]) customers.add(one);
  return customers;
}

async function conversationsOf(store: FolderStore, customers: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const conversations = new Set<string>();
  for await (const { collection, doc } of store.documents(['conversations', 'resting'])) {
    const conversation = collection === 'resting' ? doc.conversation : collection === 'conversations' ? doc : null;
    if (conversation && customers.has(conversation.customerId)) conversations.add(conversation.id);
  }
  // By whatever other id a channel knows her.
  for await (const { collection, doc } of store.documents(['aliases']))
    if (collection === 'aliases' && conversations.has(doc.conversationId)) conversations.add(doc.id);
  return conversations;
}

/** Collects what is hers, a document at a time. */
class Found {
  readonly #customers: ReadonlySet<string>;
  readonly #conversations: ReadonlySet<string>;
  readonly #orders: string[] = [];
  readonly #facts: string[] = [];
  readonly #alerts: string[] = [];
  readonly #complaints: string[] = [];
  readonly #phoneBooks: string[] = [];
  readonly #others: Key<'inbox' | 'timers' | 'dead' | 'resting' | 'redemptions' | 'jobs' | 'aliases'>[] = [];
  readonly #mentions: Erasure['mentions'][number][] = [];
  /** Ids of counts of single customers: whose they are is known when everything was seen. */
  readonly #redemptions: string[] = [];
  readonly #names = new Set<string>();
  readonly #phones = new Set<string>();
  /** Telephones of everybody else. */
  readonly #phonesOfOthers = new Set<string>();
  readonly #open: string[] = [];
  readonly #media = new Set<string>();
  readonly #terms: Person['terms'][number][] = [];
  #messages = 0;

  constructor(customers: ReadonlySet<string>, conversations: ReadonlySet<string>) {
    this.#customers = customers;
    this.#conversations = conversations;
  }

  see(stored: Stored): void {
    switch (stored.collection) {
      case 'customers':
        return this.#contact(stored.id, stored.doc.name, stored.doc.phone);
      case 'carts':
        return this.#contact(stored.id, stored.doc.contact.name, stored.doc.contact.phone);
      case 'messages':
        if (this.#conversations.has(stored.doc.conversationId)) this.#said([stored.doc]);
        else this.#mention(stored.collection, stored.id, [stored.doc]);
        return;
      case 'transcripts':
        if (this.#conversations.has(stored.doc.conversationId)) this.#said(stored.doc.messages);
        else this.#mention(stored.collection, stored.id, stored.doc.messages);
        return;
      case 'inbox':
        if ([...this.#conversations].some((id) => stored.id.startsWith(`${id}:`)))
          this.#others.push({ collection: 'inbox', id: stored.id });
        return;
      case 'jobs':
        if (this.#isFor(stored.doc.task)) this.#others.push({ collection: 'jobs', id: stored.id });
        return;
      case 'conversations':
        if (this.#leadsToHer(stored.doc)) this.#mentions.push({ collection: 'conversations', id: stored.id });
        return;
      case 'timers':
        if (this.#conversations.has(stored.doc.ref)) this.#others.push({ collection: 'timers', id: stored.id });
        return;
      case 'aliases':
        if (this.#conversations.has(stored.id)) this.#others.push({ collection: 'aliases', id: stored.id });
        return;
      case 'alerts':
        if (stored.doc.conversationId !== undefined && this.#conversations.has(stored.doc.conversationId)) this.#alerts.push(stored.id);
        return;
      case 'redemptions':
        if (stored.id.includes(':')) this.#redemptions.push(stored.id);
        return;
      case 'facts':
        if (this.#customers.has(stored.doc.customerId)) this.#facts.push(stored.id);
        return;
      default:
        return this.#seeRare(stored);
    }
  }

  #seeRare({ collection, id, doc }: Stored): void {
    if (collection === 'phones') {
      for (const { customerId } of doc.holders) this.#contact(customerId, undefined, id);
      if (doc.holders.some(({ customerId }) => this.#customers.has(customerId))) this.#phoneBooks.push(id);
    } else if (collection === 'complaints') {
      this.#contact(doc.customerId, doc.person.name, doc.person.phone);
      if (this.#customers.has(doc.customerId)) this.#complaints.push(id);
    } else if (collection === 'orders') {
      this.#contact(doc.customerId, doc.customer.name, doc.customer.phone);
      if (!this.#customers.has(doc.customerId)) return;
      this.#orders.push(id);
      if (!IS_OVER.has(doc.status)) this.#open.push(id);
      this.#terms.push({ collection, number: doc.number, terms: orderTerms(doc) });
    } else if (collection === 'resting') {
      this.#contact(doc.conversation.customerId, doc.customer?.name, doc.customer?.phone);
      if (!this.#conversations.has(doc.conversation.id)) {
        if (this.#leadsToHer(doc.conversation)) this.#mentions.push({ collection, id });
        else this.#mention(collection, id, doc.messages);
        return;
      }
      this.#others.push({ collection, id });
      this.#said(doc.messages);
      this.#terms.push({ collection, number: Number(id), terms: restingTerms(doc) });
    } else if (collection === 'dead') {
      const text = JSON.stringify(doc);
      if ([...this.#conversations, ...this.#customers].some((hers) => text.includes(hers))) this.#others.push({ collection, id });
    }
  }

  #contact(customerId: string, name: string | undefined, phone: string | undefined): void {
    const hers = this.#customers.has(customerId);
    if (hers && name) this.#names.add(name);
    if (phone) (hers ? this.#phones : this.#phonesOfOthers).add(phone);
  }

  /** A file that is still to be brought is hers like the message it came with. */
  #isFor(task: JobTask): boolean {
    if (task.kind === 'fetch-file') {
      const { channel, account, chat } = task.message;
      return this.#conversations.has([channel, account, chat].join(':'));
    }
    return 'conversationId' in task && task.conversationId !== null && this.#conversations.has(task.conversationId);
  }

  /** Somebody gave her telephone elsewhere, and a code was sent to her. */
  #leadsToHer({ id, joining }: Conversation): boolean {
    const other = joining && 'other' in joining ? joining.other : null;
    return other !== null && this.#conversations.has(other) && !this.#conversations.has(id);
  }

  /** Helpers of the shop were told of her. */
  #mention(collection: 'messages' | 'transcripts' | 'resting', id: string, messages: readonly LoggedMessage[]): void {
    if (messages.some(({ about = [] }) => about.some((one) => this.#conversations.has(one)))) this.#mentions.push({ collection, id });
  }

  #said(messages: readonly LoggedMessage[]): void {
    this.#messages += messages.length;
    for (const { body } of messages) if (body.kind === 'media') this.#media.add(body.ref);
  }

  /** Counts under her telephone; one that somebody else has too stays. */
  #usesOf(phones: readonly string[]): readonly Key<'redemptions'>[] {
    const hers = phones.filter((phone) => !this.#phonesOfOthers.has(phone));
    return this.#redemptions
      .filter((id) => hers.some((phone) => id.endsWith(`:${phone}`)))
      .map((id) => ({ collection: 'redemptions', id }));
  }

  person(): Person {
    const names = [...this.#names];
    const phones = [...this.#phones];
    const knownBy = [...names.flatMap((name) => name.toLowerCase().split(/\s+/)).filter((part) => part.length >= SHORTEST_NAME), ...phones];
    return {
      erasure: {
        customers: [...this.#customers],
        conversations: [...this.#conversations],
        orders: this.#orders,
        facts: this.#facts,
        alerts: this.#alerts,
        complaints: this.#complaints,
        phones: this.#phoneBooks,
        others: [...this.#others, ...this.#usesOf(phones)],
        mentions: this.#mentions,
        knownBy,
      },
      names,
      phones,
      messages: this.#messages,
      open: this.#open,
      media: [...this.#media],
      terms: this.#terms,
      traces: [...this.#customers, ...this.#conversations, ...phones.filter((phone) => !this.#phonesOfOthers.has(phone))],
    };
  }
}
