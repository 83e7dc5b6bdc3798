/**
 * `npm run -s export`: the lists of the shop as files.
 */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatProblems } from '../config/problem.ts';
import { exportProblemWords, exportUse, parseExportArguments } from '../seller/exports/arguments.ts';
import { withList } from './lists.ts';
import { NoAnswer, noAnswerWords } from './open-shop.ts';
import { settingsHere } from './settings-here.ts';
import { explain } from './start.ts';
import { fill, tell, terminalLanguage, textsIn } from './terminal.ts';

/** Answers the exit code. */
export async function runExport(home: string, argv: readonly string[]): Promise<number> {
  const language = terminalLanguage(process.env);
  if (argv.includes('--help')) {
    tell(exportUse(language));
    return 0;
  }
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
  const { out } = parsed.value;
  try {
    await withList(home, read.settings, parsed.value, (bytes) => write(bytes, out));
  } catch (problem) {
    tell(problem instanceof NoAnswer ? noAnswerWords(problem, language) : explain(problem, language));
    return 1;
  }
  if (out) tell(fill(textsIn(language).export.written, { file: out }));
  return 0;
}

async function write(bytes: AsyncIterable<Uint8Array>, out: string | undefined): Promise<void> {
  await pipeline(Readable.from(bytes), out ? createWriteStream(out, { mode: 0o600 }) : process.stdout, { end: out !== undefined });
}
