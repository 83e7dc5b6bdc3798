import { describe, expect, test } from 'vitest';
import { minor } from '../../commerce/money.ts';
import { aPromotion } from '../../commerce/test-shop.ts';
import { samplePages } from './sample-pages.ts';

const page = (of: Parameters<typeof samplePages>[0]) => samplePages(of).page('/seller/promotions');

describe('what the seller gives away', () => {
  test('each promotion with what it gives, how often it was used and what it gave', async () => {
    const html = await page({
      promotions: () => [
        aPromotion({ id: 'verano', name: 'Verano', coupon: 'VERANO', usageLimit: 100, minimum: minor(10000), perCustomer: 1 }),
        aPromotion({ id: 'tres', name: 'Tres por dos', benefit: { kind: 'n_for_m', take: 3, pay: 2 }, active: false }),
      ],
      redemptions: () => [{ id: 'verano', used: 7, given: minor(8450) }],
    });
    expect(html).toContain('Verano');
    expect(html).toContain('10 % menos en el pedido');
    expect(html).toContain('desde S/ 100.00');
    expect(html).toContain('7 de 100');
    expect(html).toContain('S/ 84.50');
    expect(html).toContain('Vale ahora');
    expect(html).toContain('Lleva 3 y paga 2');
    expect(html).toContain('Guardada');
  });

  test('says when one begins, is over, or has no use left', async () => {
    const promotions = [
      aPromotion({ id: 'a', startsAt: Date.parse('2100-01-01') }),
      aPromotion({ id: 'b', endsAt: Date.parse('2000-01-01') }),
      aPromotion({ id: 'c', usageLimit: 1 }),
    ];
    const html = await page({ promotions: () => promotions, redemptions: () => [{ id: 'c', used: 1, given: minor(100) }] });
    for (const words of ['Todavía no comienza', 'Terminó', 'Se usó por completo']) expect(html).toContain(words);
  });

  test('a shop without promotions is told how to make one', async () => {
    expect(await page({})).toContain('docs/promociones.md');
  });
});
