/**
 * `npm run -s backup [-- --to FOLDER]`: everything of the shop at one moment, open or closed. With `--off-machine`
 * it is brought where the copy of every night goes.
 */

import { mkdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { moveFolder } from '../backup/backup.ts';
import { DAYS_KEPT } from '../backup/retention.ts';
import { systemClock } from '../clock.ts';
import { bringCopy } from '../off-machine/bring.ts';
import { noteCopy } from '../off-machine/last.ts';
import { withOwnFiles } from '../off-machine/own-files.ts';
import { runPrograms } from '../off-machine/run.ts';
import { failureWords } from '../off-machine/words.ts';
import { type Here, withData, withHere } from './data-command.ts';
import { fill, tell, terminalLanguage, textsIn } from './terminal.ts';

/** Answers the exit code. */
export async function runBackup(home: string, argv: readonly string[]): Promise<number> {
  const wanted = wantedIn(argv);
  if (!wanted) {
    tell(textsIn(terminalLanguage(process.env)).backup.use);
    return 2;
  }
  return withHere(home, (here) => (wanted.offMachine ? offMachine(here) : backup(here, wanted.to)));
}

function wantedIn(argv: readonly string[]): { readonly to: string | null; readonly offMachine: boolean } | null {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { to: { type: 'string' }, 'off-machine': { type: 'boolean', default: false } },
    });
    const offMachine = values['off-machine'];
    return offMachine && values.to !== undefined ? null : { to: values.to ?? null, offMachine };
  } catch {
    // It throws for an option that is unknown or has no value, and for nothing else.
    return null;
  }
}

/** The same as the open shop does every night, now. */
async function offMachine(here: Here): Promise<number> {
  const texts = textsIn(here.language).backup;
  const { nightlyCopy } = here.settings;
  if (!nightlyCopy) {
    tell(texts.noPlace);
    return 1;
  }
  const { folder } = await withData(here, (data) => data.takeBackup());
  const now = systemClock.now();
  const date = new Date(now).toISOString().slice(0, 10);
  const run = runPrograms(new AbortController().signal);
  const brought = await withOwnFiles(here.home, here.dataDirectory, (own) =>
    bringCopy({ backup: folder, own }, nightlyCopy.to, { run, date, now }),
  );
  if (!brought.ok) {
    tell(fill(texts.notBrought, { reason: failureWords(brought, here.language) }));
    return 1;
  }
  await noteCopy(here.dataDirectory, { at: new Date(now).toISOString(), where: brought.where });
  tell(fill(texts.brought, { where: brought.where }), texts.keys);
  return 0;
}

/** Taken beside the data, where it costs nothing, and moved from there. */
async function backup(here: Here, to: string | null): Promise<number> {
  const texts = textsIn(here.language).backup;
  const taken = await withData(here, (data) => data.takeBackup());
  const folder = to === null ? taken.folder : join(resolve(to), basename(taken.folder));
  if (to !== null) {
    await mkdir(resolve(to), { recursive: true, mode: 0o700 });
    await moveFolder(taken.folder, folder);
  }
  const facts = { folder, files: taken.files, sequence: taken.sequence, ms: Math.max(1, Math.round(taken.stillMs)), days: DAYS_KEPT };
  tell(fill(texts.done, facts), fill(taken.linked ? texts.linked : texts.copied, facts), texts.keys);
  if (to === null) tell(fill(texts.kept, facts));
  tell('', fill(texts.back, facts));
  return 0;
}
