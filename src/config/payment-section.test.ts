import { expect, test } from 'vitest';
import { filesWith, NEEDS, patched } from './good-files.ts';
import { checkSources } from './read-shop-files.ts';

const SHOP = 'catalog/shop.yaml';
const WAYS = '  formas: [link, efectivo]\n';
const TRANSFER = '  formas: [link, transferencia]\n';
const ACCOUNTS = '  cuentas:\n    - { nombre: Yape, numero: 987 654 321, titular: Rosa Quispe }\n';

function problemsOf(from: string, to: string): readonly string[] {
  const result = checkSources(filesWith({ [SHOP]: patched(SHOP, from, to) }), NEEDS);
  return result.ok ? [] : result.problems.map(({ what }) => what);
}

function paymentOf(from: string, to: string) {
  const result = checkSources(filesWith({ [SHOP]: patched(SHOP, from, to) }), NEEDS);
  return result.ok ? result.files.shop.payment : null;
}

test('whoever takes transfers says where to', () => {
  expect(paymentOf(WAYS, TRANSFER + ACCOUNTS)?.transfer).toEqual({
    hours: 24,
    accounts: [{ name: 'Yape', number: '987 654 321', holder: 'Rosa Quispe' }],
  });
  expect(problemsOf(WAYS, TRANSFER)).toEqual(['transfer-without-accounts']);
  expect(problemsOf(WAYS, WAYS + ACCOUNTS)).toEqual(['accounts-without-transfer']);
});

test('a Pix code is for shops in Brazil that sell in reais', () => {
  expect(problemsOf(WAYS, '  formas: [link, pix]\n')).toEqual(['pix-elsewhere']);
});

test('a deposit is a part of the total or an amount, never all of it', () => {
  const deposit = (text: string) => `${WAYS}  anticipo: ${text}\n`;
  expect(paymentOf(WAYS, deposit('30 %'))?.deposit).toEqual({ of: { bps: 3000 }, restAtDoor: false });
  expect(paymentOf(WAYS, `${deposit('50.00')}  saldo_al_entregar: sí\n`)?.deposit).toEqual({ of: { amount: 5000 }, restAtDoor: true });
  expect(problemsOf(WAYS, deposit('100 %'))).toEqual(['out-of-range']);
  expect(problemsOf(WAYS, deposit('la mitad'))).toEqual(['bad-deposit']);
  expect(problemsOf(WAYS, `${WAYS}  saldo_al_entregar: no\n`)).toEqual(['rest-without-deposit']);
});
