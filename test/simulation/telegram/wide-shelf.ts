/** The files of the sample shop with more of everything than a crowd can buy: nobody is told that it is sold out. */
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOME } from '../../journeys/shop.ts';

const PLENTY = 100_000;

/** Answers the folder; whoever asked removes it. */
export async function wideShelf(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'tanteo-wide-'));
  for (const folder of ['catalog', 'flows']) await cp(join(HOME, folder), join(home, folder), { recursive: true });
  const products = join(home, 'catalog', 'products.yaml');
  const lines = (await readFile(products, 'utf8')).split('\n');
  let isStock = false;
  const wide = lines.map((line) => {
    isStock = /^ {4}stock:/.test(line) || (isStock && /^ {6}/.test(line));
    return isStock ? line.replaceAll(/: (?:\d+|agotado)\b/g, `: ${PLENTY}`) : line;
  });
  await writeFile(products, wide.join('\n'));
  return home;
}
