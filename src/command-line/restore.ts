/**
 * `npm run -s restore -- FOLDER [--yes]`: goes back to a backup. Without `--yes` it only says what it would do;
 * without a folder, which backups there are.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { forgetsIn } from '../app/channel-memory.ts';
import { NEEDS } from '../app/files.ts';
import { backupsOf, listBackups } from '../backup/backup.ts';
import { type Contents, contentsOf, ledgersFor, restoreBackup } from '../backup/restore.ts';
import { systemClock } from '../clock.ts';
import { formatLocal } from '../commerce/calendar.ts';
import { readShopFiles } from '../config/read-shop-files.ts';
import { isAmong, readLedgers } from '../erasure/ledger.ts';
import { realDisk } from '../store/json/disk.ts';
import { NewerData } from '../store/json/open.ts';
import { tellViolations } from './audit.ts';
import { actAlone, type Here, withHere } from './data-command.ts';
import { fill, tell, terminalLanguage, textsIn } from './terminal.ts';

interface Wanted {
  readonly folder: string | null;
  readonly yes: boolean;
}

/** Answers the exit code. */
export async function runRestore(home: string, argv: readonly string[]): Promise<number> {
  const wanted = wantedIn(argv);
  if (!wanted) {
    tell(textsIn(terminalLanguage(process.env)).restore.use);
    return 2;
  }
  return withHere(home, (here) => (wanted.folder === null ? list(here) : restore(here, resolve(wanted.folder), wanted.yes)));
}

function wantedIn(argv: readonly string[]): Wanted | null {
  try {
    const options = { yes: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options });
    return positionals.length > 1 ? null : { folder: positionals[0] ?? null, yes: values.yes };
  } catch {
    // It throws for an option that is unknown, and for nothing else.
    return null;
  }
}

async function list({ dataDirectory, language }: Here): Promise<number> {
  const texts = textsIn(language).restore;
  const backups = await listBackups(backupsOf(dataDirectory));
  tell(backups.length === 0 ? fill(texts.none, { folder: backupsOf(dataDirectory) }) : texts.list);
  for (const { folder } of backups) tell(`  ${folder}`);
  if (backups.length > 0) tell('', texts.use);
  return 2;
}

async function restore(here: Here, folder: string, yes: boolean): Promise<number> {
  const { dataDirectory, language, home } = here;
  const texts = textsIn(language).restore;
  if (!existsSync(folder)) {
    tell(fill(texts.missing, { folder }));
    return 1;
  }
  const read = await readShopFiles(home, NEEDS);
  const { country, timeZone } = read.ok ? read.files.shop : { country: '', timeZone: 'UTC' };
  // A shop that is open is refused before anything is said to be possible.
  if (existsSync(dataDirectory)) await (await realDisk.claim(dataDirectory))();
  const contents = await contentsOf(folder, isAmong(await readLedgers(ledgersFor(folder, dataDirectory))));
  const now = await contentsNow(dataDirectory);
  if (contents.note === null) tell(fill(texts.byHand, { folder }));
  tell(fill(texts.backup, { folder }), `  ${inWords(contents, timeZone, here)}`);
  tell(fill(texts.now, { folder: dataDirectory }), `  ${typeof now === 'string' ? texts[now] : inWords(now, timeZone, here)}`);
  if (typeof now !== 'string' && now.lastNumber > contents.lastNumber)
    tell(fill(texts.lost, { from: contents.lastNumber + 1, to: now.lastNumber }));
  if (contents.erased.length > 0) tell(fill(texts.erased, { count: contents.erased.length }));
  tellViolations(contents.violations, language);
  if (contents.bad.length > 0) {
    tell(texts.bad, ...contents.bad.map((file) => `  ${file}`));
    return 1;
  }
  if (!yes) {
    tell('', fill(texts.dryRun, { folder }));
    return 0;
  }
  const act: Parameters<typeof restoreBackup>[0]['act'] = async (store, action) => void (await actAlone(home, language, store, action));
  const forgetChat = (directory: string, conversationId: string) => forgetsIn(directory, new Map())(conversationId);
  const { putAside } = await restoreBackup({ folder, dataDirectory, act, forgetChat, country, now: systemClock.now });
  tell('', fill(texts.done, { folder: dataDirectory }));
  if (putAside) tell(fill(texts.putAside, { folder: putAside }));
  return 0;
}

/** What cannot be read does not have to be: it is put aside as it is. */
async function contentsNow(dataDirectory: string): Promise<Contents | 'nothing' | 'newer'> {
  if (!existsSync(dataDirectory)) return 'nothing';
  try {
    return await contentsOf(dataDirectory, () => false);
  } catch (problem) {
    if (problem instanceof NewerData) return 'newer';
    throw problem;
  }
}

function inWords({ note, orders, placed, lastNumber }: Contents, timeZone: string, { language }: Here): string {
  const texts = textsIn(language).restore;
  const when = (instant: string) => formatLocal(Date.parse(instant), timeZone, 'YYYY-MM-DD HH:mm');
  const taken = note ? fill(texts.taken, { when: when(note.takenAt) }) : '';
  const [first, last] = placed ?? [];
  if (first === undefined || last === undefined) return `${taken}${texts.noOrders}`;
  return `${taken}${fill(texts.orders, { orders, first: when(first), last: when(last), number: lastNumber })}`;
}
