/**
 * The files of the sample shop with more of everything than a crowd can buy: nobody is told that it is sold out. And
 * what is said of one product does not fit below its picture, so that the message leaves in two parts.
 */
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOME } from '../../journeys/shop.ts';

const PLENTY = 100_000;
/** How the line begins that describes the kerchief. */
const KERCHIEF = '    descripcion: Algodón ligero de 60';

/** Answers the folder; whoever asked removes it. */
export async function wideShelf(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'tanteo-wide-'));
  for (const folder of ['catalog', 'flows']) await cp(join(HOME, folder), join(home, folder), { recursive: true });
  const products = join(home, 'catalog', 'products.yaml');
  const lines = (await readFile(products, 'utf8')).split('\n');
  let isStock = false;
  const wide = lines.map((line) => {
    isStock = /^ {4}stock:/.test(line) || (isStock && /^ {6}/.test(line));
    if (line.startsWith(KERCHIEF)) return `    descripcion: ${'Algodón ligero, estampado a mano en el taller. '.repeat(12)}`;
    return isStock ? line.replaceAll(/: (?:\d+|agotado)\b/g, `: ${PLENTY}`) : line;
  });
  await writeFile(products, wide.join('\n'));
  const texts = join(home, 'flows', 'texts', 'es.yaml');
  const said = await readFile(texts, 'utf8');
  await writeFile(texts, said.replace(/^( {2}how_many: ")/m, `$1${'Antes de responder, mira bien la foto. '.repeat(15)}`));
  return home;
}
