/**
 * From characters to tokens: what is written alike becomes equal. Three degrees of likeness, tried in
 * this order: `plain` (case, accents, repeats), `stem` (plural), `fold` (how it sounds).
 */

export interface Token {
  /** As it stands in the text. */
  readonly raw: string;
  /** Lower case, no accents; the word it is looked up by. A typo is replaced by the word meant. */
  readonly key: string;
  readonly kind: 'word' | 'number' | 'sign';
  /** Offsets in the text it was read from. */
  readonly start: number;
  readonly end: number;
}

/** One token per number, word (apostrophes inside) or other character. No part can match two ways: linear. */
const TOKEN = /\p{Nd}+(?:[.,]\p{Nd}+)*|\p{L}[\p{L}\p{M}]*(?:['’`´]\p{L}[\p{L}\p{M}]*)*|\S/gu;
const DIGIT = /^\p{Nd}/u;
const LETTER = /^\p{L}/u;
/** Marks that stand alone, emoji variation and emoji joiner: they change how something looks. */
const IGNORED = /^(?:\uFE0F|\u200D|\p{M})$/u;
const ELONGATED = /(.)\1{2,}/gu;

/** Short compounds with a slash ("c/u", "w/o", "s/") are one token; nothing longer is. */
const LONGEST_SLASH_PART = 2;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const raw = match[0];
    if (IGNORED.test(raw)) continue;
    const kind = DIGIT.test(raw) ? 'number' : LETTER.test(raw) ? 'word' : 'sign';
    tokens.push({
      raw,
      key: kind === 'word' ? plain(raw) : kind === 'number' ? asciiDigits(raw) : raw,
      kind,
      start: match.index,
      end: match.index + raw.length,
    });
  }
  return joinSlashes(text, tokens);
}

function joinSlashes(text: string, tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const slash = joined.at(-1);
    const before = joined.at(-2);
    if (token.raw === '/' && slash && slash.kind === 'word' && slash.end === token.start && slash.raw.length <= LONGEST_SLASH_PART) {
      joined.push(token);
      continue;
    }
    const isWordAfter = token.kind === 'word' && token.raw.length <= LONGEST_SLASH_PART;
    if (slash?.raw === '/' && before?.kind === 'word' && before.end === slash.start && before.raw.length <= LONGEST_SLASH_PART) {
      const whole = isWordAfter && slash.end === token.start;
      joined.splice(-2, 2, glue(text, before, whole ? token : slash));
      if (whole) continue;
    }
    joined.push(token);
  }
  const last = joined.at(-1);
  const before = joined.at(-2);
  if (last?.raw === '/' && before?.kind === 'word' && before.end === last.start && before.raw.length <= LONGEST_SLASH_PART) {
    joined.splice(-2, 2, glue(text, before, last));
  }
  return joined;
}

function glue(text: string, first: Token, last: Token): Token {
  const raw = text.slice(first.start, last.end);
  return { raw, key: plain(raw), kind: 'word', start: first.start, end: last.end };
}

const ASCII = /^[a-z]+$/;

/** Lower case, without accents or apostrophes; a letter repeated three times or more stands once ("holaaa"). */
export function plain(word: string): string {
  const lower = word.toLowerCase();
  const bare = ASCII.test(lower) ? lower : lower.normalize('NFKD').replace(/[\p{M}'’`´]/gu, '');
  return bare.replace(ELONGATED, '$1');
}

function asciiDigits(raw: string): string {
  return raw.normalize('NFKC');
}

/** Shortest word whose ending is taken off. */
const SHORTEST_STEM = 4;

/** Without its plural ending, the same for es, pt and en: "rojos" → "rojo", "limões" → "limao", "boxes" → "box". */
export function stem(word: string): string {
  if (word.length < SHORTEST_STEM || !ASCII.test(word)) return word;
  // "grises" is the plural of "gris": the s before it is its own.
  let base = word.endsWith('ises') ? word.slice(0, -2) : word;
  if (/(?:oes|aes|aos)$/.test(base)) return `${base.slice(0, -3)}ao`;
  if (/[^s]s$/.test(base)) base = base.slice(0, -1);
  if (base.endsWith('ai') && word.endsWith('s')) return `${base.slice(0, -1)}l`;
  if (/[eou]i$/.test(base) && word.endsWith('s')) return `${base.slice(0, -1)}l`;
  if (base.endsWith('ie')) return `${base.slice(0, -2)}y`;
  if (base.endsWith('i')) return `${base.slice(0, -1)}y`;
  if (base.length >= SHORTEST_STEM && base.endsWith('e')) base = base.slice(0, -1);
  if (base.endsWith('c')) return `${base.slice(0, -1)}z`;
  if (base.endsWith('m')) return `${base.slice(0, -1)}n`;
  return base;
}

/** Whether a word has a plural ending. */
export function isPlural(word: string): boolean {
  return word.length >= SHORTEST_STEM && /[aeiounrldzkpty]s$/.test(word);
}

/** A stem without its gender: "roj", so that "roja" finds "rojo". Short words stay. */
export function root(word: string): string {
  const base = stem(word);
  return base.length >= SHORTEST_STEM && /[aoe]$/.test(base) ? base.slice(0, -1) : base;
}

const DIMINUTIVE = /(?:cit|sit|it|inh|zinh|ill|ic)[ao]?$/;

/** "polito" → "pol", "cafecito" → "cafe": without a diminutive; null where there is none. */
export function withoutDiminutive(word: string): string | null {
  const base = stem(word);
  if (base.length < 6) return null;
  const match = DIMINUTIVE.exec(base);
  return match ? base.slice(0, match.index) : null;
}

/** Sound classes, applied in order; each is a fixed text, so the whole is linear. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ch|sh/g, 'X'],
  [/lh|ll/g, 'y'],
  [/nh/g, 'n'],
  [/qu/g, 'k'],
  [/ph/g, 'f'],
  [/c(?=[eiy])/g, 's'],
  [/[cq]/g, 'k'],
  [/z|x/g, 's'],
  [/[vw]/g, 'b'],
  [/g(?=[eiy])/g, 'j'],
  [/h/g, ''],
  [/n(?=[pb])/g, 'm'],
  [/(.)\1+/g, '$1'],
];

/** How a word sounds to a Spanish or Portuguese ear: "kesadiya" and "quesadilla" fold to the same. */
export function fold(word: string): string {
  let sound = word;
  for (const [from, to] of SOUNDS) sound = sound.replace(from, to);
  return sound;
}

/**
 * A number as it is written: "12.500" and "1,500" are thousands (three digits after one separator, or
 * several separators), "12.50" and "1,5" have decimals. null where it is no number.
 */
export function readDigits(key: string): number | null {
  const parts = key.split(/[.,]/);
  if (parts.length === 1) return Number(key);
  const last = parts.at(-1) ?? '';
  const separators = key.replace(/[^.,]/g, '');
  const mixed = separators.includes('.') && separators.includes(',');
  const grouped = last.length === 3 && parts[0] !== '0';
  const whole = mixed || !grouped ? parts.slice(0, -1).join('') : parts.join('');
  const decimals = mixed || !grouped ? last : '';
  const value = Number(decimals === '' ? whole : `${whole}.${decimals}`);
  return Number.isFinite(value) ? value : null;
}
