/**
 * The purchase over WhatsApp Web, in one of the languages of the shop.
 */
import { describe, test } from 'vitest';
import type { Language } from '../../src/commerce/catalog.ts';
import { PURCHASES, type Purchase } from './purchase.ts';
import { WhatsAppShop } from './whatsapp-shop.ts';

export function tellPurchases(spoken: Language, hasBrowser: boolean): void {
  describe.skipIf(!hasBrowser)('over WhatsApp Web', () => {
    test.each(toldIn(spoken))('$name', async ({ who, tell }) => {
      const at = await WhatsAppShop.open({ linked: true });
      const customer = at.customer(who);
      await tell(at.shop, customer);
      customer.expectAllOnce();
      await at.close();
    });
  });
}

/** Each whole purchase takes a browser some seconds: the second one of each language is told in the long run. */
function toldIn(spoken: Language): readonly Purchase[] {
  const inIt = PURCHASES.filter(({ language }) => language === spoken);
  return process.env.TANTEO_LONG ? inIt : inIt.slice(0, 1);
}
