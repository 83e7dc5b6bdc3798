/** What has to be true of conversations: every message is there once, and everybody in them is known. */
import type { Conversation } from '../conversation/conversation.ts';
import { type Broken, NOTHING, place, References, type Watch } from './invariant.ts';

/** The messages of a conversation are numbered from 1 on without a gap, wherever they lie by now. */
export function conversationNumbers(): Watch {
  const conversations = new Map<string, Conversation>();
  const numbers = new Map<string, number[]>();
  const note = (conversationId: string, n: number) => {
    const known = numbers.get(conversationId);
    if (known) known.push(n);
    else numbers.set(conversationId, [n]);
  };
  return {
    see(stored) {
      if (stored.collection === 'conversations') conversations.set(stored.id, stored.doc);
      else if (stored.collection === 'messages') note(stored.doc.conversationId, stored.doc.n);
      else if (stored.collection === 'transcripts') for (const { n } of stored.doc.messages) note(stored.doc.conversationId, n);
      if (stored.collection === 'resting') {
        conversations.set(stored.doc.conversation.id, stored.doc.conversation);
        for (const { n } of stored.doc.messages) note(stored.doc.conversation.id, n);
      }
      return NOTHING;
    },
    *end() {
      for (const [id, { lastN }] of conversations) {
        const found = (numbers.get(id) ?? []).sort((a, b) => a - b);
        const gap = Array.from({ length: Math.max(lastN, found.length) }, (_, index) => index).find((index) => found[index] !== index + 1);
        if (gap !== undefined)
          yield { document: place('conversations', id), found: found[gap] ?? '', expected: gap < lastN ? gap + 1 : '' };
      }
      for (const [id, [first]] of numbers)
        if (!conversations.has(id))
          yield { document: place('messages', `${id}:${first}`), found: '', expected: place('conversations', id) };
    },
  };
}

/** Awake or at rest, and once. */
export function conversationOnce(): Watch {
  const places = new Map<string, string>();
  return {
    *see(stored): Generator<Broken> {
      const id = stored.collection === 'conversations' ? stored.id : stored.collection === 'resting' ? stored.doc.conversation.id : null;
      if (id === null) return;
      const document = place(stored.collection, stored.id);
      const other = places.get(id);
      if (other !== undefined) yield { document, found: id, expected: other };
      places.set(id, document);
    },
    end: () => NOTHING,
  };
}

/** Customer and conversation know each other; at rest the customer may have stayed awake with another one. */
export function conversationCustomers(): Watch {
  const references = new References();
  const pair = (conversationId: string, customerId: string) => `${place('customers', customerId)} ↔ ${conversationId}`;
  return {
    see(stored) {
      const resting = stored.collection === 'resting' ? stored.doc : null;
      const conversation = stored.collection === 'conversations' ? stored.doc : resting?.conversation;
      const customer = stored.collection === 'customers' ? stored.doc : resting?.customer;
      const document = place(stored.collection, stored.id);
      if (conversation) references.want(document, pair(conversation.id, conversation.customerId));
      if (customer) for (const id of customer.conversations) references.exists(pair(id, customer.id));
      if (stored.collection === 'customers') references.exists(document);
      if (stored.collection === 'carts') references.want(document, place('customers', stored.id));
      return NOTHING;
    },
    end: () => references.missing(),
  };
}
