/** Jobs at the edges: the store has failed, or whoever one was for is not there any more. */
import { expect, test } from 'vitest';
import { StillClock } from '../../test/stand-ins/still-clock.ts';
import type { Job } from '../decisions/records.ts';
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

test.each([
  ['of somebody who was forgotten meanwhile is nobody’s', true],
  ['comes', false],
])('a file that was on its way %s', async (_what, forgotten) => {
  const store = openMemoryStore(newMemory());
  const clock = new StillClock(0);
  const brought = Promise.withResolvers<null>();
  const underWay: Promise<void>[] = [];
  const done: string[] = [];
  const jobs = new Jobs({
    ...{ store, payments: NO_PAYMENTS, shop: () => ({ name: 'Retama', currency: 'PEN' }), notificationUrl: null, returnUrl: null },
    ...{ erasePerson: async () => {}, fetchFile: () => brought.promise, staff: { report: unreachable, list: unreachable } },
    clock,
    ...{ chance: () => 0, log: createLog({ level: 'silent' }) },
    track: (work) => underWay.push(work),
    done: async ({ id }) => {
      done.push(id);
      await store.commit(store.openHot(), [{ delete: 'jobs', id }]);
    },
  });
  const message = {
    ...{ channel: 'telegram', account: '7', chat: '42', messageId: '5', sender: {}, at: 0 },
    body: { kind: 'file-elsewhere', media: 'image', source: 'f', caption: '' } as const,
  };
  const job: Job = { id: 'fetch-file:5', task: { kind: 'fetch-file', message }, attempts: 0, dueAt: 0 };
  await store.commit(store.openHot(), [{ put: 'jobs', id: job.id, doc: job }]);
  jobs.add(job);
  await clock.advance(1, async () => {});
  expect(underWay).toHaveLength(1);
  if (forgotten) await store.commit(store.openHot(), [{ delete: 'jobs', id: job.id }]);
  brought.resolve(null);
  for (const work of underWay) await work;
  expect(done).toEqual(forgotten ? [] : [job.id]);
  jobs.stop();
});
