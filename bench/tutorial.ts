/**
 * The rows of the shop with a past (store.ts) for the bot of the tutorials: the same orders in one file of lowdb.
 * Where its file cannot be opened any more, the row says so.
 */
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { copyFile, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { pastOrder } from './history.ts';
import { startPart } from './parts.ts';
import { amount, backupPauses, times, tutorialPauses } from './questions.ts';
import { median, tableOf } from './table.ts';

const ROUNDS = 3;
const SEARCHES = 4;
const VERSION = 1;

type Values = Readonly<Record<string, number>>;

/** @param parent where the files are kept @param directory where copies are written to @returns the table */
export async function benchTutorial(pasts: readonly number[], seconds: number, parent: string, directory: string): Promise<string> {
  const measured = new Map<number, readonly Values[] | null>();
  for (const past of pasts) {
    const file = await fileWithPast(parent, past);
    const rounds: Values[] = [];
    let opens = true;
    for (let round = 0; round < ROUNDS && opens; round += 1) {
      const data = join(directory, `tutorial-${past}-${round}`);
      await mkdir(data, { recursive: true });
      await copyFile(file, join(data, 'db.json'));
      const values = await measure(past, data, round, seconds);
      if (values) rounds.push(values);
      else opens = false;
    }
    measured.set(past, opens ? rounds : null);
  }
  const cell = (past: number, what: string) => {
    const rounds = measured.get(past);
    return rounds ? shown(median(rounds.flatMap((values) => values[what] ?? []))) : 'does not open';
  };
  return tableOf(
    ['tutorial bot on lowdb', ...pasts.map((past) => `${past.toLocaleString('en')} orders`)],
    ROWS.map(([words, what]) => [words, ...pasts.map((past) => cell(past, what))]),
  );
}

const ROWS = [
  ['processor ms per order kept', 'processor'],
  ['memory after the start, MB', 'memory at start'],
  ['memory after lists and searches, MB', 'memory after pages'],
  ['process start to first order kept, ms', 'start'],
  ['longest stretch of own work while orders come, ms', 'own'],
  ['longest pause while orders come, ms', 'longest'],
  ['backup under load, ms', 'backup'],
  ['longest stretch of own work during a backup, ms', 'backup own'],
  ['newest orders, ms', 'list'],
  ['orders in a state, ms', 'state'],
  ['orders in a state, far back, ms', 'older'],
  ['search by name, ms', 'name'],
  ['search by product and name, ms', 'words'],
  ['search by telephone, ms', 'phone'],
  ['search by payment, ms', 'payment'],
] as const;

const shown = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(2));

/** null where the bot cannot open its file. */
async function measure(orders: number, data: string, round: number, seconds: number): Promise<Values | null> {
  const before = performance.now();
  const part = startPart('tutorial-part.ts');
  try {
    const opened = await part.ask('open and keep one', { data }, z.literal(true)).catch(notTooLong);
    if (opened === null) return null;
    const start = performance.now() - before;
    const atStart = await part.ask('say its memory', null, amount);
    const plan = { orders, round, ms: seconds * 1000 };
    const found: Values[] = [];
    for (let search = 0; search < SEARCHES; search += 1) {
      found.push(await part.ask('show pages', { ...plan, round: round * SEARCHES + search }, times));
    }
    const afterPages = await part.ask('say its memory', null, amount);
    const kept = await part.ask('keep orders', plan, tutorialPauses);
    const backup = await part.ask('back up under load', null, backupPauses);
    await part.end();
    const searches = Object.fromEntries(Object.keys(found[0] ?? {}).map((name) => [name, median(found.flatMap((all) => all[name] ?? []))]));
    return {
      start,
      'memory at start': atStart,
      'memory after pages': afterPages,
      ...kept,
      backup: backup.ms,
      'backup own': backup.own,
      ...searches,
    };
  } finally {
    part.kill();
  }
}

/** A text of more than half a GB is too long for V8, and lowdb reads its file as one. */
function notTooLong(problem: unknown): null {
  if (problem instanceof Error && /string longer than|Invalid string length|ERR_STRING_TOO_LONG/.test(problem.message)) return null;
  throw problem;
}

async function fileWithPast(parent: string, orders: number): Promise<string> {
  const file = join(parent, `tutorial-${VERSION}-${orders}.json`);
  if (existsSync(file)) return file;
  const out = createWriteStream(`${file}.unfinished`);
  const now = Date.now();
  for (let index = 0; index < orders; index += 1) {
    const before = index === 0 ? '{"orders":[' : ',';
    if (!out.write(before + JSON.stringify(pastOrder(index, orders, now)))) await once(out, 'drain');
  }
  out.end(']}');
  await once(out, 'close');
  await rename(`${file}.unfinished`, file);
  return file;
}
