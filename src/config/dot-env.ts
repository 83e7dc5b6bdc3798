/**
 * The file `.env`: what it sets, on which line, and what in it is no setting at all.
 */
import { parseEnv } from 'node:util';
import { exampleFor } from './examples.ts';
import { nearest } from './nearest.ts';
import type { Facts, Problem, ProblemCode } from './problem.ts';

export interface DotEnv {
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly lines: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** `known`: the names of settings. */
export function readDotEnv(text: string, known: readonly string[]): DotEnv {
  const lines = new Map<string, number>();
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const problemAt = (line: number, what: ProblemCode, facts: Facts, key: string): Problem => ({
    file: '.env',
    line,
    what,
    facts,
    example: exampleFor('settings', what, [key]),
  });
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    if (/^\s*(#|$)/.test(written)) continue;
    const key = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=/.exec(written)?.[1];
    if (key === undefined) {
      problems.push(problemAt(line, 'setting-line', {}, ''));
      continue;
    }
    const first = lines.get(key);
    if (first !== undefined) problems.push(problemAt(line, 'setting-twice', { key, first }, key));
    else lines.set(key, line);
    if (known.includes(key)) continue;
    const meant = nearest(key, known);
    if (meant === null) warnings.push(problemAt(line, 'setting-unknown', { key }, ''));
    else problems.push(problemAt(line, 'setting-unknown-nearest', { key, nearest: meant }, meant));
  }
  return { values: parseEnv(text), lines, problems, warnings };
}
