/**
 * The purchase over the WhatsApp Cloud API, in es, pt and en, and what can happen on the way: by a customer with a
 * telephone, and by one whom WhatsApp shows with an id only.
 */
import { expect, test } from 'vitest';
import { PURCHASES } from './purchase.ts';
import { CloudShop } from './whatsapp-cloud-shop.ts';

const USER_ID = 'PE.1047385771169864';

test.each(PURCHASES)('$name', async ({ who, tell }) => {
  const at = await CloudShop.open();
  const customer = at.customer({ name: who.name, phone: `51${who.phone.replaceAll(' ', '')}`, userId: USER_ID });
  await tell(at.shop, customer);
  // Every message is billed: one for each of hers, and two of the shop's own (the link, and that it was paid).
  const ownNews = customer.app.screen.some(({ whole }) => whole.includes('pref_id=')) ? 2 : 0;
  expect(at.graph.taken).toHaveLength(customer.app.wrote.size + ownNews);
  await at.close();
});

test.each(PURCHASES.filter(({ name }) => name.includes('cash')))('without a telephone, $name', async ({ tell }) => {
  const at = await CloudShop.open();
  await tell(at.shop, at.customer({ name: '', userId: USER_ID }));
  for (const { to, recipient } of at.graph.taken) expect({ to, recipient }).toEqual({ to: undefined, recipient: USER_ID });
  await at.close();
});
