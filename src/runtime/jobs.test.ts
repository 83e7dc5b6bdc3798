/** A job that falls due when the store has failed: the process ends as it should, not in a timer that throws. */
import { expect, test } from 'vitest';
import { createLog } from '../log.ts';
import { PaymentProblem, type Payments } from '../payments/port.ts';
import { newMemory, openMemoryStore } from '../store/memory.ts';
import { type Store, StoreFailed } from '../store/port.ts';
import { Jobs } from './jobs.ts';

const unreachable = async (): Promise<never> => {
  throw new PaymentProblem('unreachable', 'nobody is asked here', { retryable: false });
};
const NO_PAYMENTS: Payments = {
  id: 'mercado-pago',
  live: false,
  check: unreachable,
  createLink: unreachable,
  closeLink: unreachable,
  verifyNotification: () => ({ ok: false, reason: 'no-id' }),
  fetchPayment: unreachable,
  findByReference: unreachable,
  createDirect: () => Promise.reject(new Error('not asked')),
  closeDirect: () => Promise.reject(new Error('not asked')),
  changedBetween: () => Promise.reject(new Error('not asked')),
  refund: unreachable,
};

test('a job that falls due after the disk has failed is told to whoever watches the work, not thrown at the clock', async () => {
  let ring = () => {};
  const underWay: Promise<void>[] = [];
  const failed = (): never => {
    throw new StoreFailed('the disk is full');
  };
  const store: Store = Object.assign(openMemoryStore(newMemory()), { openHot: failed });
  const jobs = new Jobs({
    store,
    payments: NO_PAYMENTS,
    shop: () => ({ name: 'Retama', currency: 'PEN' }),
    notificationUrl: null,
    returnUrl: null,
    erasePerson: async () => {},
    fetchFile: async () => null,
    staff: { report: unreachable, list: unreachable },
    clock: {
      now: () => 0,
      after(_ms, call) {
        ring = call;
        return () => {};
      },
    },
    chance: () => 0,
    log: createLog({ level: 'silent' }),
    track: (work) => underWay.push(work),
    done: async () => {},
  });

  jobs.add({ id: 'fetch-payment:1', task: { kind: 'fetch-payment', paymentId: '1' }, attempts: 0, dueAt: 0 });
  expect(ring).not.toThrow();
  expect(underWay).toHaveLength(1);
  await expect(underWay[0]).rejects.toThrow('the disk is full');
});
