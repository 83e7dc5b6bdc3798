/**
 * `npm run -s export`: the lists of the shop as files. A shop that is open is asked for them; a closed one
 * is opened for reading.
 */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NEEDS } from '../app.ts';
import { formatProblems } from '../config/problem.ts';
import { readShopFiles } from '../config/read-shop-files.ts';
import { readSecrets } from '../secrets.ts';
import { type ExportArguments, exportProblemWords, parseExportArguments } from '../seller/exports/arguments.ts';
import { exportOrders } from '../seller/exports/export-orders.ts';
import { DirectoryInUse, openJsonStore } from '../store/json/open.ts';
import { readSign } from './open-sign.ts';
import { settingsHere } from './settings-here.ts';
import { explain, inside } from './start.ts';
import { fill, tell, terminalLanguage, textsIn } from './terminal.ts';

/** Answers the exit code. */
export async function runExport(home: string, argv: readonly string[]): Promise<number> {
  const language = terminalLanguage(process.env);
  const parsed = parseExportArguments(argv);
  if (!parsed.ok) {
    tell(exportProblemWords(parsed.problem, language));
    return 2;
  }
  const read = await settingsHere(home);
  if (!read.ok) {
    tell(formatProblems(read.problems, language));
    return 1;
  }
  const directory = inside(home, read.settings.dataDirectory);
  try {
    await fromClosedShop(home, directory, parsed.value);
  } catch (problem) {
    if (!(problem instanceof DirectoryInUse)) {
      tell(explain(problem, language));
      return 1;
    }
    const refused = await fromOpenShop(directory, read.settings.sellerKey, parsed.value);
    if (refused !== null) {
      tell(fill(textsIn(language).problem.noAnswer, { what: refused }));
      return 1;
    }
  }
  if (parsed.value.out) tell(fill(textsIn(language).export.written, { file: parsed.value.out }));
  return 0;
}

async function fromClosedShop(home: string, directory: string, wanted: ExportArguments): Promise<void> {
  const read = await readShopFiles(home, NEEDS);
  if (!read.ok) throw new Error(formatProblems(read.problems, terminalLanguage(process.env)));
  const store = await openJsonStore({ directory });
  try {
    const { what: _what, out, ...options } = wanted;
    await write(exportOrders({ ...options, orders: store.query.each('orders'), shop: read.files.shop }), out);
  } finally {
    await store.close();
  }
}

/** null when it worked, else why not. */
async function fromOpenShop(directory: string, sellerKey: string | null, wanted: ExportArguments): Promise<string | null> {
  const url = await readSign(directory);
  if (url === null) return join(directory, 'open.json');
  const key = sellerKey ?? (await readSecrets(directory)).sellerKey;
  const query = new URLSearchParams({ what: wanted.what, format: wanted.format });
  if (wanted.from) query.set('from', wanted.from);
  if (wanted.to) query.set('to', wanted.to);
  const answer = await fetch(`${url}/seller/export?${query}`, { headers: { authorization: `Bearer ${key}` } }).catch(() => null);
  if (!answer) return url;
  if (!answer.ok || !answer.body) return `HTTP ${answer.status}`;
  await write(answer.body, wanted.out);
  return null;
}

async function write(bytes: AsyncIterable<Uint8Array>, out: string | undefined): Promise<void> {
  await pipeline(Readable.from(bytes), out ? createWriteStream(out, { mode: 0o600 }) : process.stdout, { end: out !== undefined });
}
