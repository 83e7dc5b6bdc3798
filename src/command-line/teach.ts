/**
 * `npm run -s teach`: which words of customers the shop did not know; with a word and a product, the word
 * becomes another name of that product in `catalog/products.yaml`.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { NEEDS } from '../app/files.ts';
import type { Language } from '../commerce/catalog.ts';
import { formatProblems } from '../config/problem.ts';
import { readShopFiles } from '../config/read-shop-files.ts';
import { teachAlias } from '../config/teaching.ts';
import { withList } from './lists.ts';
import { NoAnswer, noAnswerWords } from './open-shop.ts';
import { settingsHere } from './settings-here.ts';
import { explain } from './start.ts';
import { fill, tell, terminalLanguage, textsIn } from './terminal.ts';

const FILE = join('catalog', 'products.yaml');
/** Words listed at once: what came up most often first. */
const MOST_LISTED = 40;

const demandSchema = z.array(z.object({ words: z.string(), kind: z.string(), times: z.number(), last: z.string() }));

/** Answers the exit code. */
export async function teach(home: string, argv: readonly string[]): Promise<number> {
  const language = terminalLanguage(process.env);
  const texts = textsIn(language).teach;
  const [word, productId] = argv;
  try {
    if (word === undefined) return await list(home, language);
    if (productId === undefined) {
      tell(texts.use);
      return 2;
    }
    return await write(home, language, word, productId);
  } catch (problem) {
    tell(problem instanceof NoAnswer ? noAnswerWords(problem, language) : explain(problem, language));
    return 1;
  }
}

async function list(home: string, language: Language): Promise<number> {
  const texts = textsIn(language).teach;
  const settings = await settingsHere(home);
  if (!settings.ok) {
    tell(formatProblems(settings.problems, language));
    return 1;
  }
  const chunks: Uint8Array[] = [];
  await withList(home, settings.settings, { what: 'demand', format: 'json' }, async (bytes) => {
    for await (const chunk of bytes) chunks.push(chunk);
  });
  const unknown = demandSchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8'))).filter((row) => row.kind.startsWith('not-'));
  if (unknown.length === 0) tell(texts.none);
  for (const row of unknown.slice(0, MOST_LISTED)) process.stdout.write(`${row.times} × ${row.words}  (${row.last})\n`);
  if (unknown.length > 0) tell('', texts.use);
  return 0;
}

/** The file is checked with the word in it before it takes the place of the old one. */
async function write(home: string, language: Language, word: string, productId: string): Promise<number> {
  const texts = textsIn(language).teach;
  const before = await readShopFiles(home, NEEDS);
  if (!before.ok) {
    tell(formatProblems(before.problems, language));
    return 1;
  }
  const path = join(home, FILE);
  const taught = teachAlias(await readFile(path, 'utf8'), productId, word);
  if (!taught.ok) {
    if (taught.why === 'unknown-product') tell(fill(texts.unknownProduct, { product: productId, known: taught.known.join(', ') }));
    else tell(fill(taught.why === 'known-already' ? texts.known : texts.unusable, { word, product: productId }));
    return 1;
  }
  await writeFile(`${path}.tmp`, taught.text);
  await rename(`${path}.tmp`, path);
  tell(fill(texts.taught, { word, product: productId, file: FILE, line: taught.line }));
  return 0;
}
