/**
 * Teaching the shop a word: a new alias of a product, written into the seller's own file. Only that one
 * line changes; her comments, her order and her way of writing stay as they are.
 */
import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';

export type Taught =
  | { readonly ok: true; readonly text: string; readonly line: number }
  | { readonly ok: false; readonly why: 'unknown-product'; readonly known: readonly string[] }
  | { readonly ok: false; readonly why: 'known-already' }
  | { readonly ok: false; readonly why: 'unusable-word' };

const PRODUCTS = 'productos';
const ID = 'id';
const ALIASES = 'tambien';
/** Longest alias that is kept, in characters, as in the products file. */
const LONGEST_WORD = 40;

/** `text`: the whole of `catalog/products.yaml`, which was checked before. */
export function teachAlias(text: string, productId: string, word: string): Taught {
  const alias = word.trim().replace(/\s+/g, ' ');
  if (!/^[\p{L}\p{N}][\p{L}\p{N} .'-]*$/u.test(alias) || Array.from(alias).length > LONGEST_WORD)
    return { ok: false, why: 'unusable-word' };
  const products = parseDocument(text).get(PRODUCTS);
  const blocks = isSeq(products) ? products.items.filter(isMap) : [];
  const block = blocks.find((candidate) => String(candidate.get(ID)) === productId);
  if (!block) return { ok: false, why: 'unknown-product', known: blocks.map((candidate) => String(candidate.get(ID))) };
  const aliases = block.get(ALIASES);
  const known = isSeq(aliases) ? aliases.items.map((item) => String(isScalar(item) ? item.value : item).toLowerCase()) : [];
  if (known.includes(alias.toLowerCase())) return { ok: false, why: 'known-already' };
  const written = /^[\p{L}][\p{L} -]*$/u.test(alias) ? alias : JSON.stringify(alias);
  const at = isSeq(aliases) && aliases.range ? insertion(text, aliases.range[0], aliases.range[1], known.length > 0) : newLine(text, block);
  const changed = text.slice(0, at.offset) + at.before + written + at.after + text.slice(at.offset);
  return { ok: true, text: changed, line: text.slice(0, at.offset).split('\n').length + (at.before.startsWith('\n') ? 1 : 0) };
}

interface Insertion {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
}

/** Before the bracket of `[a, b]`, or as one more line of a list with dashes. */
function insertion(text: string, start: number, end: number, more: boolean): Insertion {
  if (text[start] === '[') {
    const bracket = text.lastIndexOf(']', end - 1);
    return { offset: trimmedEnd(text, bracket), before: more ? ', ' : '', after: '' };
  }
  const column = start - (text.lastIndexOf('\n', start) + 1);
  return { offset: trimmedEnd(text, end), before: `\n${' '.repeat(column)}- `, after: '' };
}

/** A product that had no aliases gets a line of its own behind its id. */
function newLine(text: string, block: YAMLMap): Insertion {
  const id = block.items.find((pair) => isScalar(pair.key) && pair.key.value === ID);
  const key = isScalar(id?.key) && id.key.range ? id.key.range[0] : 0;
  const column = key - (text.lastIndexOf('\n', key) + 1);
  const endOfLine = text.indexOf('\n', key);
  return { offset: endOfLine === -1 ? text.length : endOfLine, before: `\n${' '.repeat(column)}${ALIASES}: [`, after: ']' };
}

function trimmedEnd(text: string, offset: number): number {
  let end = offset;
  while (end > 0 && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return end;
}
