/** The messages by which a customer learns that her order is paid and confirmed, found by their words in any language. */

import type { Texts } from '../../src/conversation/wording/texts.ts';
import { wordingIn } from '../../src/conversation/wording/wording.ts';

const KEYS = ['payment.approved_home', 'payment.approved_pickup'] as const;
const LANGUAGES = ['es', 'pt', 'en'] as const;
const MARK = '\u0000';

const beginnings = new WeakMap<Texts, readonly string[]>();

/** The number of the order that this text confirms, or null where it does not confirm one. */
export function numberConfirmedIn(texts: Texts, text: string): string | null {
  const known = beginnings.get(texts) ?? beginningsIn(texts);
  beginnings.set(texts, known);
  const beginning = known.find((candidate) => text.startsWith(candidate));
  return beginning === undefined ? null : (/^\d+/.exec(text.slice(beginning.length))?.[0] ?? null);
}

function beginningsIn(texts: Texts): readonly string[] {
  const all = LANGUAGES.flatMap((language) =>
    KEYS.map((key) => wordingIn(texts, language).plain(key, { number: MARK, when: MARK }).split(MARK)[0] ?? ''),
  );
  return [...new Set(all)].filter((beginning) => beginning !== '');
}
