/**
 * The examples that problems show, from `problems/examples.yaml`. A test puts every one of them into a
 * good file and reads it: what is shown as working works.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ProblemCode } from './problem.ts';

const FILE_KINDS = ['shop', 'products', 'promotions', 'flow', 'texts', 'regions', 'words', 'settings'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

const examplesSchema = z.strictObject({
  /** By code, where the mistake and not the place decides what to show. */
  codes: z.record(z.string(), z.string()),
  /** By kind of file, then by path (`productos.[].precio`). */
  files: z.record(z.enum(FILE_KINDS), z.record(z.string(), z.string())),
});

export const EXAMPLES = examplesSchema.parse(parse(readFileSync(new URL('./problems/examples.yaml', import.meta.url), 'utf8')));

/** The example of the code; else of the path, or of the nearest thing around it that has one. */
export function exampleFor(kind: FileKind, what: ProblemCode, path: readonly string[]): string {
  const byCode = EXAMPLES.codes[what];
  if (byCode !== undefined) return byCode.trimEnd();
  for (let length = path.length; length > 0; length -= 1) {
    const example = EXAMPLES.files[kind][path.slice(0, length).join('.')];
    if (example !== undefined) return example.trimEnd();
  }
  return (EXAMPLES.files[kind][''] ?? '').trimEnd();
}
