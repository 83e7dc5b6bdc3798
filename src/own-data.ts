/**
 * `GET /my-data/<secret>`: all that the shop holds of one customer, as a file for her to keep. The address was
 * sent to her in her own chat, cannot be guessed, and closes by itself.
 */
import { Hono } from 'hono';
import type { LoggedMessage } from './conversation/message.ts';
import { dataLinkId } from './decisions/own-data.ts';
import { readConversation } from './runtime/log-reading.ts';
import type { Store } from './store/port.ts';

export interface OwnDataParts {
  readonly store: Store;
  /** ms since the epoch. */
  readonly now: () => number;
}

export function ownDataRoutes({ store, now }: OwnDataParts): Hono {
  const routes = new Hono();
  routes.get('/my-data/:secret{[a-z0-9]{40}}', async (context) => {
    const pass = store.openHot().get('timers', dataLinkId(context.req.param('secret')));
    const data = pass && pass.at > now() ? await ownData(store, pass.ref) : null;
    if (!data) return context.text('404', 404);
    return context.body(`${JSON.stringify(data, null, 2)}\n`, 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="data.json"',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    });
  });
  return routes;
}

/** null where she was forgotten meanwhile. */
async function ownData(store: Store, conversationId: string) {
  const hot = store.openHot();
  const conversation = hot.get('conversations', conversationId);
  if (!conversation) return null;
  const { customerId } = conversation;
  const keys = conversation.orders.map((id) => ({ collection: 'orders', id }) as const);
  const orders = await store.open(keys);
  return {
    customer: hot.get('customers', customerId) ?? null,
    cart: hot.get('carts', customerId) ?? null,
    conversation: { channel: conversation.channel, language: conversation.language, campaign: conversation.campaign },
    messages: ((await readConversation(store, conversationId, 0)) ?? []).map(said),
    orders: keys.flatMap(({ id }) => orders.get('orders', id) ?? []),
    complaints: [...store.query.all('complaints')].filter((complaint) => complaint.customerId === customerId),
  };
}

function said({ at, from, text }: LoggedMessage) {
  return { at, from, text };
}
