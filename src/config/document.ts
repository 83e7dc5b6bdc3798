/**
 * YAML as the seller's files may use it: texts, lists and maps, each with its line. Every value stays the
 * text that was written ("45.00", "no", "10:00"), so that nothing is guessed from its looks; what it
 * means is decided field by field. Anchors, aliases, tags and merge keys are refused: a seller does not
 * need them and a file with them can grow without bound.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit, type YAMLError } from 'yaml';
import type { Facts, ProblemCode } from './problem.ts';

interface Position {
  readonly line: number;
  readonly column: number;
}

export type Located =
  | (Position & { readonly kind: 'text'; readonly text: string })
  | (Position & { readonly kind: 'list'; readonly items: readonly Located[] })
  | (Position & { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Entry> });

/** Position of the key, and what it holds. */
export interface Entry extends Position {
  readonly value: Located;
}

export interface Refusal extends Position {
  readonly what: ProblemCode;
  readonly facts: Facts;
}

/** `tree` is null where the file could not be understood at all. */
export interface ReadDocument {
  readonly tree: Located | null;
  readonly refusals: readonly Refusal[];
}

/** Lists and maps inside each other; the deepest of the sample shop is 7. */
const DEEPEST = 16;
/** One mistake of syntax makes the parser stumble several times: the first ones are told. */
const MOST_SYNTAX_PROBLEMS = 3;
/** Names that mean something to JavaScript objects. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

export function readDocument(text: string): ReadDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, uniqueKeys: false, prettyErrors: false });
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0) {
    const opened = document.contents ? openableIn(document.contents) : { 'yaml-quote': [], 'yaml-bracket': [] };
    return { tree: null, refusals: syntaxRefusals(document.errors, opened, positionAt) };
  }
  const refusals: Refusal[] = [];
  const tree = locate(document.contents, { positionAt, refuse: (refusal) => refusals.push(refusal) }, 0, 0);
  // A key that is there twice hides nothing; what else is refused has no value to go on with.
  return { tree: refusals.every(({ what }) => what === 'duplicate-key') ? tree : null, refusals };
}

/** Reads files that are read again and again: one that did not change is not parsed again. */
export function rememberingReader(): (file: string, text: string) => ReadDocument {
  const last = new Map<string, { readonly text: string; readonly document: ReadDocument }>();
  return (file, text) => {
    const known = last.get(file);
    if (known?.text === text) return known.document;
    const document = readDocument(text);
    last.set(file, { text, document });
    return document;
  };
}

interface Locating {
  readonly positionAt: (offset: number) => Position;
  readonly refuse: (refusal: Refusal) => void;
}

/** `start`: where a value that was left empty would stand. */
function locate(node: Node | null | undefined, locating: Locating, start: number, depth: number): Located {
  const position = locating.positionAt(node?.range?.[0] ?? start);
  const refuse = (what: ProblemCode, facts: Facts = {}) => locating.refuse({ ...position, what, facts });
  if (!node) return { ...position, kind: 'text', text: '' };
  if (isAlias(node)) {
    refuse('yaml-anchor', { name: `*${node.source}` });
    return { ...position, kind: 'text', text: '' };
  }
  if ('anchor' in node && node.anchor) refuse('yaml-anchor', { name: `&${node.anchor}` });
  if (node.tag) refuse('yaml-tag', { name: node.tag });
  if (depth > DEEPEST) {
    refuse('yaml-deep', { most: DEEPEST });
    return { ...position, kind: 'text', text: '' };
  }
  if (isSeq<Node>(node))
    return { ...position, kind: 'list', items: node.items.map((item) => locate(item, locating, node.range?.[0] ?? start, depth + 1)) };
  if (isMap<Node, Node | null>(node)) {
    const entries = new Map<string, Entry>();
    for (const pair of node.items) {
      const keyPosition = locating.positionAt(pair.key.range?.[0] ?? start);
      const refuseKey = (what: ProblemCode, facts: Facts) => locating.refuse({ ...keyPosition, what, facts });
      if (!isScalar<string>(pair.key)) refuseKey('yaml-form', {});
      else {
        const key = String(pair.key.value);
        const first = entries.get(key);
        if (key === '<<') refuseKey('yaml-merge', {});
        else if (FORBIDDEN_KEYS.has(key)) refuseKey('yaml-forbidden-key', { key });
        else if (first) refuseKey('duplicate-key', { key, first: first.line });
        else entries.set(key, { ...keyPosition, value: locate(pair.value, locating, pair.key.range?.[1] ?? start, depth + 1) });
      }
    }
    return { ...position, kind: 'map', entries };
  }
  return { ...position, kind: 'text', text: isScalar(node) ? String(node.value ?? '') : '' };
}

function syntaxRefusals(errors: readonly YAMLError[], openable: Openable, positionAt: (offset: number) => Position): readonly Refusal[] {
  const byLine = new Map<number, Refusal>();
  let tabs = false;
  for (const error of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const what = syntaxProblem(error);
    // The parser counts a tab as no indentation: the lines around it look wrong only to it.
    tabs ||= what === 'yaml-tab';
    if (tabs && what !== 'yaml-tab') continue;
    const neverClosed = what === 'yaml-quote' || what === 'yaml-bracket';
    // It is noticed lines later; the mistake is where it was opened.
    const start = neverClosed ? openable[what].findLast(([from, to]) => from < error.pos[0] && error.pos[0] <= to)?.[0] : undefined;
    const position = positionAt(start ?? error.pos[0]);
    if (!byLine.has(position.line)) byLine.set(position.line, { ...position, what, facts: what === 'yaml-deep' ? { most: DEEPEST } : {} });
    // What follows was read as part of the quote or of the bracket.
    if (neverClosed) break;
  }
  return [...byLine.values()].slice(0, MOST_SYNTAX_PROBLEMS);
}

/** The parser's codes in the words of a seller. */
function syntaxProblem(error: YAMLError): ProblemCode {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'yaml-tab';
    case 'MISSING_CHAR':
      return error.message.includes('quote') ? 'yaml-quote' : 'yaml-form';
    case 'BAD_INDENT':
      return error.message.startsWith('Flow') ? 'yaml-bracket' : 'yaml-indent';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return error.message.includes('sequence') ? 'yaml-indent' : 'yaml-colon';
    case 'BAD_SCALAR_START':
      return 'yaml-start';
    case 'MULTIPLE_DOCS':
      return 'yaml-two-documents';
    case 'RESOURCE_EXHAUSTION':
      return 'yaml-deep';
    default:
      return 'yaml-form';
  }
}

/** Where what has to be closed begins and ends, as far as the parser saw. */
type Openable = Readonly<Record<'yaml-quote' | 'yaml-bracket', readonly (readonly [number, number])[]>>;

function openableIn(contents: Node): Openable {
  const quotes: [number, number][] = [];
  const brackets: [number, number][] = [];
  visit(contents, {
    Scalar: (_, { type, range }) => {
      if (range && (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE')) quotes.push([range[0], range[1]]);
    },
    Collection: (_, { flow, range }) => {
      if (range && flow) brackets.push([range[0], range[1]]);
    },
  });
  return { 'yaml-quote': quotes, 'yaml-bracket': brackets };
}
