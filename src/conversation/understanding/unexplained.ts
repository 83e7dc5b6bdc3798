/**
 * Words that say something of their own: nothing in the lists knows them, and they belong to no thing that
 * was named. A list of things needs no verb to be an order ("2 vestidos"), but then it holds nothing but
 * things: "2 vestidos cabem numa caixa?" and "vendía 30 potus al mes" are none.
 */
import type { Draft } from './draft.ts';
import { nameAt, optionNamesAt, placeAt, valueAt } from './naming.ts';
import type { Part } from './parts.ts';
import { cueAt, type Reading } from './reading.ts';

/** Shorter words join and point; they tell nothing. */
const SHORTEST = 3;

export function hasUnexplained({ reading, from, to, drafts, asks }: Part): boolean {
  const inside = new Uint8Array(to - from);
  // In a question only a thing that is not sold may be of unknown words: "soy 41 en nike, ¿me queda la 41?".
  for (const draft of drafts)
    if (!asks || draft.unknown !== null) inside.fill(1, Math.max(0, draft.from - from), Math.max(0, draft.to - from));
  let known = from;
  for (let at = from; at < to; at++) {
    for (const hit of reading.hitsAt[at] ?? []) known = Math.max(known, hit.to);
    const token = reading.tokens[at];
    if (token?.kind !== 'word' || at < known || inside[at - from] || reading.taken[at] || token.key.length < SHORTEST) continue;
    known = Math.max(known, placeAt(reading, at)?.to ?? 0, nameAt(reading, at)?.to ?? 0, valueAt(reading, at)?.to ?? 0);
    if (at < known || optionNamesAt(reading, at).length > 0 || isFor(reading, at)) continue;
    if (!isRequest(reading, at) && (asks || !isDescription(reading, drafts, at))) return true;
  }
  return false;
}

/** "aviéntame", "me colabora con": asked of the shop, whatever the verb. */
const WITH_ME = /.{3,}(?:a|e|i)(?:me|nos)(?:l[aeo]s?)?$/;
const ASKED = /(?<!i|ab)[ae][ns]?$/;
/** "comí", "pidió", "quedará": what was or will be, and no request. */
const OTHER_TIME = /(?:[éíó]|rán?)$/u;
const ME = new Set(['me', 'nos']);

function isRequest({ tokens, language }: Reading, at: number): boolean {
  const key = tokens[at]?.key ?? '';
  if (language === 'en') return false;
  if (OTHER_TIME.test(tokens[at]?.raw ?? '')) return false;
  return WITH_ME.test(key) || (ME.has(tokens[at - 1]?.key ?? '') && ASKED.test(key));
}

/** "emolientes calientitos", "tortas bien picosas": what the thing before it is like. */
const LIKE_A_THING = /(?<!i|ab)[ao]s?$/;
const VERY = new Set(['bien', 'muy', 'bem', 'super', 'mas', 'mais']);

function isDescription({ tokens, language }: Reading, drafts: readonly Draft[], at: number): boolean {
  if (language === 'en' || !LIKE_A_THING.test(tokens[at]?.key ?? '')) return false;
  const end = VERY.has(tokens[at - 1]?.key ?? '') ? at - 1 : at;
  return drafts.some(({ to, named, unknown }) => to === end && (named !== null || unknown !== null));
}

/** Words between "para" and whom or what it is for. */
const FOR_REACH = 3;
const FOR = new Set(['para', 'pa', 'pra', 'pro', 'for']);

/** "2 polos para mi nieto", "con banana": whom it is for, what goes with it. */
function isFor(reading: Reading, at: number): boolean {
  for (let before = Math.max(0, at - FOR_REACH); before < at; before++) {
    if (FOR.has(reading.tokens[before]?.key ?? '') || cueAt(reading, before, 'with', 'without') > 0) return true;
  }
  return false;
}
