/**
 * A problem in one of the seller's files: where it is, what is wrong as a code with its facts, and a
 * snippet that works. The words are in `problems/{es,en,pt}.json`, so that the same problem can be
 * said in the seller's language on the terminal, on her page and in her chat.
 */
import type { Language } from '../commerce/catalog.ts';
import en from './problems/en.json' with { type: 'json' };
import es from './problems/es.json' with { type: 'json' };
import pt from './problems/pt.json' with { type: 'json' };

export type ProblemCode = keyof typeof es.problems;
export const PROBLEM_CODES = Object.keys(es.problems) as ProblemCode[];

export interface Problem {
  /** Relative to the shop's directory, with `/`: `catalog/products.yaml`, `.env`. */
  readonly file: string;
  /** From 1; 1 where the problem is the whole file; 0 for the environment, which has no lines. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column?: number;
  readonly what: ProblemCode;
  readonly facts: Facts;
  /** A piece of the file as it would work; empty where nothing has to be written. */
  readonly example: string;
}

export type Facts = Readonly<Record<string, string | number>>;

const TEXTS = { es, en, pt } satisfies Record<Language, typeof es>;

/** What is wrong, in one or two sentences, without the place and without the example. */
export function problemText(problem: Problem, language: Language): string {
  return fill(TEXTS[language].problems[problem.what], problem.facts);
}

/** Problems that are told in full: beyond these, one mistake has caused the rest. */
const MOST_TOLD = 30;

/** All problems for a terminal, by file and line, each with its example. */
export function formatProblems(problems: readonly Problem[], language: Language): string {
  const { one, many, more, works } = TEXTS[language].frame;
  const heading = problems.length === 1 ? one : fill(many, { count: problems.length });
  const blocks = sortProblems(problems)
    .slice(0, MOST_TOLD)
    .map((problem) => {
      const place = problem.line === 0 ? problem.file : `${problem.file}:${problem.line}`;
      const said = `${place}  ${problemText(problem, language)}`;
      return problem.example === '' ? said : `${said}\n    ${works}\n${indent(problem.example, 6)}`;
    });
  const rest = problems.length - blocks.length;
  return [heading, ...blocks, ...(rest > 0 ? [fill(more, { count: rest })] : [])].join('\n\n');
}

export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => compareText(a.file, b.file) || a.line - b.line || (a.column ?? 0) - (b.column ?? 0));
}

function fill(template: string, facts: Facts): string {
  return template.replace(/\{([a-z]+)\}/gi, (whole, name: string) => String(facts[name] ?? whole));
}

function indent(text: string, spaces: number): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => ' '.repeat(spaces) + line)
    .join('\n');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
