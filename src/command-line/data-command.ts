/**
 * What commands about the data have in common: the settings of this folder, what went wrong in words, and the
 * one who does the work — the shop itself where it is open, the command where it is closed.
 */

import { existsSync } from 'node:fs';
import { z } from 'zod';
import { forgetsIn } from '../app/channel-memory.ts';
import { NEEDS } from '../app/files.ts';
import { digest, newId } from '../chance.ts';
import { systemClock } from '../clock.ts';
import type { Language } from '../commerce/catalog.ts';
import { formatProblems } from '../config/problem.ts';
import { readShopFiles } from '../config/read-shop-files.ts';
import type { Settings } from '../config/settings.ts';
import { prepareVocabulary } from '../conversation/understanding/understand.ts';
import type { World } from '../decisions/decision.ts';
import type { Reply, SellerAction } from '../decisions/event.ts';
import type { Wanted } from '../erasure/person.ts';
import { keepingOf } from '../keeping.ts';
import { decideAlone } from '../runtime/alone.ts';
import { DirectoryInUse, type FolderStore, openJsonStore } from '../store/json/open.ts';
import { askOpenShop, NoAnswer, noAnswerWords } from './open-shop.ts';
import { settingsHere } from './settings-here.ts';
import { explain, inside } from './start.ts';
import { fill, tell, terminalLanguage, textsIn } from './terminal.ts';

export interface Here {
  readonly home: string;
  readonly language: Language;
  readonly settings: Settings;
  /** Absolute. */
  readonly dataDirectory: string;
}

/** There is nothing in the data folder yet. */
class NoData extends Error {
  readonly directory: string;
  constructor(directory: string) {
    super(`there are no data in ${directory}`);
    this.directory = directory;
  }
}

/** Runs a command with what is here; answers its exit code, 1 where anything went wrong, which is told. */
export async function withHere(home: string, command: (here: Here) => Promise<number>): Promise<number> {
  const language = terminalLanguage(process.env);
  const read = await settingsHere(home);
  if (!read.ok) {
    tell(formatProblems(read.problems, language));
    return 1;
  }
  try {
    return await command({ home, language, settings: read.settings, dataDirectory: inside(home, read.settings.dataDirectory) });
  } catch (problem) {
    const texts = textsIn(language).problem;
    if (problem instanceof NoAnswer) tell(noAnswerWords(problem, language));
    else if (problem instanceof NoData) tell(fill(texts.noData, { directory: problem.directory }));
    else tell(explain(problem, language));
    return 1;
  }
}

/** @throws {NoData} */
export function mustHaveData({ dataDirectory }: Here): void {
  if (!existsSync(dataDirectory)) throw new NoData(dataDirectory);
}

const takenSchema = z.object({
  folder: z.string(),
  files: z.number(),
  sequence: z.number(),
  linked: z.boolean(),
  stillMs: z.number(),
});
export type Taken = z.output<typeof takenSchema>;

const personSchema = z.object({
  customers: z.number(),
  names: z.array(z.string()),
  phones: z.array(z.string()),
  conversations: z.array(z.string()),
  orders: z.array(z.string()),
  open: z.array(z.string()),
  messages: z.number(),
  facts: z.number(),
  pictures: z.number(),
  left: z.array(z.string()).nullable(),
});
export type PersonHere = z.output<typeof personSchema>;

/** The data of this folder, in whoever's hands they are. */
export interface DataHere {
  takeBackup(): Promise<Taken>;
  /** For a moment only: whoever asks removes it. */
  takeCopy(): Promise<Taken>;
  /** null where there is nobody. */
  lookForPerson(wanted: Exclude<Wanted, { readonly isHer: unknown }>): Promise<PersonHere | null>;
  erasePerson(wanted: Exclude<Wanted, { readonly isHer: unknown }>): Promise<PersonHere | null>;
}

/** `work` gets the data of this folder; a closed shop is opened for it and closed again. */
export async function withData<T>(here: Here, work: (data: DataHere) => Promise<T>): Promise<T> {
  mustHaveData(here);
  let store: FolderStore;
  try {
    store = await openJsonStore({ directory: here.dataDirectory });
  } catch (problem) {
    if (problem instanceof DirectoryInUse) return work(ofOpenShop(here));
    throw problem;
  }
  try {
    return await work(await ofClosedShop(here, store));
  } finally {
    await store.close();
  }
}

function ofOpenShop({ dataDirectory, settings }: Here): DataHere {
  const ask = async (path: string, body: unknown = {}) => (await askOpenShop(dataDirectory, settings.sellerKey, path, body)).json();
  const person = async (body: unknown) => z.object({ person: personSchema.nullable() }).parse(await ask('/seller/erase', body)).person;
  return {
    takeBackup: async () => takenSchema.parse(await ask('/seller/backup')),
    takeCopy: async () => takenSchema.parse(await ask('/seller/copy')),
    lookForPerson: (wanted) => person({ ...wanted, erase: false }),
    erasePerson: (wanted) => person({ ...wanted, erase: true }),
  };
}

async function ofClosedShop({ home, language }: Here, store: FolderStore): Promise<DataHere> {
  const read = await readShopFiles(home, NEEDS);
  const keeping = keepingOf({
    store,
    act: async (action) => void (await actAlone(home, language, store, action)),
    forgetChat: forgetsIn(store.directory, new Map()),
    shop: () => (read.ok ? read.files.shop : { country: '', timeZone: 'UTC' }),
    now: systemClock.now,
  });
  const taken = async (work: ReturnType<typeof keeping.takeBackup>) => {
    const { folder, note, linked, stillMs } = await work;
    return { folder, linked, stillMs, sequence: note.sequence, files: Object.keys(note.files).length };
  };
  return {
    takeBackup: () => taken(keeping.takeBackup()),
    takeCopy: () => taken(keeping.takeCopy()),
    lookForPerson: async (wanted) => personSchema.nullable().parse(await keeping.lookForPerson(wanted)),
    erasePerson: async (wanted) => personSchema.nullable().parse(await keeping.erasePerson(wanted)),
  };
}

/** A decision on a store that no shop has open. @throws where the seller's files have mistakes */
export async function actAlone(home: string, language: Language, store: FolderStore, action: SellerAction): Promise<Reply | undefined> {
  return decideAlone(store, { kind: 'seller', id: `seller:${newId(16)}`, action }, await worldHere(home, language));
}

/** The seller's files of this folder. @throws where they have mistakes */
export async function filesHere(home: string, language: Language) {
  const read = await readShopFiles(home, NEEDS);
  if (!read.ok) throw new Error(formatProblems(read.problems, language));
  return read.files;
}

async function worldHere(home: string, language: Language): Promise<World> {
  const { words, ...files } = await filesHere(home, language);
  const vocabulary = prepareVocabulary({ ...files, words });
  return {
    files: { ...files, vocabulary },
    now: systemClock.now(),
    live: false,
    newId,
    digest,
    answerWithinMs: 0,
    publicUrl: null,
    takeoverMs: 0,
    invites: () => [],
    asOne: () => false,
  };
}
