import { expect, test } from 'vitest';
import type { Promotion } from '../commerce/promotions.ts';
import { rememberingReader } from './document.ts';
import { filesWith, GOOD_FILES, NEEDS } from './good-files.ts';
import { formatProblems } from './problem.ts';
import { checkSources } from './read-shop-files.ts';

const read = rememberingReader();
const FILE = 'catalog/promotions.yaml';

function promotionsIn(text: string | null): readonly Promotion[] {
  const result = checkSources(filesWith({ [FILE]: text }), NEEDS, read);
  if (!result.ok) throw new Error(formatProblems(result.problems, 'en'));
  return result.files.promotions;
}

test('every kind of promotion becomes what the counter knows', () => {
  const [summer, bags, three, delivery, cash] = promotionsIn(GOOD_FILES[FILE] ?? '');
  expect(summer).toEqual({
    id: 'verano',
    name: 'Cupón de verano',
    benefit: { kind: 'order_percent', bps: 1000, most: 3000 },
    coupon: 'VERANO10',
    scope: { products: [], categories: ['ropa'] },
    minimum: 10000,
    startsAt: Date.parse('2026-12-01T05:00:00Z'),
    endsAt: Date.parse('2027-03-01T05:00:00Z'),
    firstOrder: true,
    usageLimit: 100,
    perCustomer: 1,
    active: true,
  });
  expect(bags).toMatchObject({ benefit: { kind: 'product_offer', off: { bps: 2000 } }, coupon: null, scope: { products: ['tote'] } });
  expect(three).toMatchObject({ benefit: { kind: 'n_for_m', take: 3, pay: 2 }, scope: null, startsAt: null, endsAt: null });
  expect(delivery).toMatchObject({ benefit: { kind: 'free_delivery' }, minimum: 8000 });
  expect(cash).toMatchObject({ benefit: { kind: 'payment_method', method: 'cash', bps: 550, most: null }, active: false });
});

test('an amount is a fixed price of an offer, and money off a discount', () => {
  const written = (kind: string) => `promociones:\n  - { id: x, nombre: X, tipo: ${kind}, valor: 39.90 }\n`;
  expect(promotionsIn(written('oferta'))).toMatchObject([{ benefit: { kind: 'product_offer', off: { price: 3990 } } }]);
  expect(promotionsIn(written('descuento'))).toMatchObject([{ benefit: { kind: 'order_fixed', amount: 3990 } }]);
});

test('a shop without the file has no promotions, and an empty list is none either', () => {
  expect(promotionsIn(null)).toEqual([]);
  expect(promotionsIn('promociones: []\n')).toEqual([]);
});
