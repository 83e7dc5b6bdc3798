/** What refers to something refers to something that is there. */
import { isErased } from '../decisions/erased.ts';
import type { JobTask, Timer } from '../decisions/records.ts';
import { type Broken, NOTHING, place, References, type Watch } from './invariant.ts';

export function documentIds(): Watch {
  return {
    see({ collection, id, doc }) {
      if (!('id' in doc) || doc.id === id) return NOTHING;
      return [{ document: place(collection, id), found: doc.id, expected: id }];
    },
    end: () => NOTHING,
  };
}

/** Conversations awake and at rest, orders, messages wherever they lie, what was set aside. */
function targets(): References & { readonly note: Watch['see'] } {
  const references = new References();
  const note: Watch['see'] = (stored) => {
    if (stored.collection === 'resting') references.exists(place('conversations', stored.doc.conversation.id));
    if (stored.collection === 'resting' || stored.collection === 'transcripts') {
      for (const { id } of stored.doc.messages) references.exists(place('messages', id));
    }
    if (
      stored.collection === 'conversations' ||
      stored.collection === 'orders' ||
      stored.collection === 'messages' ||
      stored.collection === 'complaints' ||
      stored.collection === 'dead'
    ) {
      references.exists(place(stored.collection, stored.id));
    }
    return NOTHING;
  };
  return Object.assign(references, { note });
}

function referring(refer: (stored: Parameters<Watch['see']>[0], want: (target: string) => void) => void): () => Watch {
  return () => {
    const references = targets();
    return {
      see(stored) {
        references.note(stored);
        refer(stored, (target) => references.want(place(stored.collection, stored.id), target));
        return NOTHING;
      },
      end: () => references.missing(),
    };
  };
}

const OF_CONVERSATIONS: ReadonlySet<Timer['kind']> = new Set(['burst', 'reopened', 'data-link', 'carried-code']);

export const timersRefer = referring((stored, want) => {
  if (stored.collection !== 'timers') return;
  const { kind, ref } = stored.doc;
  // A seller may speak in a chat where nobody is a customer yet.
  if (kind === 'payment-sweep' || kind === 'takeover' || kind === 'staff-summary' || kind === 'shop-opens' || kind === 'try-again') return;
  if (kind === 'complaint-due') return want(place('complaints', ref));
  want(place(OF_CONVERSATIONS.has(kind) ? 'conversations' : 'orders', ref));
});

export const jobsRefer = referring((stored, want) => {
  if (stored.collection !== 'jobs') return;
  const orderId = orderOf(stored.doc.task);
  if (orderId !== null) want(place('orders', orderId));
});

function orderOf(task: JobTask): string | null {
  return 'orderId' in task ? task.orderId : null;
}

export const outboxRefers = referring((stored, want) => {
  if (stored.collection !== 'outbox') return;
  want(place('messages', stored.id));
  want(place('conversations', stored.doc.conversationId));
});

export const alertsRefer = referring((stored, want) => {
  if (stored.collection !== 'alerts') return;
  const { orderId, conversationId, data } = stored.doc;
  if (orderId !== undefined) want(place('orders', orderId));
  if (conversationId !== undefined && !isErased(conversationId)) want(place('conversations', conversationId));
  if (data.dead !== undefined) want(place('dead', String(data.dead)));
  if (data.message !== undefined) want(place('messages', String(data.message)));
});

export const ordersRefer = referring((stored, want) => {
  if (stored.collection === 'orders' && !isErased(stored.doc.conversationId)) want(place('conversations', stored.doc.conversationId));
  const conversation =
    stored.collection === 'conversations' ? stored.doc : stored.collection === 'resting' ? stored.doc.conversation : null;
  for (const id of conversation?.orders ?? []) want(place('orders', id));
});

/** A number that was given is never given again. */
export function countersAhead(): Watch {
  const NUMBERED = ['transcripts', 'dead', 'resting'] as const;
  const next = new Map<string, number>();
  const highest = new Map<string, number>();
  return {
    see(stored) {
      if (stored.collection === 'counters') next.set(stored.id, stored.doc.next);
      for (const collection of NUMBERED) {
        if (stored.collection === collection) highest.set(collection, Math.max(highest.get(collection) ?? 0, Number(stored.id)));
      }
      return NOTHING;
    },
    *end(): Generator<Broken> {
      for (const [collection, most] of highest) {
        const given = next.get(collection) ?? 0;
        if (given <= most) yield { document: `counters/${collection}`, found: given, expected: most + 1 };
      }
    },
  };
}

/** Who helps in the shop can be told. */
export const staffRefers = referring((stored, want) => {
  if (stored.collection !== 'staff') return;
  for (const { conversationId } of stored.doc.helpers) want(place('conversations', conversationId));
});

export const phonesRefer = referring((stored, want) => {
  if (stored.collection !== 'phones') return;
  for (const { conversationId } of stored.doc.holders) want(place('conversations', conversationId));
});

/** The conversation that goes on in another chat is there. */
export const aliasesRefer = referring((stored, want) => {
  if (stored.collection === 'aliases') want(place('conversations', stored.doc.conversationId));
});

/** A person of the shop who forgets a conversation does not silence it for ever: a timer gives it back. */
export function takeoversEnd(): Watch {
  const references = new References();
  return {
    see(stored) {
      const conversation =
        stored.collection === 'conversations' ? stored.doc : stored.collection === 'resting' ? stored.doc.conversation : null;
      if (conversation?.takenOver) references.want(place(stored.collection, stored.id), place('timers', `takeover:${conversation.id}`));
      if (stored.collection === 'timers') references.exists(place('timers', stored.id));
      return NOTHING;
    },
    end: () => references.missing(),
  };
}
