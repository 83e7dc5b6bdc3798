/**
 * Text as WhatsApp reads it: emphasis is made with signs, and there is no way to write such a sign plainly. So a sign
 * that could begin or end emphasis where the shop meant none is replaced by one that looks alike: what a person wrote
 * never changes how the rest looks. https://faq.whatsapp.com/539178204879377
 */
import type { Rich, Span } from '../../conversation/message.ts';
import { lengthOf, splitRich } from './split.ts';

const ALIKE: ReadonlyMap<string, string> = new Map([
  ['*', '\u2217'],
  ['_', '\u02cd'],
  ['~', '\u223c'],
  ['`', '\u02cb'],
]);
const SIGN = /[*_~`]/g;
/** Where emphasis may begin: nothing of a word before it, something after it. */
const BEGINNING_SIGN = /(?<![\p{L}\p{N}])[*_~`](?=\S)/gu;
const WORD = /[\p{L}\p{N}]/u;
/** An address must stay as it is to be opened. */
const ADDRESS = /(https?:\/\/\S+)/;

/** One text. What holds an address is never changed within it. */
export function whatsAppText(rich: Rich): string {
  const marked = rich.map((span, index) => markSpan(span, rich[index - 1]?.t.at(-1), rich[index + 1]?.t.at(0)));
  return marked.join('').toWellFormed();
}

function markSpan(span: Span, before: string | undefined, after: string | undefined): string {
  const sign = signOf(span);
  // Signs stand at the edges of words only: between two letters they would be shown.
  if (sign === '' || ADDRESS.test(span.t) || isWord(before) || isWord(after)) return plainly(span.t);
  return eachLine(span.code ? span.t.replaceAll('`', alike) : span.t.replaceAll(SIGN, alike), sign);
}

function signOf(span: Span): string {
  if (span.code) return '`';
  if (span.b) return '*';
  return span.i ? '_' : '';
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && WORD.test(character);
}

function plainly(text: string): string {
  return text
    .split(ADDRESS)
    .map((part) => (ADDRESS.test(part) ? part : part.replaceAll(BEGINNING_SIGN, alike)))
    .join('');
}

function alike(sign: string): string {
  return ALIKE.get(sign) ?? sign;
}

/** Emphasis ends with its line, and white space stays outside. */
function eachLine(text: string, sign: string): string {
  return text.replace(/[^\n]+/g, (line) => {
    const inner = line.trim();
    return inner === '' ? line : line.replace(inner, () => `${sign}${inner}${sign}`);
  });
}

/** How much smaller the parts are tried where their signs made them too long. */
const SMALLER = 0.9;

/** Parts whose texts have at most `most` units, signs included. */
export function splitForWhatsApp(rich: Rich, most: number): readonly Rich[] {
  for (let room = most; ; room = Math.floor(room * SMALLER)) {
    const parts = splitRich(rich, room);
    if (parts.every((part) => whatsAppText(part).length <= most)) return parts;
  }
}

/** What fits into the last `most` units, and all before it. */
export function lastPart(rich: Rich, most: number): { readonly before: Rich; readonly last: Rich } {
  const last = splitForWhatsApp(rich, most).at(-1) ?? [];
  return { before: beginningOf(rich, lengthOf(rich) - lengthOf(last)), last };
}

function beginningOf(rich: Rich, length: number): Rich {
  const spans: Span[] = [];
  let room = length;
  for (const span of rich) {
    if (room <= 0) break;
    spans.push(span.t.length <= room ? span : { ...span, t: span.t.slice(0, room) });
    room -= span.t.length;
  }
  return spans;
}
