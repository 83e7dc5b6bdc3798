/**
 * Mistakes that a shop could have, each put in from outside: between two parts, or over one function of a
 * module. The simulation must catch every one of them, or it proves nothing about their absence.
 */
import type { Sent } from '../../src/channels/port.ts';
import type { Change, CollectionName, View } from '../../src/decisions/collections.ts';
import type { AppendFile, Disk } from '../../src/store/json/disk.ts';
import type { Queries, Store } from '../../src/store/port.ts';
import type { Seams } from './shop.ts';

/** Functions that a mistake may replace; the test lays them over their modules. */
export interface Functions {
  changesOf?: 'no mark' | 'a job done is a job gone';
  alreadyHandled?: 'never';
  expiry?: 'without asking' | 'although money is under way';
  releases?: 'twice';
  reports?: 'each one new';
  total?: 'not compared';
  token?: 'of any conversation';
  replaceFile?: 'without syncs';
  settle?: 'whatever was paid';
  refund?: 'without a cap';
  uses?: 'kept by the dead';
  /** This kind of movement is forgotten. */
  forgotten?: 'sale' | 'unsale';
  reading?: 'without waiting';
  leaving?: 'with what was to be sent';
  team?: 'is told nothing';
}

export interface Mistake {
  readonly name: string;
  readonly seams?: Seams;
  readonly functions?: Functions;
  /** The seed that found it when this was written, where many before see nothing: it is looked for from there. */
  readonly from?: number;
}

/** A store that is the given one but for some of its functions. */
export function changed(store: Store, change: Partial<Store>): Store {
  return {
    open: (keys) => store.open(keys),
    openHot: () => store.openHot(),
    commit: (view, changes) => store.commit(view, changes),
    settled: () => store.settled(),
    query: store.query,
    health: () => store.health(),
    close: () => store.close(),
    ...change,
  };
}

const changedDisk =
  (change: (file: AppendFile) => Partial<AppendFile>) =>
  (disk: Disk): Disk => ({
    ...disk,
    create: async (name) => {
      const file = await disk.create(name);
      return { write: (bytes) => file.write(bytes), sync: () => file.sync(), close: () => file.close(), ...change(file) };
    },
  });

const dropping =
  (drop: (change: Change) => boolean) =>
  (store: Store): Store =>
    changed(store, {
      commit: (view, changes) =>
        store.commit(
          view,
          changes.filter((change) => !drop(change)),
        ),
    });

const isDelete = (collection: CollectionName) => (change: Change) => 'delete' in change && change.delete === collection;

/** Answers before the disk has it. */
function hasty(store: Store): Store {
  return changed(store, {
    commit(view, changes) {
      const done = store.commit(view, changes);
      done.catch(() => {});
      const { sequence } = store.health();
      return Promise.race([done, Promise.resolve({ ok: true, sequence } as const)]);
    },
  });
}

function forgetful(query: Queries, forgotten: CollectionName): Queries {
  return { ...query, all: (collection) => (collection === forgotten ? [] : query.all(collection)) };
}

async function markFirst(store: Store, view: View, changes: readonly Change[]) {
  const isMark = (change: Change) => 'put' in change && change.put === 'inbox';
  const marked = await store.commit(view, changes.filter(isMark));
  if (!marked.ok) return marked;
  return store.commit(
    store.openHot(),
    changes.filter((change) => !isMark(change)),
  );
}

const believed = (sent: Sent): Sent => (sent.sent ? sent : { sent: true, refs: sent.refs });

export const MISTAKES: readonly Mistake[] = [
  { name: 'acknowledges before the disk has it', seams: { store: hasty } },
  { name: 'writes without a sync', seams: { disk: changedDisk(() => ({ sync: async () => {} })) } },
  {
    name: 'tries a failed sync again and believes it',
    seams: { disk: changedDisk((file) => ({ sync: () => file.sync().catch(() => file.sync()) })) },
  },
  { name: 'makes no name durable', seams: { disk: (disk) => ({ ...disk, syncDirectory: async () => {} }) } },
  { name: 'writes its documents as stock lowdb does', functions: { replaceFile: 'without syncs' } },
  { name: 'keeps no mark of what it handled', functions: { changesOf: 'no mark' } },
  { name: 'looks at no mark', functions: { alreadyHandled: 'never' } },
  {
    name: 'keeps the mark in a commit of its own',
    seams: { store: (store) => changed(store, { commit: (view, changes) => markFirst(store, view, changes) }) },
  },
  {
    name: 'acknowledges a repeat before the first one is durable',
    seams: { store: (store) => changed(store, { settled: async () => {} }) },
  },
  {
    name: 'sends before the disk has it',
    seams: {
      store: hasty,
      accept: (accept, store) => async (message) => {
        const answer = await accept(message);
        await store.settled();
        return answer;
      },
    },
  },
  { name: 'does not note what was sent', seams: { store: dropping(isDelete('outbox')) } },
  {
    name: 'takes a failed sending for a sent message',
    seams: {
      channel: (channel) => ({ ...channel, send: async (to, message, attempt) => believed(await channel.send(to, message, attempt)) }),
    },
  },
  {
    name: 'does not take up the outbox after a restart',
    seams: { store: (store) => changed(store, { query: forgetful(store.query, 'outbox') }) },
  },
  {
    name: 'does not take up its timers after a restart',
    seams: { store: (store) => changed(store, { query: forgetful(store.query, 'timers') }) },
  },
  {
    name: 'does not take up its jobs after a restart',
    seams: { store: (store) => changed(store, { query: forgetful(store.query, 'jobs') }) },
  },
  { name: 'drops a job that was asked for again while it ran', functions: { changesOf: 'a job done is a job gone' } },
  { name: 'lets an order expire without asking the provider', functions: { expiry: 'without asking' } },
  { name: 'lets an order expire although its payment is under way', functions: { expiry: 'although money is under way' } },
  { name: 'gives the units of a dead order back twice', functions: { releases: 'twice' } },
  { name: 'counts the same report of a payment twice', functions: { reports: 'each one new' } },
  { name: 'confirms an order whatever was paid', functions: { settle: 'whatever was paid' } },
  { name: 'gives back more than came', functions: { refund: 'without a cap' }, from: 26 },
  { name: 'counts a code as used by an order that ended', functions: { uses: 'kept by the dead' }, from: 155 },
  { name: 'sends what stays on the shelf', functions: { forgotten: 'sale' } },
  { name: 'does not keep what came back from its way', functions: { forgotten: 'unsale' } },
  {
    name: 'reads an amount without its currency',
    seams: {
      payments: (payments) => ({
        ...payments,
        fetchPayment: async (id) => {
          const report = await payments.fetchPayment(id);
          return report && { ...report, currency: 'PEN' };
        },
      }),
    },
  },
  { name: 'does not compare the total with the one that was shown', functions: { total: 'not compared' } },
  { name: 'shows what is not on disk yet', functions: { reading: 'without waiting' } },
  { name: 'accepts a menu of another conversation', functions: { token: 'of any conversation' } },
  { name: 'sends its cards to who was taken away', functions: { leaving: 'with what was to be sent' } },
  { name: 'does not tell the team what one of it did', functions: { team: 'is told nothing' } },
];
