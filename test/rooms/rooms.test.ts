/**
 * The rooms of the house and what each may import (docs/architecture.md): a wrong import fails here, with
 * the file and what to do instead.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

/** What the seller's doors share and decisions may use too: no page, no store, nothing that waits. */
const WORDS_OF_THE_SELLER = [
  'seller/desk/order-commands.ts',
  'seller/desk/texts.ts',
  'seller/pages/texts.ts',
  'seller/exports/texts.ts',
  'seller/next-action.ts',
  'seller/staff/texts.ts',
];

/** Room → the rooms and packages it may import besides itself. `types:` only for types. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  commerce: ['pkg:dayjs', 'pkg:libphonenumber-js'],
  conversation: ['commerce', 'pkg:zod'],
  // The words of the seller and her table of commands are pure, and the same at every door, her chat among them.
  decisions: ['commerce', 'conversation', ...WORDS_OF_THE_SELLER],
  audit: ['commerce', 'types:conversation', 'types:decisions', 'decisions/erased.ts'],
  backup: ['commerce', 'types:decisions', 'audit', 'erasure', 'types:store', 'store/json', 'node', 'pkg:zod'],
  erasure: ['commerce', 'types:conversation', 'types:decisions', 'types:store', 'store/terms.ts', 'store/json', 'node', 'pkg:zod'],
  runtime: [
    'types:clock',
    'commerce',
    'conversation',
    'insights',
    'decisions',
    'types:store',
    'types:channels',
    'types:payments',
    'types:log',
    'store/port.ts',
    'payments/port.ts',
  ],
  store: ['types:commerce', 'types:decisions', 'decisions/decision.ts', 'node', 'pkg:lowdb'],
  channels: [
    'look',
    'types:clock',
    'commerce',
    'types:conversation',
    'conversation/code.ts',
    'conversation/menu.ts',
    'conversation/message.ts',
    'types:log',
    'node',
    'pkg:@puppeteer/browsers',
    'pkg:grammy',
    'pkg:hono',
    'pkg:@hono/node-server',
    'pkg:telegraf',
    'pkg:uqr',
    'pkg:whatsapp-web.js',
    'pkg:zod',
  ],
  'off-machine': ['types:clock', 'commerce', 'types:config', 'backup', 'types:log', 'store/json', 'node', 'pkg:zod'],
  payments: ['look', 'commerce', 'types:log', 'node', 'pkg:hono', 'pkg:@hono/node-server', 'pkg:mercadopago', 'pkg:zod', 'pkg:lowdb'],
  config: ['commerce', 'conversation', 'node', 'pkg:yaml', 'pkg:zod'],
  'product-sheet': ['commerce', 'config', 'conversation/clean.ts', 'node', 'pkg:csv-parse', 'pkg:read-excel-file', 'pkg:yaml', 'pkg:zod'],
  seller: [
    'look',
    'commerce',
    'conversation',
    'types:channels',
    'types:decisions',
    'decisions/alert.ts',
    'decisions/erased.ts',
    'types:runtime',
    'types:backup',
    'types:erasure',
    'runtime/log-reading.ts',
    'types:store',
    'types:log',
    'node',
    'pkg:hono',
    'pkg:csv-stringify',
    'pkg:pdfkit',
    'pkg:uqr',
    'pkg:write-excel-file',
    'pkg:zod',
  ],
};

/** Nothing in these may know of clocks, disks or networks. */
const PURE = ['commerce', 'conversation', 'decisions', 'audit'];

interface Import {
  readonly file: string;
  readonly line: number;
  readonly from: string;
  readonly typeOnly: boolean;
}

const IMPORT = /^\s*(?:import|export)\s+(type\s)?(?:[^'"]*?\sfrom\s+)?'([^']+)'/;

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

function importsOf(path: string): Import[] {
  const text = readFileSync(path, 'utf8');
  // Imports over several lines are joined, so that one pattern reads all.
  const joined = text.replace(/\{[^{}]*\}/g, (braces) => braces.replaceAll('\n', ' '));
  return joined.split('\n').flatMap((line, index) => {
    const match = IMPORT.exec(line);
    const from = match?.[2];
    if (!from) return [];
    const names = /\{([^}]*)\}/
      .exec(line)?.[1]
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const typeOnly = match[1] !== undefined || (names !== undefined && names.length > 0 && names.every((name) => name.startsWith('type ')));
    return [{ file: relative(SRC, path), line: index + 1, from, typeOnly }];
  });
}

/** `commerce`, `commerce/money.ts`, `node`, `pkg:hono`. */
function targetOf(path: string, from: string): { readonly room: string; readonly file: string } {
  if (from.startsWith('node:')) return { room: 'node', file: from };
  if (!from.startsWith('.'))
    return {
      room: `pkg:${from
        .split('/')
        .slice(0, from.startsWith('@') ? 2 : 1)
        .join('/')}`,
      file: from,
    };
  const file = relative(SRC, resolve(dirname(path), from));
  return { room: file.split('/')[0]?.replace(/\.ts$/, '') ?? '', file };
}

function allowed(room: string, target: { readonly room: string; readonly file: string }, typeOnly: boolean): boolean {
  if (target.room === room) return true;
  const rules = MAY_IMPORT[room] ?? [];
  return (
    rules.includes(target.room) ||
    rules.some((rule) => target.file === rule || target.file.startsWith(`${rule}/`)) ||
    (typeOnly && rules.includes(`types:${target.room}`))
  );
}

test.each(Object.keys(MAY_IMPORT))('%s imports only what it may', (room) => {
  const wrong: string[] = [];
  for (const path of sourceFiles(join(SRC, room))) {
    for (const one of importsOf(path)) {
      const target = targetOf(path, one.from);
      if (!allowed(room, target, one.typeOnly)) wrong.push(`${one.file}:${one.line} imports ${one.from} (${target.room})`);
    }
  }
  expect(wrong).toEqual([]);
});

test.each(PURE)('%s knows no clock, no chance and no outside world', (room) => {
  const wrong = sourceFiles(join(SRC, room)).flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    return [/\bDate\.now\(/, /\bnew Date\(\)/, /\bMath\.random\(/, /\bsetTimeout\(/, /\bprocess\./, /\bfetch\(/, /\bawait\b/].flatMap(
      (pattern) => (pattern.test(text) ? [`${relative(SRC, path)} has ${pattern.source}`] : []),
    );
  });
  expect(wrong).toEqual([]);
});

test('the words of the seller import nothing that decisions may not know', () => {
  const wrong = [...WORDS_OF_THE_SELLER, 'seller/desk/fields.ts'].flatMap((file) =>
    importsOf(join(SRC, file))
      .filter(({ from, typeOnly }) => !typeOnly && !from.endsWith('.json') && from !== 'zod')
      .flatMap(({ from }) => {
        const target = targetOf(join(SRC, file), from);
        const isWord = [...WORDS_OF_THE_SELLER, 'seller/desk/fields.ts'].includes(target.file);
        return isWord || target.room === 'commerce' ? [] : [`${file} imports ${from}`];
      }),
  );
  expect(wrong).toEqual([]);
});

test('only one file knows dayjs', () => {
  const users = sourceFiles(SRC).filter((path) => importsOf(path).some((one) => one.from.startsWith('dayjs')));
  expect(users.map((path) => relative(SRC, path))).toEqual(['commerce/calendar.ts']);
});

test('no file needs one that needs it, types among them', () => {
  const needs = new Map(
    sourceFiles(SRC).map((path) => [
      relative(SRC, path),
      importsOf(path).flatMap(({ from }) => (from.startsWith('.') && from.endsWith('.ts') ? [targetOf(path, from).file] : [])),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const follow = (file: string, way: readonly string[]): void => {
    const at = way.indexOf(file);
    if (at >= 0) circles.push([...way.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const next of needs.get(file) ?? []) follow(next, [...way, file]);
    done.add(file);
  };
  for (const file of needs.keys()) follow(file, []);
  expect(circles).toEqual([]);
});
