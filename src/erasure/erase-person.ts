/**
 * Erasing a person, from the first look to the proof: it is done when no file of the data folder holds her.
 * She is noted in the ledger first: were the machine to stop halfway, a restore would still forget her.
 */
import { readFile, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { phoneKey } from '../commerce/phone.ts';
import type { SellerAction } from '../decisions/event.ts';
import { realDisk, replaceFile } from '../store/json/disk.ts';
import type { FolderStore } from '../store/json/folder-store.ts';
import { orderTerms } from '../store/terms.ts';
import { entriesFor, writeLedgers } from './ledger.ts';
import { findPerson, type Person, type Wanted } from './person.ts';
import { filesWithTraces } from './traces.ts';

export interface EraserParts {
  readonly store: FolderStore;
  /** Resolves when it is decided and on disk. */
  readonly act: (action: SellerAction) => Promise<void>;
  /** Drops what a channel itself keeps of this conversation. @throws when the disk refuses */
  readonly forgetChat: (conversationId: string) => Promise<void>;
  /** Folders whose ledgers are told. */
  readonly ledgers: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** ms since the epoch. */
  readonly now: () => number;
}

/** What there was of her, for those who asked. */
export interface Erased {
  /** How many customers they were for the shop: one for each browser she wrote from. */
  readonly customers: number;
  readonly names: readonly string[];
  readonly phones: readonly string[];
  readonly conversations: readonly string[];
  readonly orders: readonly string[];
  readonly open: readonly string[];
  readonly messages: number;
  readonly facts: number;
  readonly pictures: number;
  /** Files that still hold her, empty where it is done; null where nothing was erased yet. */
  readonly left: readonly string[] | null;
}

/** She may write while she is erased: what comes in between is found by looking again. */
const MOST_ROUNDS = 3;

/** What there is of a person; null where there is nobody. Changes nothing. */
export async function lookForPerson(parts: EraserParts, wanted: Wanted): Promise<Erased | null> {
  const person = await findPerson(parts.store, wanted, parts.country);
  return person && reportOf(person, null);
}

/** null where there is nobody, and no file that holds what was asked for. */
export async function erasePerson(parts: EraserParts, wanted: Wanted): Promise<Erased | null> {
  const { store, country, now, ledgers } = parts;
  const first = await findPerson(store, wanted, country);
  if (!first) return leftOf(store, wanted, country);
  await writeLedgers(ledgers, entriesFor(first.erasure.customers, now()));
  const hers = new Set(first.erasure.customers);
  let left: readonly string[] = [];
  let person: Person | null = first;
  for (let round = 0; person && round < MOST_ROUNDS; round += 1) {
    await eraseOnce(parts, person);
    left = await filesWithTraces(store.directory, first.traces);
    if (left.length === 0) break;
    person = await findPerson(store, { isHer: (id) => hers.has(id) }, country);
  }
  return reportOf(first, left);
}

/** Nobody is there, but an erasure that was cut off may have left her in files that are no documents. */
async function leftOf(store: FolderStore, wanted: Wanted, country: string): Promise<Erased | null> {
  if ('isHer' in wanted) return null;
  const traces = 'phone' in wanted ? [phoneKey(wanted.phone, country) ?? wanted.phone] : [wanted.conversation];
  await store.foldNow();
  const left = await filesWithTraces(store.directory, traces);
  const nothing = { customers: 0, names: [], phones: [], conversations: [], orders: [], open: [], messages: 0, facts: 0, pictures: 0 };
  return left.length === 0 ? null : { ...nothing, left };
}

async function eraseOnce({ store, act, forgetChat }: EraserParts, person: Person): Promise<void> {
  await act({ do: 'erase', erasure: person.erasure });
  for (const conversationId of person.erasure.conversations) await forgetChat(conversationId);
  await store.foldNow();
  for (const { collection, number, terms } of person.terms) {
    const still = collection === 'orders' ? await termsNow(store, String(number)) : new Set<string>();
    await store.forgetTerms(collection, new Set([...terms].filter((term) => !still.has(term))), new Set([number]));
  }
  const media = path.join(store.directory, 'media');
  for (const ref of person.media) await removePicture(media, ref);
  // Lists that were made for a helper's chat may name her; they can be made again.
  await rm(path.join(store.directory, 'outgoing'), { recursive: true, force: true });
  await forgetDeaths(store.directory, person);
}

async function termsNow(store: FolderStore, id: string): Promise<ReadonlySet<string>> {
  const order = (await store.open([{ collection: 'orders', id }])).get('orders', id);
  return order ? orderTerms(order) : new Set();
}

/** `ref` comes from a message: it must not lead out of the folder. */
async function removePicture(media: string, ref: string): Promise<void> {
  const file = path.resolve(media, ref);
  if (!file.startsWith(path.resolve(media) + path.sep)) return;
  await rm(file, { force: true });
  await rmdir(path.dirname(file)).catch(() => {});
}

const deathsSchema = z.record(z.string(), z.number());

/** The black box names events after who sent them. */
async function forgetDeaths(directory: string, { erasure }: Person): Promise<void> {
  const file = path.join(directory, 'deaths.json');
  const deaths = deathsSchema.safeParse(JSON.parse(await readFile(file, 'utf8').catch(() => '{}'))).data ?? {};
  const kept = Object.entries(deaths).filter(([id]) => !erasure.conversations.some((conversation) => id.includes(conversation)));
  if (kept.length < Object.keys(deaths).length)
    await replaceFile(realDisk, file, Buffer.from(`${JSON.stringify(Object.fromEntries(kept))}\n`));
}

function reportOf({ erasure, names, phones, open, messages, media }: Person, left: readonly string[] | null): Erased {
  const { customers, conversations, orders, facts } = erasure;
  return {
    customers: customers.length,
    names,
    phones,
    conversations,
    orders,
    open,
    messages,
    facts: facts.length,
    pictures: media.length,
    left,
  };
}
