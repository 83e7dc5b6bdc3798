/**
 * Labels of buttons and rows, which channels want short, not empty and different from each other. What does not fit
 * is said whole elsewhere: `fits` tells the renderer that it has to.
 */

/** Control characters, and those that turn the direction of a text or cannot be seen. */
const UNSEEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** One line, without what cannot be seen. Never empty: what has no sign to show is its number. */
export function cleanLabel(label: string, number: number): string {
  const clean = label.replace(UNSEEN, ' ').replace(/\s+/gu, ' ').trim();
  return clean === '' ? String(number) : clean;
}

export interface Title {
  /** Whole, or its beginning and "…". */
  readonly text: string;
  /** Whether it is whole. */
  readonly fits: boolean;
}

/** A title for each label, no two alike (capital letters do not count). `most`: UTF-16 units, at least 8. */
export function titlesOf(labels: readonly string[], most: number): readonly Title[] {
  const used = new Set<string>();
  return labels.map((label) => {
    const whole = label.length <= most;
    let text = whole ? label : `${wordsOf(label, most - 1)}…`;
    for (let copy = 2; used.has(text.toLowerCase()); copy += 1) {
      const mark = ` (${copy})`;
      text = `${beginningOf(label, most - mark.length)}${mark}`;
    }
    used.add(text.toLowerCase());
    return { text, fits: text === label };
  });
}

/** A word is cut only where hardly anything else would be left. */
const MOST_LOST = 0.5;
/** What a label does not end with. */
const OPEN_END = /[\s\p{Ps}\p{Pi}\p{Pd},;:]+$/u;

/** As many whole words as there is room for. */
function wordsOf(label: string, most: number): string {
  const beginning = beginningOf(label, most);
  const end = label.charAt(beginning.length) === ' ' ? beginning.length : beginning.lastIndexOf(' ');
  const words = beginning.slice(0, Math.max(0, end)).replace(OPEN_END, '');
  return words.length >= beginning.length * MOST_LOST ? words : beginning;
}

const graphemes = new Intl.Segmenter('es', { granularity: 'grapheme' });

/** As many whole characters as there is room for. */
function beginningOf(text: string, most: number): string {
  let beginning = '';
  for (const { segment } of graphemes.segment(text)) {
    if (beginning.length + segment.length > most) break;
    beginning += segment;
  }
  return beginning.trimEnd();
}
