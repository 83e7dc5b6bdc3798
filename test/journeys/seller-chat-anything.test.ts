/**
 * Helpers who tap and write whatever they find, in any order, while customers buy: nothing is set aside, nothing is
 * done twice, and what is on disk keeps every invariant (the shop's own audit at the end of the story).
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { helperOf } from './helping.ts';
import { openPayingShop, sendPicture, TRANSFER } from './paying-shop.ts';
import type { Customer } from './shop.ts';

const WORDS = [
  ...[
    'pedidos',
    'hoy',
    'resumen',
    'ayuda',
    'equipo',
    'pausa',
    'reanudar',
    'stock tote 9',
    'stock polo 3',
    'exportar',
    'probar',
    'vendedora',
  ],
  ...['1001', '1002 enviado', '1001 listo', '1001 entregado', 'cancelar 1002', '1003', 'confirmar pago 1001', 'escribir 1001', 'no llegó'],
  ...['0', '1', '2', '3', '9', 'sí', 'no', 'hola', 'quiero 1 gorra negra', 'idioma inglés', 'idioma español', 'xyz', '👍'],
];

const act = fc.record({ who: fc.nat(2), tap: fc.boolean(), which: fc.nat(1000), wait: fc.constantFrom(0, 0, 0, 9000) });
const buy = fc.constantFrom('transfer' as const, 'cash' as const);
const step = fc.oneof({ weight: 6, arbitrary: act }, { weight: 1, arbitrary: buy });

test('whatever helpers tap and write, the shop stays whole', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
      const { shop, close } = await openPayingShop(TRANSFER);
      const rosa = await helperOf(shop, 'Rosa', 'owner');
      const helpers: readonly Customer[] = [rosa, await helperOf(shop, 'Luis', 'seller'), await helperOf(shop, 'Eva', 'courier')];
      let customers = 0;
      for (const one of ['transfer', 'cash', ...steps]) {
        if (typeof one === 'string') {
          customers += 1;
          const customer = shop.customer(`customer-${customers}`);
          await customer.sayAll(
            'quiero 2 totes',
            'cerrar pedido',
            'envío',
            'Surco',
            'Av. Caminos del Inca 1234',
            'Ana Quispe',
            '987654321',
          );
          await customer.sayAll(one === 'cash' ? 'efectivo' : 'yape', 'sí');
          if (one === 'transfer') await sendPicture(customer, customers);
          continue;
        }
        const helper = helpers[one.who] ?? rosa;
        if (one.wait > 0) await shop.wait(one.wait);
        await helper.hear();
        const options = helper.last.flatMap((message) => message.options ?? []);
        const option = options[one.which % Math.max(1, options.length)];
        if (one.tap && option) await helper.choose(option.token);
        else await helper.say(WORDS[one.which % WORDS.length] ?? 'hola');
      }
      expect(shop.alerts()).not.toContain('not-processed');
      for (const { history } of await shop.orders()) {
        const once = history.filter(({ what }) => what === 'cancelled' || what === 'confirmed' || what === 'closed');
        expect(new Set(once.map(({ what }) => what)).size).toBe(once.length);
      }
      await close();
    }),
    { numRuns: 3 },
  );
});
