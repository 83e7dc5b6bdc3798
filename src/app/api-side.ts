/** What the seller's API and its tokens may know and do of an open shop. */
import type { SellerAction } from '../decisions/event.ts';
import type { ApiDeps } from '../seller/api/deps.ts';
import type { TokenDeps } from '../seller/tokens/token-desk.ts';
import type { KeyDeps } from '../seller/upkeep/key-only.ts';
import { deskDeps, type SellerSide, sellerDeps } from './seller-side.ts';

export function apiDeps(side: SellerSide): ApiDeps {
  const { store } = side;
  const { shop, catalog, level, order, newestOrders, ordersInStates, ordersFound, lists, now, addressOf, log } = sellerDeps(side);
  return {
    ...{ shop, catalog, level, order, newestOrders, ordersInStates, ordersFound, lists, now, addressOf, log },
    ...tokenDeps(side),
    ordersOfCustomer: (customerId, page) => store.query.orders.byCustomer(customerId, page),
    allOrders: (span) => lists().orders(span),
    customers: () => lists().customers(),
    commandOnce: (orderId, command, by, once) => onceReply(side, { do: 'order', orderId, order: command, by, once }),
    talkOnce: (action) => onceReply(side, action),
    countOnce: (variantId, count, by, once) => onceReply(side, { do: 'count-stock', variantId, count, by, once }),
  };
}

export function tokenDeps(side: SellerSide): TokenDeps & KeyDeps {
  const { parts, store, runtime } = side;
  const { key, now, addressOf, log } = deskDeps(side);
  return {
    ...{ key, now, addressOf, log },
    newId: parts.newId,
    tokens: () => store.query.all('tokens'),
    actOnToken: async (action) => {
      const received = await runtime.act(action);
      const reply = received.kept ? received.reply : undefined;
      if (!reply?.ok || !('token' in reply)) throw new Error('the token could not be kept');
      return reply;
    },
  };
}

async function onceReply({ runtime }: SellerSide, action: SellerAction) {
  const received = await runtime.act(action);
  const reply = received.kept ? received.reply : undefined;
  if (!reply?.ok || !('once' in reply)) throw new Error('what was asked for could not be done');
  return reply;
}
