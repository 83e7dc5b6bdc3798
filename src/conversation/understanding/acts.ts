/**
 * What each part of a message does: a message is cut where a new sentence or a new question begins, and
 * for each part the first rule of one table that fits says what it is. Rules look at named lists of
 * words and at what the order grammar found; the order of the table is their priority.
 */
import { type Draft, readOrder } from './order.ts';
import { activeCueAt, cueAt, find, hasCue, type Reading } from './reading.ts';
import type { Context, Intent } from './understanding.ts';
import type { Cue } from './words.ts';

/** Intents of a part, and what is no intent of its own but moves the conversation. */
export type ActName =
  | Intent
  | 'back'
  | 'skip'
  | 'repeat'
  | 'restart'
  | 'resume'
  | 'checkout'
  | 'help'
  | 'speak-es'
  | 'speak-pt'
  | 'speak-en'
  | 'pickup'
  | 'deliver-home'
  | 'pay-with'
  | 'policy'
  | 'start-flow'
  | 'bye'
  | 'order';

export interface Act {
  readonly name: ActName;
  readonly from: number;
  readonly to: number;
  readonly drafts: readonly Draft[];
  /** A question mark or a word that asks. */
  readonly asks: boolean;
  readonly flow: string | null;
}

/** What a message holds besides its words, found before the parts are judged. */
export interface Facts {
  readonly hasWhen: boolean;
  readonly hasAddress: boolean;
  readonly hasMoney: boolean;
  readonly hasOrderNumber: boolean;
  readonly hasPlace: (from: number, to: number) => boolean;
}

interface Part {
  readonly reading: Reading;
  readonly context: Context;
  readonly facts: Facts;
  readonly from: number;
  readonly to: number;
  readonly asks: boolean;
  readonly drafts: readonly Draft[];
  readonly has: (...cues: readonly Cue[]) => boolean;
}

export function readActs(reading: Reading, context: Context, facts: Facts): Act[] {
  const acts: Act[] = [];
  let head: Draft | null = null;
  const { index } = context.vocabulary;
  const inCart = context.cart.lines.flatMap((line) => index.byId.get(line.productId) ?? []);
  for (const { from, to } of cut(reading)) {
    const has = (...cues: readonly Cue[]): boolean => hasCue(reading, from, to, ...cues);
    const drafts = readOrder(reading, from, to, has('have', 'price', 'info', 'attribute', 'how-much'), head, inCart);
    const part: Part = { reading, context, facts, from, to, asks: isAsking(reading, from, to), drafts, has };
    const flow = isOrder(part) || hasProduct(part) ? null : flowIn(reading, from, to);
    const name = flow === null ? nameOf(part) : 'start-flow';
    if (from === 0 && name !== 'greet' && name !== null && isGreeted(reading))
      acts.push({ name: 'greet', from: 0, to: 0, drafts: [], asks: false, flow: null });
    if (name !== null) acts.push({ name: afterShipping(name, drafts, acts), from, to, drafts, asks: part.asks, flow });
    if (name === 'order') head = drafts.findLast((draft) => draft.named !== null) ?? head;
  }
  return acts;
}

// ── cutting ───────────────────────────────────────────────────────────────────────────────────────────

/** Words that begin something new after a comma or "and". */
const STARTERS: readonly Cue[] = [
  'how-much', 'price', 'shipping', 'arrive', 'payment', 'hours', 'location', 'discount', 'have', 'status', 'paid', 'address-intro', 'name-intro',
  'change-address', 'person', 'cancel', 'thanks', 'bye', 'checkout', 'catalog', 'info', 'attribute', 'accept', 'inquire', 'refund', 'question',
]; // biome-ignore format: a list to be read as one

function cut(reading: Reading): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = [];
  let from = 0;
  const { tokens } = reading;
  for (let at = 0; at < tokens.length; at++) {
    const end = boundaryAt(reading, at);
    if (end === null) continue;
    if (at > from) parts.push({ from, to: at });
    from = end;
    at = Math.max(at, end - 1);
  }
  if (tokens.length > from) parts.push({ from, to: tokens.length });
  return parts;
}

/** Where the next part begins if one ends before `at`; null where none does. */
function boundaryAt(reading: Reading, at: number): number | null {
  const token = reading.tokens[at];
  if (!token || reading.taken[at]) return null;
  if (token.kind === 'sign') {
    if ('?!'.includes(token.raw)) return null;
    if ('.;¿¡'.includes(token.raw)) return isInnerDot(reading, at) ? null : at + 1;
    if (token.raw === ',') return startsNew(reading, at + 1) ? at + 1 : null;
  }
  const before = reading.tokens[at - 1];
  if (before && '?!'.includes(before.raw) && token.kind !== 'sign') return at;
  if (before && at > 0 && reading.text.slice(before.end, token.start).includes('\n') && startsNew(reading, at)) return at;
  const and = cueAt(reading, at, 'and') || (isBut(reading, at) ? at + 1 : 0);
  return and > 0 && startsNew(reading, and) ? and : null;
}

const BUT = new Set(['pero', 'mas', 'but', 'ademas', 'aparte']);

function isBut(reading: Reading, at: number): boolean {
  return BUT.has(reading.tokens[at]?.key ?? '');
}

/** A dot right after a short word is an abbreviation ("av.", "col."). */
function isInnerDot(reading: Reading, at: number): boolean {
  const [before, dot, after] = [reading.tokens[at - 1], reading.tokens[at], reading.tokens[at + 1]];
  if (dot?.raw !== '.' || !before || !after) return false;
  return (
    before.end === dot.start &&
    (dot.end === after.start || (before.key.length <= 3 && cueAt(reading, at - 1, 'address-word', 'currency') > 0))
  );
}

function startsNew(reading: Reading, at: number): boolean {
  let next = at;
  for (let i = 0; i < 2 && find(reading, next, 'filler') && !isStarter(reading, next); i++) next++;
  return isStarter(reading, next);
}

function isStarter(reading: Reading, at: number): boolean {
  return STARTERS.some((cue) => (reading.cues.get(cue) ?? []).some((hit) => hit.from === at));
}

// ── judging ───────────────────────────────────────────────────────────────────────────────────────────

/** Words of a phrase that asks even without a question mark: "do you deliver". */
const ASKING_PHRASE = 3;

function isAsking(reading: Reading, from: number, to: number): boolean {
  if (reading.tokens[to]?.raw === '?' || reading.tokens[from - 1]?.raw === '¿') return true;
  for (let at = from; at < to; at++) if (reading.tokens[at]?.raw === '?') return true;
  const isPhrase = (reading.activeAt[from] ?? []).some(
    ({ to: end, meaning }) => end - from >= ASKING_PHRASE && meaning.is === 'cue' && QUESTION_CUES.includes(meaning.cue),
  );
  return (
    isPhrase ||
    hasCue(reading, from, to, 'inquire') ||
    hasCue(reading, from, Math.min(to, from + 2), 'can') ||
    hasCue(reading, from, Math.min(to, from + 3), 'question')
  );
}

/** "hacen envíos a Lima? cuánto cobran?": the price of the shipping. */
function afterShipping(name: ActName, drafts: readonly Draft[], acts: readonly Act[]): ActName {
  const isOpen = name === 'ask_price' && drafts.every((draft) => draft.named === null);
  return isOpen && acts.at(-1)?.name === 'ask_shipping' ? 'ask_shipping' : name;
}

/** The message begins with a greeting, whatever comes after. */
function isGreeted(reading: Reading): boolean {
  let at = 0;
  while (
    at < reading.tokens.length &&
    cueAt(reading, at, 'greet') === 0 &&
    (find(reading, at, 'filler') || reading.tokens[at]?.kind === 'sign')
  )
    at++;
  return cueAt(reading, at, 'greet') > 0;
}

function flowIn(reading: Reading, from: number, to: number): string | null {
  for (let at = from; at < to; at++) {
    const flow = find(reading, at, 'flow');
    if (flow && flow.to <= to) return flow.meaning.flow;
  }
  return null;
}

/** Whether nothing is said but these cues, and words that mean nothing. */
function isOnly(part: Part, ...cues: readonly Cue[]): boolean {
  const { reading, from, to } = part;
  let seen = false;
  let at = from;
  while (at < to) {
    const end = activeCueAt(reading, at, ...cues);
    if (end > 0 && end <= to) {
      seen = true;
      at = end;
      continue;
    }
    if (isCounted(reading, at)) return false;
    const courtesy = cueAt(reading, at, 'greet', 'thanks', 'bye');
    const filler = (reading.activeAt[at] ?? []).some((hit) => hit.to - at > 1) ? 0 : (find(reading, at, 'filler')?.to ?? 0);
    const skip = Math.max(courtesy, filler, reading.tokens[at]?.kind === 'sign' ? at + 1 : 0);
    if (skip === 0) return false;
    at = skip;
  }
  return seen;
}

/** A number that says how many, not an article. */
function isCounted(reading: Reading, at: number): boolean {
  return reading.tokens[at]?.kind === 'number' || (find(reading, at, 'number') !== null && cueAt(reading, at, 'article') === 0);
}

function hasThing({ drafts }: Part): boolean {
  return drafts.some((draft) => draft.named !== null || draft.unknown !== null || draft.foreignValue !== null);
}

function hasProduct({ drafts }: Part): boolean {
  return drafts.some((draft) => draft.named !== null);
}

const QUESTION_CUES: readonly Cue[] = [
  'price',
  'how-much',
  'have',
  'info',
  'attribute',
  'discount',
  'catalog',
  'hours',
  'location',
  'payment',
  'shipping',
  'policy',
];

/** Whether the order grammar found something to do here, and nothing is asked instead. */
function isOrder(part: Part): boolean {
  const { drafts, asks, has, context } = part;
  if (drafts.length === 0 || has('inquire')) return false;
  const hasLines = context.cart.lines.length > 0;
  const says = drafts.some(
    (draft) => draft.named || draft.unknown || draft.values.length > 0 || draft.mods.length > 0 || draft.foreignValue,
  );
  const settles =
    (hasLines &&
      drafts.some(
        (draft) =>
          draft.qty !== null &&
          (draft.corrects || draft.mode === 'change' || draft.mode === 'remove' || draft.by !== null || draft.negated),
      )) ||
    drafts.some((draft) => hasLines && draft.another);
  if (!says && !settles) return isBareQuantity(part);
  if (has('price', 'how-much', 'attribute')) return false;
  if (drafts.some((draft) => draft.verb && (draft.named || draft.unknown || draft.values.length > 0 || draft.mods.length > 0 || settles)))
    return true;
  if (drafts.some((draft) => draft.corrects && hasLines)) return true;
  if (settles && !says && !has(...QUESTION_CUES)) return true;
  if (!asks && hasLines && drafts.some((draft) => draft.negated && draft.named) && drafts.length > 1) return true;
  if (has(...QUESTION_CUES)) return false;
  const counted = drafts.some((draft) => draft.qty !== null && (draft.named || draft.values.length > 0));
  if (asks) return counted && !has('question', 'can');
  return drafts.some(
    (draft) =>
      draft.named ||
      (draft.qty && draft.values.length > 0) ||
      (hasLines && (draft.values.length > 0 || draft.mods.length > 0)) ||
      (draft.unknown && draft.qty),
  );
}

/** "two please" about the only line there is; a lone number is left to menus. */
function isBareQuantity(part: Part): boolean {
  const { drafts, reading, from, to, context } = part;
  if (context.pending !== null || context.cart.lines.length !== 1 || drafts.length !== 1 || to - from < 2) return false;
  const [draft] = drafts;
  if (!draft?.qty || draft.qty.article) return false;
  for (let at = from; at < to; at++) {
    const isInside = at >= draft.from && at < draft.to;
    if (!isInside && reading.tokens[at]?.kind === 'word' && !find(reading, at, 'filler') && cueAt(reading, at, 'want', 'add') === 0)
      return false;
  }
  return true;
}

interface Rule {
  readonly act: ActName;
  readonly fits: (part: Part) => boolean;
}

/** First rule that fits. Above the line: what must never be mistaken for an order. */
const RULES: readonly Rule[] = [
  { act: 'out_of_scope', fits: ({ has }) => has('injection') },
  { act: 'opt_out', fits: ({ has }) => has('opt-out') },
  { act: 'restart', fits: (part) => isOnly(part, 'restart') },
  { act: 'back', fits: (part) => isOnly(part, 'back') },
  { act: 'reorder', fits: ({ has }) => has('reorder') },
  { act: 'repeat', fits: (part) => isOnly(part, 'repeat') },
  { act: 'skip', fits: (part) => part.context.pending !== null && isOnly(part, 'skip') },
  { act: 'resume', fits: (part) => isOnly(part, 'resume') },
  { act: 'speak-es', fits: ({ has, drafts }) => has('speak-es') && drafts.length === 0 },
  { act: 'speak-pt', fits: ({ has, drafts }) => has('speak-pt') && drafts.length === 0 },
  { act: 'speak-en', fits: ({ has, drafts }) => has('speak-en') && drafts.length === 0 },
  { act: 'return_refund', fits: ({ has, asks }) => has('refund') && !(asks && has('policy')) },
  { act: 'payment_claim', fits: (part) => part.has('paid') && !(part.asks && part.has('payment')) && !isOrderVerbWithThing(part) },
  {
    act: 'payment_claim',
    fits: (part) => part.has('sent') && !part.asks && (part.facts.hasMoney || hasMethod(part.reading, part.from, part.to)),
  },
  { act: 'change_address', fits: ({ has }) => has('change-address') },
  {
    act: 'order_status',
    fits: ({ has, facts }) => has('status') || (facts.hasOrderNumber && has('order-noun', 'cart') && !has('cancel', 'complaint')),
  },
  { act: 'complaint', fits: (part) => part.has('complaint', 'waiting') || isDefect(part) },
  { act: 'talk_human', fits: isForPerson },
  {
    act: 'order_cancel',
    fits: (part) =>
      (part.has('cancel', 'never-mind') || (part.has('remove') && part.has('all'))) &&
      !hasThing(part) &&
      !part.drafts.some((draft) => draft.corrects && draft.qty),
  },
  { act: 'price_objection', fits: (part) => part.has('expensive') && !isOrderVerbWithThing(part) },
  { act: 'checkout', fits: (part) => isOnly(part, 'checkout') },
  { act: 'confirm', fits: (part) => part.context.pending?.slot === 'confirm' && isOnly(part, 'yes') },
  { act: 'deny', fits: (part) => part.context.pending?.slot === 'confirm' && isOnly(part, 'no') },
  { act: 'ask_cart', fits: isAboutCart },
  { act: 'ask_discount', fits: (part) => part.has('discount') && (part.asks || !isOrderVerbWithThing(part)) },
  { act: 'ask_discount', fits: (part) => part.has('set-price') && (part.asks || part.facts.hasMoney || part.has('want', 'change')) },
  {
    act: 'ask_discount',
    fits: (part) => part.facts.hasMoney && part.has('want', 'change') && !hasProduct(part) && part.drafts.length === 0,
  },
  { act: 'out_of_scope', fits: (part) => part.has('out-of-scope') && !hasProduct(part) },
  { act: 'order', fits: isOrder },
  {
    act: 'ask_payment',
    fits: (part) => {
      const named = hasMethod(part.reading, part.from, part.to);
      return part.has('payment') ? part.asks || !named || hasPhrase(part, 'payment') : part.asks && named;
    },
  },
  { act: 'pay-with', fits: ({ reading, from, to }) => hasMethod(reading, from, to) },
  { act: 'ask_price', fits: (part) => part.has('price', 'how-much') && !part.has('shipping', 'arrive') },
  { act: 'pickup', fits: ({ has, asks }) => has('pickup') && !asks },
  { act: 'policy', fits: ({ has }) => has('policy') },
  { act: 'ask_hours_location', fits: ({ has }) => has('hours', 'location') && !has('shipping') },
  { act: 'ask_shipping', fits: isAboutShipping },
  {
    act: 'ask_product_info',
    fits: (part) => part.has('attribute') || (part.has('info') && (hasThing(part) || !hasPhrase(part, 'catalog'))),
  },
  { act: 'ask_catalog', fits: (part) => part.has('catalog') && !hasProduct(part) },
  { act: 'help', fits: ({ has }) => has('help') },
  {
    act: 'ask_availability',
    fits: (part) =>
      (part.has('have') && hasThing(part)) ||
      (part.asks && hasProduct(part) && !part.has('be', 'question', 'can')) ||
      (part.has('have') && part.drafts.some((draft) => draft.values.length > 0)),
  },
  { act: 'ask_product_info', fits: (part) => part.asks && hasProduct(part) },
  { act: 'deliver-home', fits: (part) => part.has('deliver-home') && !part.facts.hasWhen },
  { act: 'abuse', fits: ({ has }) => has('abuse') },
  { act: 'confirm', fits: (part) => isOnly(part, 'yes') },
  { act: 'deny', fits: (part) => isOnly(part, 'no') },
  { act: 'deny', fits: (part) => part.context.pending?.slot === 'confirm' && part.drafts.length === 0 && beginsWith(part, 'no') },
  { act: 'thanks_bye', fits: ({ has }) => has('thanks') },
  { act: 'bye', fits: ({ has }) => has('bye') },
  { act: 'greet', fits: ({ has }) => has('greet') },
  { act: 'deny', fits: (part) => !hasThing(part) && beginsWith(part, 'no') },
];

function nameOf(part: Part): ActName | null {
  return RULES.find((rule) => rule.fits(part))?.act ?? null;
}

function isOrderVerbWithThing(part: Part): boolean {
  return part.has('want', 'add') && isOrder(part);
}

/** Something came, or is, as it should not be. */
function isDefect(part: Part): boolean {
  const { has, asks } = part;
  if (asks || isOrderVerbWithThing(part)) return false;
  return (has('arrived') && (hasProduct(part) || has('defect'))) || (has('defect') && (has('be') || !has('want', 'add', 'with')));
}

/** One word such as "persona" is a wish for one only where little else is said. */
const SHORT_WISH = 4;

function beginsWith({ reading, from }: Part, cue: Cue): boolean {
  return activeCueAt(reading, from, cue) > 0;
}

function isForPerson(part: Part): boolean {
  const { from, to, has } = part;
  if (!has('person') || hasThing(part)) return false;
  return hasPhrase(part, 'person') || to - from <= SHORT_WISH || has('want', 'can', 'bot', 'inquire', 'have');
}

function isAboutCart(part: Part): boolean {
  if (hasProduct(part)) return false;
  const { has, context } = part;
  if (has('how-much', 'price') && has('whole') && !has('shipping')) return true;
  if (!has('cart')) return false;
  return !has('price') || context.cart.lines.length > 0;
}

function isAboutShipping(part: Part): boolean {
  const { has, asks, facts, from, to } = part;
  if (facts.hasAddress) return asks && has('shipping');
  if (has('shipping')) return asks || !facts.hasWhen;
  return has('arrive') && (asks || facts.hasPlace(from, to)) && (facts.hasWhen || facts.hasPlace(from, to) || has('how-much', 'question'));
}

/** A phrase of several words, which is surer than one word. */
function hasPhrase({ reading, from, to }: Part, cue: Cue): boolean {
  return (reading.cues.get(cue) ?? []).some((hit) => hit.from >= from && hit.to <= to && hit.to - hit.from > 1);
}

function hasMethod(reading: Reading, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (find(reading, at, 'method')) return true;
  return false;
}
