/**
 * The simulation is itself put to the test: with each of these mistakes in the shop it has to find that
 * something is wrong, within so many seeds.
 */
import { beforeAll, expect, test, vi } from 'vitest';
import { add, subtract, ZERO } from '../../src/commerce/money.ts';
import type { RefundRecord } from '../../src/commerce/payments.ts';
import type { ShopFiles } from '../../src/conversation/shop-files.ts';
import { changed, type Functions, MISTAKES, type Mistake } from './mistakes.ts';
import { readSampleShop, simulate } from './simulate.ts';

/** What the functions below do wrong just now. */
const wrong = vi.hoisted((): { now: Functions } => ({ now: {} }));

vi.mock(import('../../src/runtime/compose.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    changesOf(view, event, decision, now, isRead) {
      const changes = real.changesOf(view, event, decision, now, isRead);
      if (wrong.now.changesOf === 'no mark') return changes.filter((change) => !('put' in change && change.put === 'inbox'));
      if (wrong.now.changesOf !== 'a job done is a job gone' || event.kind !== 'job-done') return changes;
      return [...changes, { delete: 'jobs', id: event.job.id }];
    },
    alreadyHandled: (view, event) => wrong.now.alreadyHandled !== 'never' && real.alreadyHandled(view, event),
  };
});

vi.mock(import('../../src/decisions/timer-due.ts'), async (original) => {
  const real = await original();
  const { expire } = await import('../../src/decisions/orders.ts');
  return {
    ...real,
    takeTimer(draft, timer, retake) {
      const order = timer.kind === 'order-expiry' && wrong.now.expiry === 'without asking' ? draft.get('orders', timer.ref) : undefined;
      if (!order || !expire(draft, order).ok) real.takeTimer(draft, timer, retake);
    },
  };
});

vi.mock(import('../../src/commerce/order-moves.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    expireOrder(order, now) {
      const blind = wrong.now.expiry === 'although money is under way';
      const change = real.expireOrder(blind ? { ...order, payments: { ...order.payments, reports: {} } } : order, now);
      return change.ok ? { ...change, order: { ...change.order, payments: order.payments }, releases: again(change.releases) } : change;
    },
    settle(order, now) {
      if (wrong.now.settle !== 'whatever was paid') return real.settle(order, now);
      const change = real.settle({ ...order, totals: { ...order.totals, total: ZERO } }, now);
      return change.ok ? { ...change, order: { ...change.order, totals: order.totals } } : change;
    },
  };
});

function again<T>(releases: readonly T[]): readonly T[] {
  return wrong.now.releases === 'twice' ? [...releases, ...releases] : releases;
}

vi.mock(import('../../src/commerce/payment-reports.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    mergeReport(payments, report) {
      if (wrong.now.reports !== 'each one new') return real.mergeReport(payments, report);
      const times = Object.keys(payments.reports).filter((id) => id.startsWith(report.paymentId)).length;
      return real.mergeReport(payments, times === 0 ? report : { ...report, paymentId: `${report.paymentId}-${times}` });
    },
  };
});

vi.mock(import('../../src/commerce/refunds.ts'), async (original) => {
  const real = await original();
  const { withPayments } = await import('../../src/commerce/order-moves.ts');
  return {
    ...real,
    refund(order, wish, at) {
      const asked = real.refund(order, wish, at);
      if (asked.ok || asked.code !== 'REFUND_EXCEEDS' || wrong.now.refund !== 'without a cap') return asked;
      const within = real.refund(order, { ...wish, amount: asked.max }, at);
      if (!within.ok) return within;
      const last = within.refunds.at(-1);
      const more = (record: RefundRecord) =>
        record.id === last?.id ? { ...record, amount: add(record.amount, subtract(wish.amount, asked.max)) } : record;
      const all = (within.order.payments.refunds ?? []).map(more);
      return { ok: true, order: withPayments(order, { ...order.payments, refunds: all }), refunds: within.refunds.map(more) };
    },
  };
});

vi.mock(import('../../src/decisions/promotions.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    settleRedemptions(draft) {
      const ended = draft.changedOrders().some(({ after }) => after.status === 'cancelled' || after.status === 'expired');
      if (!ended || wrong.now.uses !== 'kept by the dead') real.settleRedemptions(draft);
    },
  };
});

vi.mock(import('../../src/decisions/stock-moves.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    moveStock(draft, order, kind, units) {
      if (kind !== wrong.now.forgotten) real.moveStock(draft, order, kind, units);
    },
  };
});

vi.mock(import('../../src/commerce/placement.ts'), async (original) => {
  const real = await original();
  const { priceCart } = await import('../../src/commerce/pricing.ts');
  return {
    ...real,
    placeOrder(placement) {
      if (wrong.now.total !== 'not compared') return real.placeOrder(placement);
      return real.placeOrder({
        ...placement,
        expectedTotal: priceCart(placement.cart, placement.shop, placement.catalog, placement.deals).total,
      });
    },
  };
});

vi.mock(import('../../src/conversation/turn/hearing.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    hearBody(listening, body) {
      const menu = body.kind === 'choice' && wrong.now.token ? listening.messageAt(Number.parseInt(body.token, 36))?.body : undefined;
      if (body.kind !== 'choice' || menu?.kind !== 'menu') return real.hearBody(listening, body);
      return real.hearBody(listening, { ...body, token: body.token.replace(/\.[0-9a-z]+\./, `.${menu.menu.id}.`) });
    },
  };
});

vi.mock(import('../../src/decisions/unsent.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    withdrawUnsent(draft, conversation, why) {
      return wrong.now.leaving && why === 'no-helper' ? [] : real.withdrawUnsent(draft, conversation, why);
    },
  };
});

vi.mock(import('../../src/decisions/seller-chat/news.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    tellHelpers(draft) {
      if (!wrong.now.team) real.tellHelpers(draft);
    },
  };
});

vi.mock(import('../../src/runtime/log-reading.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    readConversation(store, conversationId, after) {
      const read = wrong.now.reading === 'without waiting' ? changed(store, { settled: async () => {} }) : store;
      return real.readConversation(read, conversationId, after);
    },
  };
});

vi.mock(import('../../src/store/json/disk.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    replaceFile(disk, file, bytes) {
      return real.replaceFile(wrong.now.replaceFile ? unsynced(disk) : disk, file, bytes);
    },
    replaceFiles(disk, files) {
      return real.replaceFiles(wrong.now.replaceFile ? unsynced(disk) : disk, files);
    },
  };
});

function unsynced(disk: import('../../src/store/json/disk.ts').Disk): typeof disk {
  return {
    ...disk,
    create: async (name) => ({ ...(await disk.create(name)), sync: async () => {} }),
    syncDirectory: async () => {},
  };
}

/** Seeds within which a mistake has to be found. */
const MOST_SEEDS = 300;

let sampleShop: ShopFiles;
beforeAll(async () => {
  sampleShop = await readSampleShop();
});

async function seedThatFinds({ functions = {}, seams = {}, from = 1 }: Mistake): Promise<{ seed: number; rule: string } | null> {
  wrong.now = functions;
  try {
    for (let seed = from; seed < from + MOST_SEEDS; seed += 1) {
      const { violation } = await simulate(seed, sampleShop, seams);
      if (violation) return { seed, rule: violation.rule };
    }
    return null;
  } finally {
    wrong.now = {};
  }
}

test.each(MISTAKES)('a shop that $name is found out', { timeout: 120_000 }, async (mistake) => {
  const found = await seedThatFinds(mistake);
  if (process.env.TANTEO_SHOW) process.stdout.write(`${mistake.name}: ${found ? `seed ${found.seed}: ${found.rule}` : 'missed'}\n`);
  expect(found, `${MOST_SEEDS} seeds saw nothing wrong`).not.toBeNull();
});
