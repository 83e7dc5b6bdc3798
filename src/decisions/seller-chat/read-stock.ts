/** What is said of the shelf: how much there is of something, that there is none, what came and what went. */
import type { Grammar } from './grammar.ts';
import type { Heard, IsGoods } from './heard.ts';
import type { Found, Pattern } from './patterns.ts';
import { readSaid, type Said } from './said.ts';

/** "quedan 3 polos negros M", "se acabó el tote", "llegaron 10 totes", "¿hay gorras?", "stock polo 3". */
export function readStock(grammar: Grammar, said: Said, isGoods: IsGoods): Heard | null {
  const { is, none, added, removed, asked } = grammar.stock;
  const read = (pattern: Pattern, heard: (found: Found, named: Named) => Heard): Heard | null => {
    const isOfShelf = ({ what }: Found) => what === '' || isGoods(nameIn(grammar, what).words);
    const found = pattern(said, 'whole', isOfShelf) ?? pattern(said, 'short', isOfShelf);
    return found && heard(found, nameIn(grammar, found.what));
  };
  const seen = ({ words }: Named): Heard => ({ asked: { ask: 'stock', words, count: null }, clear: true });
  const counted = (count: number, { words, sure }: Named): Heard => ({ asked: { ask: 'stock', words, count }, clear: sure });
  const moved = (count: number, { words }: Named): Heard => ({ asked: { ask: 'stock', words, count, adds: true }, clear: false });
  return (
    read(is, ({ count }, named) => (said.question || count === null ? seen(named) : counted(count, named))) ??
    read(added, ({ count }, named) => moved(count ?? 0, named)) ??
    read(removed, ({ count }, named) => moved(-(count ?? 0), named)) ??
    read(none, (_found, named) => (said.question ? seen(named) : counted(0, named))) ??
    read(asked, (_found, named) => seen(named)) ??
    readStockOf(grammar, said)
  );
}

/** "stock algo": what is not sold here is said, so that she sees how it was read. */
function readStockOf({ shelf }: Grammar, { words }: Said): Heard | null {
  const [first, ...rest] = words;
  if (!first || !shelf.has(first.folded)) return null;
  const last = rest.at(-1);
  const count = rest.length > 1 && last?.digits ? Number(last.folded) : null;
  const named = (count === null ? rest : rest.slice(0, -1)).map(({ folded }) => folded).join(' ');
  return { asked: { ask: 'stock', words: named, count }, clear: true };
}

/** Nothing but something on the shelf: it is shown; with a number it may have been counted. */
export function readGoods(grammar: Grammar, said: Said, isGoods: IsGoods): Heard | null {
  const numbers = said.telling.filter(({ folded }) => /^[0-9]{1,6}$/.test(folded));
  const named = nameIn(grammar, said.telling.map(({ folded }) => folded).join(' '));
  const [only] = numbers;
  if (named.words === '' || numbers.length > 1 || !isGoods(named.words)) return null;
  const count = only && !said.question ? Number(only.folded) : null;
  return { asked: { ask: 'stock', words: named.words, count }, clear: count === null };
}

interface Named {
  readonly words: string;
  /** Not where a number is left that may be a count. */
  readonly sure: boolean;
}

function nameIn({ ignored, small }: Grammar, what: string): Named {
  const words = readSaid(what, small).words.filter(({ folded }) => !ignored.has(folded) && !small.fillers.has(folded));
  const names = words.filter(({ folded }) => !/^[0-9]+$/.test(folded));
  return { words: names.map(({ folded }) => folded).join(' '), sure: names.length === words.length };
}
