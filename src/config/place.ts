/**
 * A place in a seller's file: the value there, its line, and its path, which finds the example to show.
 * Values are checked by zod; what zod refuses becomes a problem at the line of the value.
 */
import type { z } from 'zod';
import type { Entry, Located } from './document.ts';
import { exampleFor, type FileKind } from './examples.ts';
import { refusalOf } from './fields.ts';
import { nearest } from './nearest.ts';
import type { Facts, Problem, ProblemCode } from './problem.ts';

export interface Place {
  readonly file: string;
  readonly kind: FileKind;
  readonly node: Located;
  readonly line: number;
  readonly column: number;
  /** Keys from the top; `[]` for an item of a list. */
  readonly path: readonly string[];
}

/** Collects the problems of one reading. */
export interface Report {
  readonly problems: Problem[];
}

/** The example is found by `examplePath`, unless the problem itself says what the value should have been. */
export function addProblem(
  report: Report,
  at: Place,
  what: ProblemCode,
  facts: Facts = {},
  examplePath: readonly string[] = at.path,
): void {
  addProblemWith(report, at, what, facts, correctedLine(at, facts) ?? exampleFor(at.kind, what, examplePath));
}

export function addProblemWith(report: Report, at: Place, what: ProblemCode, facts: Facts, example: string): void {
  report.problems.push({ file: at.file, line: at.line, column: at.column, what, facts, example });
}

/** `precio: 45.5` for `precio: 45,5`: the line as it was meant. */
function correctedLine({ node, path }: Place, { value, fixed, nearest: meant }: Facts): string | null {
  const right = fixed ?? meant;
  const key = path.at(-1);
  const isTheValue = node.kind === 'text' && node.text.trim() === value;
  return isTheValue && right !== undefined && key !== undefined && key !== '[]' ? `${key}: ${right}` : null;
}

export function topOf(file: string, kind: FileKind, node: Located): Place {
  return { file, kind, node, line: node.line, column: node.column, path: [] };
}

/** The value of a key, or null where the key is not there. */
export function childOf(at: Place, key: string): Place | null {
  const entry = at.node.kind === 'map' ? at.node.entries.get(key) : undefined;
  return entry ? placeOfEntry(at, key, entry) : null;
}

/** The value of a key that must be there. A mistyped one was told with the key that was meant. */
export function requiredChild(report: Report, at: Place, key: string): Place | null {
  const child = childOf(at, key);
  if (child || at.node.kind !== 'map') return child;
  const mistyped = [...at.node.entries.keys()].some((written) => nearest(written, [key]) !== null);
  if (!mistyped) addProblem(report, at, 'missing-key', { key }, [...at.path, key]);
  return null;
}

/** Every key of a map with its value, in the order of the file. */
export function childrenOf(at: Place): readonly (readonly [string, Place])[] {
  if (at.node.kind !== 'map') return [];
  return [...at.node.entries].map(([key, entry]) => [key, placeOfEntry(at, key, entry)] as const);
}

export function itemsOf(at: Place): readonly Place[] {
  if (at.node.kind !== 'list') return [];
  return at.node.items.map((node) => ({ ...at, node, line: node.line, column: node.column, path: [...at.path, '[]'] }));
}

/** A text is where it was written; a list or a map is where its key is. */
function placeOfEntry(at: Place, key: string, entry: Entry): Place {
  const { line, column } = entry.value.kind === 'text' ? entry.value : entry;
  return { ...at, node: entry.value, line, column, path: [...at.path, key] };
}

/** Each key of a map with what its value must be. */
export type Shape = Readonly<Record<string, z.ZodType>>;

/** What could be read: a value that is missing or wrong is left out. */
export type Found<S extends Shape> = { readonly [K in keyof S]?: z.output<S[K]> };
/** Everything that must be there; what may be missing is left out, never undefined. */
export type Whole<S extends Shape> = {
  readonly [K in keyof S as undefined extends z.output<S[K]> ? never : K]: z.output<S[K]>;
} & {
  readonly [K in keyof S as undefined extends z.output<S[K]> ? K : never]?: Exclude<z.output<S[K]>, undefined>;
};

/**
 * Reads a map field by field, so that one wrong field hides no other. `whole` is null where any field is
 * missing, wrong or unknown. `inner`: keys that the caller reads itself.
 */
export function readFields<S extends Shape>(
  report: Report,
  at: Place,
  shape: S,
  inner: readonly string[] = [],
): { readonly found: Found<S>; readonly whole: Whole<S> | null } {
  const before = report.problems.length;
  if (at.node.kind !== 'map') {
    addProblem(report, at, 'expected-map');
    return { found: {}, whole: null };
  }
  const mistyped = refuseUnknownKeys(report, at, [...Object.keys(shape), ...inner]);
  const found: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(shape)) {
    const value = mistyped.has(key) ? undefined : readKey(report, at, key, schema);
    if (value !== undefined) found[key] = value;
  }
  // Every value came out of the schema of its own key: this is what `Whole` says.
  const whole = report.problems.length === before ? (found as Whole<S>) : null;
  return { found: found as Found<S>, whole };
}

function readKey(report: Report, at: Place, key: string, schema: z.ZodType): unknown {
  const child = childOf(at, key);
  if (child) return readValue(report, child, schema);
  const absent = schema.safeParse(undefined);
  if (absent.success) return absent.data;
  addProblem(report, at, 'missing-key', { key }, [...at.path, key]);
  return undefined;
}

/** The value as its schema makes it, or undefined after its problems were added. */
export function readValue<T>(report: Report, at: Place, schema: z.ZodType<T>): T | undefined {
  const parsed = schema.safeParse(plainValue(at.node));
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  for (const issue of issues) if (!isConsequence(issue, issues)) addIssue(report, at, issue);
  return undefined;
}

/** The known keys that were probably meant: they are not missing, they are mistyped. */
function refuseUnknownKeys(report: Report, at: Place, known: readonly string[]): ReadonlySet<string> {
  const mistyped = new Set<string>();
  if (at.node.kind !== 'map') return mistyped;
  for (const [key, entry] of at.node.entries) {
    if (known.includes(key)) continue;
    const place = { ...at, node: entry.value, line: entry.line, column: entry.column };
    const meant = nearest(key, known);
    if (meant === null) addProblem(report, place, 'unknown-key', { key, known: known.join(', ') });
    else {
      addProblem(report, place, 'unknown-key-nearest', { key, nearest: meant }, [...at.path, meant]);
      if (!at.node.entries.has(meant)) mistyped.add(meant);
    }
  }
  return mistyped;
}

/** A text where a list goes is not a list that is too long as well. */
function isConsequence(issue: z.core.$ZodIssue, issues: readonly z.core.$ZodIssue[]): boolean {
  const path = issue.path.join('.');
  return issue.code !== 'invalid_type' && issues.some((other) => other.code === 'invalid_type' && other.path.join('.') === path);
}

function addIssue(report: Report, at: Place, issue: z.core.$ZodIssue): void {
  const place = walk(at, issue.path);
  const [what, facts] = issueProblem(issue);
  addProblem(report, place, what, facts);
}

function walk(at: Place, path: readonly PropertyKey[]): Place {
  let place = at;
  for (const step of path) {
    const next: Place | null | undefined = typeof step === 'number' ? itemsOf(place)[step] : childOf(place, String(step));
    if (!next) return place;
    place = next;
  }
  return place;
}

function issueProblem(issue: z.core.$ZodIssue): readonly [ProblemCode, Facts] {
  switch (issue.code) {
    case 'too_small':
      return ['empty-list', {}];
    case 'too_big':
      return ['too-many', { most: Number(issue.maximum) }];
    case 'invalid_type':
      return [issue.expected === 'string' ? 'expected-text' : issue.expected === 'array' ? 'expected-list' : 'expected-map', {}];
    default: {
      const { what, facts } = refusalOf(issue);
      return [what, facts];
    }
  }
}

type Plain = string | readonly Plain[] | { readonly [key: string]: Plain };

function plainValue(node: Located): Plain {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'list':
      return node.items.map(plainValue);
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plainValue(entry.value)]));
  }
}
