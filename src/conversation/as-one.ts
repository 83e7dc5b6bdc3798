/**
 * What the shop says at once as one message, for channels where every message costs: it is billed there, or counts
 * against the number. This is done before the messages have their places in the log, and not while they wait to be sent:
 * what a turn says is decided in one piece, so there is nothing to wait for, and what leaves, is quoted, taken back, tried
 * again or looked up after a lost answer is one message of the log like any other.
 */
import type { Spoken } from './menu.ts';
import { optionLine } from './menu.ts';
import type { Rich } from './message.ts';
import { joinParagraphs, plainText } from './wording/wording.ts';

/** Units that every channel takes below a picture or above something to tap (1024), less the signs of emphasis. */
const LONGEST_WITH_MORE = 1000;
/** And of a text (4096). */
const LONGEST_ALONE = 4000;

/** What a message may say before something else joins it: one with a menu or a question is the end of what is said. */
export type Opening = Extract<Spoken, { readonly kind: 'text' | 'link' | 'file' }>;

/** Both as one message, with every word of both in their order; null where they stay two. */
export function asOne(first: Opening, next: Spoken): Spoken | null {
  if (isToCopy(first) || isToCopy(next)) return null;
  const joined = joinedBody(first, next);
  return joined && lengthOf(joined) <= (joined.kind === 'text' ? LONGEST_ALONE : LONGEST_WITH_MORE) ? joined : null;
}

function joinedBody(first: Opening, next: Spoken): Spoken | null {
  // A picture stands above its words and a link's button below them, and a message has one of either.
  if (next.kind === 'text') return { ...first, rich: paragraphs(first.rich, next.rich) };
  return first.kind === 'file' ? null : { ...next, rich: paragraphs(inWords(first), next.rich) };
}

function paragraphs(...all: readonly Rich[]): Rich {
  return joinParagraphs(all.filter(({ length }) => length > 0));
}

/** A link before something else to tap is written out. */
function inWords(said: Exclude<Opening, { readonly kind: 'file' }>): Rich {
  return said.kind === 'link' ? [...said.rich, { t: `\n${said.label}: ${said.url}` }] : said.rich;
}

/** Nothing but a code, which is copied with one touch: it stays alone. */
function isToCopy({ kind, rich }: Spoken): boolean {
  return kind === 'text' && rich.length > 0 && rich.every(({ code }) => code);
}

/** Written out, because some channels have nothing to tap. */
function lengthOf(body: Spoken): number {
  const more = body.kind === 'menu' ? body.choices.map((choice, index) => optionLine({ ...choice, number: index + 1 })) : [];
  return [plainText(body.rich), ...more].join('\n').length;
}
