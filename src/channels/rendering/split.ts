/**
 * Long texts leave in parts: at the end of a paragraph where there is one, else of a line, else between two
 * words, and inside a word only where it is longer than a whole part. Nothing is lost but the white space of the break.
 * Lengths are in UTF-16 units, which are never fewer than the characters that channels count.
 */
import type { Rich, Span } from '../../conversation/message.ts';

/** Where a text is best broken, best first. */
const BREAKS = ['\n\n', '\n', ' '] as const;
/** A break in the first half of a part is worse than the next best one. */
const EARLIEST_BREAK = 0.5;

/** @param most units of a part, at least 2, which is the longest character that cannot be broken. */
export function splitRich(rich: Rich, most: number): readonly Rich[] {
  const parts: Rich[] = [];
  let rest: Rich = rich.filter((span) => span.t !== '');
  while (lengthOf(rest) > most) {
    const at = breakIn(textOf(rest), most);
    const [head, tail] = cutAt(rest, at);
    const part = trimmed(head, 'end');
    if (part.length > 0) parts.push(part);
    rest = trimmed(tail, 'start');
  }
  if (rest.length > 0 || parts.length === 0) parts.push(rest);
  return parts;
}

export function textOf(rich: Rich): string {
  return rich.map((span) => span.t).join('');
}

export function lengthOf(rich: Rich): number {
  return rich.reduce((length, span) => length + span.t.length, 0);
}

function breakIn(text: string, most: number): number {
  for (const mark of BREAKS) {
    const at = text.lastIndexOf(mark, most);
    if (at >= most * EARLIEST_BREAK) return at;
  }
  return endOfCharacter(text, most);
}

const graphemes = new Intl.Segmenter('es', { granularity: 'grapheme' });
/** Longest character that is kept whole, in units: families of emoji have 11, flags of regions 14. */
const LONGEST_CHARACTER = 32;

/** The last place up to `most` where no character is broken: neither an emoji of several signs nor a letter and its accent. */
function endOfCharacter(text: string, most: number): number {
  const from = Math.max(0, most - LONGEST_CHARACTER);
  const start = isLowSurrogate(text, from) ? from + 1 : from;
  const { index = 0 } = graphemes.segment(text.slice(start, most + LONGEST_CHARACTER)).containing(most - start) ?? {};
  if (start + index > 0 && index > 0) return start + index;
  return isLowSurrogate(text, most) ? most - 1 : most;
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff;
}

function cutAt(rich: Rich, at: number): readonly [Rich, Rich] {
  const head: Span[] = [];
  const tail: Span[] = [];
  let before = 0;
  for (const span of rich) {
    const cut = at - before;
    if (cut >= span.t.length) head.push(span);
    else if (cut <= 0) tail.push(span);
    else {
      head.push({ ...span, t: span.t.slice(0, cut) });
      tail.push({ ...span, t: span.t.slice(cut) });
    }
    before += span.t.length;
  }
  return [head, tail];
}

function trimmed(rich: Rich, side: 'start' | 'end'): Rich {
  const spans = [...rich];
  while (spans.length > 0) {
    const index = side === 'end' ? spans.length - 1 : 0;
    const span = spans[index];
    if (!span) break;
    const t = side === 'end' ? span.t.trimEnd() : span.t.trimStart();
    if (t !== '') {
      spans[index] = { ...span, t };
      break;
    }
    spans.splice(index, 1);
  }
  return spans;
}
