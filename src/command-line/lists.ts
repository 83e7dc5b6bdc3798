/**
 * The lists of this folder's shop, for the commands that need one: an open shop is asked for them over
 * its door, a closed one is opened for reading.
 */
import { NEEDS } from '../app/files.ts';
import { systemClock } from '../clock.ts';
import { formatProblems } from '../config/problem.ts';
import { readShopFiles } from '../config/read-shop-files.ts';
import type { Settings } from '../config/settings.ts';
import type { ExportArguments } from '../seller/exports/arguments.ts';
import { exportList } from '../seller/exports/export-list.ts';
import { listSourceOf } from '../seller/exports/source.ts';
import { DirectoryInUse, openJsonStore } from '../store/json/open.ts';
import { askOpenShop, NoAnswer } from './open-shop.ts';
import { inside } from './start.ts';
import { terminalLanguage } from './terminal.ts';

/** Hands the bytes of a list to `use`, as they come. @throws {NoAnswer} and whatever opening a closed shop throws. */
export async function withList(
  home: string,
  settings: Settings,
  wanted: ExportArguments,
  use: (bytes: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<void> {
  const directory = inside(home, settings.dataDirectory);
  try {
    await fromClosedShop(home, directory, wanted, use);
  } catch (problem) {
    if (!(problem instanceof DirectoryInUse)) throw problem;
    await use(await fromOpenShop(directory, settings.sellerKey, wanted));
  }
}

async function fromClosedShop(
  home: string,
  directory: string,
  wanted: ExportArguments,
  use: (bytes: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<void> {
  const read = await readShopFiles(home, NEEDS);
  if (!read.ok) throw new Error(formatProblems(read.problems, terminalLanguage(process.env)));
  const store = await openJsonStore({ directory });
  try {
    const { out: _out, ...list } = wanted;
    await use(exportList({ ...list, source: listSourceOf(store, read.files, systemClock.now()) }));
  } finally {
    await store.close();
  }
}

async function fromOpenShop(directory: string, sellerKey: string | null, wanted: ExportArguments): Promise<AsyncIterable<Uint8Array>> {
  const query = new URLSearchParams({ what: wanted.what, format: wanted.format });
  if (wanted.from) query.set('from', wanted.from);
  if (wanted.to) query.set('to', wanted.to);
  const answer = await askOpenShop(directory, sellerKey, `/seller/export?${query}`);
  if (!answer.body) throw new NoAnswer(`HTTP ${answer.status}`);
  return answer.body;
}
