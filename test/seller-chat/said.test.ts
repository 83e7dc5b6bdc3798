/**
 * What sellers type in their own chat, as they type it: a table per language, of what each line must be taken for.
 * `dispatch? 1023` is asked back before anything is done, `of maria` is looked up by her name and chosen from what
 * is found, `-` changes nothing and is answered with what can be said.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Language } from '../../src/commerce/catalog.ts';
import { readShopFiles } from '../../src/config/read-shop-files.ts';
import type { Heard } from '../../src/decisions/seller-chat/heard.ts';
import { namesGoods } from '../../src/decisions/seller-chat/shelf.ts';
import { understandHelper } from '../../src/decisions/seller-chat/understand.ts';

const read = await readShopFiles(new URL('../..', import.meta.url).pathname, { texts: {}, flows: [] });
if (!read.ok) throw new Error('the sample shop has problems: npm run check names them');
const isGoods = namesGoods(read.files.catalog);

const TABLES = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.tsv'));

test.each(TABLES)('%s', (table) => {
  const language = languageOf(table);
  const rows = readFileSync(new URL(table, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const heard = rows.map((row) => {
    const [text = ''] = row.split('\t');
    return `${text}\t${takenFor(understandHelper(text, language, isGoods))}`;
  });
  expect(heard).toEqual(rows);
});

function languageOf(table: string): Language {
  const language = table.slice(0, 2);
  if (language !== 'es' && language !== 'pt' && language !== 'en') throw new Error(`${table} is of no language`);
  return language;
}

function takenFor(heard: Heard | null): string {
  if (!heard) return '-';
  const { asked, clear } = heard;
  const sure = clear ? '' : '?';
  switch (asked.ask) {
    case 'act':
      return `${asked.command}${sure} ${asked.number}`;
    case 'order':
      return clear ? `order ${asked.number}` : '-';
    case 'stock':
      return `stock${sure} ${asked.words}${countOf(asked.count, asked.adds)}`.trim();
    case 'write':
      return `write${sure} ${asked.number}${asked.text ? `: ${asked.text}` : ''}`;
    case 'whose':
      return `${asked.wants ?? 'order'} of ${asked.who || '?'}${asked.text ? `: ${asked.text}` : ''}`;
    default:
      return `${asked.ask}${sure}`;
  }
}

function countOf(count: number | null, adds: boolean | undefined): string {
  if (count === null) return '';
  if (!adds) return ` = ${count}`;
  return count < 0 ? ` - ${-count}` : ` + ${count}`;
}
