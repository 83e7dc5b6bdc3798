/**
 * `npm run -s understand -- SET.jsonl --catalogs FILE.json`: what the shop understands of a file of
 * messages, a prediction per line on standard output as soon as its row is read.
 */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { NEEDS } from '../app/files.ts';
import { formatProblems } from '../config/problem.ts';
import { readShopFiles } from '../config/read-shop-files.ts';
import { catalogsSchema, makeEvaluator, rowSchema } from '../conversation/understanding/evaluate.ts';
import { fill, tell, terminalLanguage, textsIn } from './terminal.ts';

/** Answers the exit code. */
export async function runUnderstand(home: string, argv: readonly string[]): Promise<number> {
  const language = terminalLanguage(process.env);
  const texts = textsIn(language).problem;
  const option = argv.indexOf('--catalogs');
  const catalogsFile = option === -1 ? undefined : argv[option + 1];
  const setFile = argv.find((argument, index) => !argument.startsWith('--') && (option === -1 || index !== option + 1));
  if (!catalogsFile || !setFile) {
    tell(texts.understandUse);
    return 2;
  }
  const read = await readShopFiles(home, NEEDS);
  if (!read.ok) {
    tell(formatProblems(read.problems, language));
    return 1;
  }
  let line = 0;
  try {
    const predict = makeEvaluator(catalogsSchema.parse(JSON.parse(await readFile(catalogsFile, 'utf8'))), read.files.words);
    for await (const text of createInterface({ input: createReadStream(setFile), crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (text.trim() !== '') process.stdout.write(`${JSON.stringify(predict(rowSchema.parse(JSON.parse(text))))}\n`);
    }
    return 0;
  } catch (problem) {
    const what = problem instanceof Error ? problem.message : String(problem);
    tell(fill(texts.understandRow, { file: line === 0 ? catalogsFile : setFile, line: Math.max(1, line), what }));
    return 1;
  }
}
