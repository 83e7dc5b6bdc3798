/**
 * "con yape", "pix", "tarjeta": which of the shop's ways of paying is meant. What people call a way of
 * paying is in `flows/words`; what the shop takes is in its own file.
 */
import type { PaymentMethod, Shop } from '../../commerce/catalog.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Ways that only a provider's page can take. */
const BY_PAGE: ReadonlySet<string> = new Set([
  'mercadopago',
  'tarjeta',
  'cartao',
  'card',
  'link',
  'paypal',
  'oxxo',
  'boleto',
  'applepay',
  'googlepay',
]);

/** `name`: as `flows/words` calls it. Whether the shop takes it at all is for the answer to say. */
export function methodMeant(name: string, { payment }: Pick<Shop, 'payment'>, { cashMethods }: Vocabulary): PaymentMethod {
  if (cashMethods.has(name)) return 'cash';
  if (name === 'pix' && payment.methods.includes('pix')) return 'pix';
  return payment.methods.includes('transfer') && !BY_PAGE.has(name) ? 'transfer' : 'link';
}
