/**
 * Names of places in words that can be compared: without case, accents and little words, with the
 * abbreviations people write ("s.", "sta", "pque"), and how far a misspelt one is from the right one.
 */

export interface Word {
  /** Lower case, without accents. */
  readonly text: string;
  /** It was written with a full stop, as abbreviations are. */
  readonly dotted: boolean;
  /** Little words that stood before it: "de", "en". */
  readonly dropped: readonly string[];
}

/** Words that customers leave out or add: they do not tell places apart. */
const LITTLE = new Set('a al de del la las el lo los do da dos das y e en em no na para por hasta in to at of the'.split(' '));

/** What abbreviations without a full stop stand for; those with one are read from their letters. */
const SHORT: ReadonlyMap<string, readonly string[]> = new Map([
  ['s', ['san', 'santa', 'santo', 'santiago', 'sao']],
  ['sn', ['san']],
  ['sta', ['santa']],
  ['sto', ['santo']],
  ['stgo', ['santiago']],
  ['v', ['villa']],
  ['pque', ['parque']],
  ['pte', ['puente']],
  ['pto', ['puerto']],
  ['gral', ['general']],
]);

/** A text of nothing but little words keeps them all. */
export function wordsOf(text: string): readonly Word[] {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const all = Array.from(folded.matchAll(/([\p{L}\p{N}]+)(\.?)/gu), ([, word = '', dot]) => ({ text: word, dotted: dot === '.' }));
  const words: Word[] = [];
  let dropped: string[] = [];
  for (const word of all) {
    if (LITTLE.has(word.text)) dropped.push(word.text);
    else {
      words.push({ ...word, dropped });
      dropped = [];
    }
  }
  return words.length > 0 ? words : all.map((word) => ({ ...word, dropped: [] }));
}

/** Whether a typed word is the word of a name, or short for it. */
export function matches(word: Word, name: string): boolean {
  if (word.text === name) return true;
  if (SHORT.get(word.text)?.includes(name)) return true;
  return word.dotted && word.text.length < name.length && word.text[0] === name[0] && keepsLetters(word.text, name);
}

/** "pque" has letters of "parque" in their order. */
function keepsLetters(short: string, long: string): boolean {
  let at = 0;
  for (const letter of short) {
    at = long.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/**
 * Letters that must be added, dropped, replaced or swapped with their neighbour to make one text the
 * other (optimal string alignment); anything above `most` where it is more than that.
 */
export function differences(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  let leastBefore = 0;
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let leastOfRow = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) least = Math.min(least, (older[column - 2] ?? 0) + 1);
      current.push(least);
      leastOfRow = Math.min(leastOfRow, least);
    }
    // Each row grows from the two before it (a swap skips one): where both are over, all that follow are.
    if (leastOfRow > most && leastBefore > most) return most + 1;
    leastBefore = leastOfRow;
    older = previous;
    previous = current;
  }
  return previous[b.length] ?? most + 1;
}
