import { expect, test } from 'vitest';
import { type Account, PaymentProblem, type Payments } from './port.ts';
import { standingWith } from './standing.ts';

const refused = new PaymentProblem('bad-credentials', 'status 401', { retryable: false });
const quiet = { warn: () => {} };
const never = () => Promise.reject(new Error('not asked'));

function provider(account: () => Promise<Account>, fetchPayment: Payments['fetchPayment'] = never): Payments {
  return {
    id: 'mercado-pago',
    live: true,
    check: account,
    createLink: never,
    closeLink: never,
    createDirect: never,
    closeDirect: never,
    verifyNotification: () => ({ ok: false, reason: 'no-id' }),
    fetchPayment,
    findByReference: never,
    changedBetween: never,
    refund: never,
  };
}
const peru: Account = { sellerId: '1', country: 'PE', currency: 'PEN', test: false };
const checked = (account: Partial<Account>) =>
  standingWith(
    provider(async () => ({ ...peru, ...account })),
    () => 'PEN',
    quiet,
  ).check();

test('an account of the shop’s country is good, one of another takes other money, one made for tests takes none', async () => {
  expect(await checked({})).toEqual({ kind: 'good' });
  expect(await checked({ currency: 'CLP' })).toEqual({ kind: 'other-currency', currency: 'CLP' });
  expect(await checked({ test: true })).toEqual({ kind: 'test-user' });
});

test('a provider that cannot be reached says nothing about the token', async () => {
  expect(await standingWith(provider(never), () => 'PEN', quiet).check()).toEqual({ kind: 'unknown' });
});

test('any call learns that the token is refused, and any call that it works again', async () => {
  let works = false;
  const { payments, standing } = standingWith(
    provider(never, () => (works ? Promise.resolve(null) : Promise.reject(refused))),
    () => 'PEN',
    quiet,
  );
  await expect(payments.fetchPayment('1')).rejects.toBe(refused);
  expect(standing()).toEqual({ kind: 'refused' });
  works = true;
  await payments.fetchPayment('1');
  expect(standing()).toEqual({ kind: 'unknown' });
});
