/** Which word a mistyped word means, and when it means none. */
import { expect, test } from 'vitest';
import { CATALOG_TWO_EDITS_FROM, makeSpeller } from './typos.ts';

const speller = makeSpeller(['quesadilla', 'brigadeiro', 'gorra', 'coca', 'empanada', 'cinnamon', 'zapatilla'], CATALOG_TWO_EDITS_FROM);

test.each([
  ['kesadiya', 'quesadilla'],
  ['qsadilla', 'quesadilla'],
  ['brigadero', 'brigadeiro'],
  ['gora', 'gorra'],
  ['enpanada', 'empanada'],
  ['cinamon', 'cinnamon'],
  ['sapatiya', 'zapatilla'],
])('"%s" means "%s"', (typed, meant) => {
  expect(speller.meant(typed)?.word).toBe(meant);
});

test.each(['cosa', 'coc', 'torta', 'zapato', 'x'.repeat(200)])('"%s" means none of them', (typed) => {
  expect(speller.meant(typed)).toBeNull();
});
