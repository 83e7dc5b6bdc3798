/** The shop as customers see it while the provider does not accept its credentials: other ways to pay only. */
import type { PaymentMethod } from '../commerce/catalog.ts';
import type { ShopFiles } from '../conversation/shop-files.ts';

const THROUGH_PROVIDER: ReadonlySet<PaymentMethod> = new Set(['link', 'pix']);

/** The files themselves where nothing else is left: an order that waits is better than none. */
export function withoutProvider(files: ShopFiles): ShopFiles {
  const methods = files.shop.payment.methods.filter((method) => !THROUGH_PROVIDER.has(method));
  if (methods.length === 0 || methods.length === files.shop.payment.methods.length) return files;
  return { ...files, shop: { ...files.shop, payment: { ...files.shop.payment, methods, providerRefuses: true } } };
}
