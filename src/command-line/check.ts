/**
 * `npm run check`: types, style, import rules, and the seller's own files. Every part is checked even
 * where one before it failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NEEDS } from '../app/files.ts';
import { formatProblems } from '../config/problem.ts';
import { readShopFiles } from '../config/read-shop-files.ts';
import { settingsHere } from './settings-here.ts';
import { fill, tell, terminalLanguage, textsIn } from './terminal.ts';

const TOOLS = [
  { what: 'types', file: 'typescript/bin/tsc', arguments: [] },
  { what: 'lint', file: '@biomejs/biome/bin/biome', arguments: ['check', '.'] },
  { what: 'rooms', file: 'vitest/vitest.mjs', arguments: ['run', 'test/rooms'] },
] as const;

/** Answers the exit code. */
export async function check(home: string): Promise<number> {
  const language = terminalLanguage(process.env);
  const texts = textsIn(language).check;
  const outcome = (good: boolean, what: string) => tell(fill(good ? texts.good : texts.bad, { what }));
  let good = true;
  for (const tool of TOOLS) {
    const file = join(home, 'node_modules', tool.file);
    if (!existsSync(file)) {
      tell(texts.missingTools);
      return 1;
    }
    const run = spawnSync(process.execPath, [file, ...tool.arguments], { cwd: home, encoding: 'utf8' });
    if (run.status !== 0) tell(run.stdout, run.stderr);
    outcome(run.status === 0, texts[tool.what]);
    good &&= run.status === 0;
  }
  const settings = await settingsHere(home);
  const files = await readShopFiles(home, NEEDS);
  const problems = [...(settings.ok ? [] : settings.problems), ...(files.ok ? [] : files.problems)];
  const warnings = [...settings.warnings, ...files.warnings];
  if (problems.length + warnings.length > 0) tell(formatProblems([...problems, ...warnings], language));
  outcome(problems.length === 0, texts.files);
  return good && problems.length === 0 ? 0 : 1;
}
