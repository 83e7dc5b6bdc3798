/**
 * The purchase over WhatsApp Web, in one of the languages of the shop.
 */
import { describe, test } from 'vitest';
import type { Language } from '../../src/commerce/catalog.ts';
import { PURCHASES } from './purchase.ts';
import { WhatsAppShop } from './whatsapp-shop.ts';

export function tellPurchases(spoken: Language, hasBrowser: boolean): void {
  describe.skipIf(!hasBrowser)('over WhatsApp Web', () => {
    test.each(PURCHASES.filter(({ language }) => language === spoken))('$name', async ({ who, tell }) => {
      const at = await WhatsAppShop.open({ linked: true });
      const customer = at.customer(who);
      await tell(at.shop, customer);
      customer.expectAllOnce();
      await at.close();
    });
  });
}
