/**
 * Whether a message leaves the question that was asked: an order, another question or a command wins over
 * the answer; a name that sounds like a product, or a "yes", does not.
 */
import type { ActName } from './act-rules.ts';
import type { Act } from './acts.ts';
import { isBareValue } from './answers.ts';
import { isOnly, isOnlyWith } from './parts.ts';
import type { Details } from './perform.ts';
import { readDistrict } from './places.ts';
import type { Reading } from './reading.ts';
import type { Context } from './understanding.ts';
import type { Cue } from './words.ts';

/** Acts that leave a pending question open: they answer it, or say nothing of their own. */
const NO_DIGRESSION: ReadonlySet<ActName> = new Set([
  'greet',
  'thanks_bye',
  'bye',
  'confirm',
  'deny',
  'deliver-home',
  'pickup',
  'pay-with',
  'abuse',
  'help',
  'ask_product_info',
  'ask_availability',
  'ask_catalog',
  'ask_hours_location',
]);

/** Questions that are one only when they are asked as one: "Colonia Del Menú 5" is an address. */
const NEEDS_ASKING: ReadonlySet<ActName> = new Set(['ask_product_info', 'ask_availability', 'ask_catalog', 'ask_hours_location', 'help']);

/** Slots whose answer is any text. */
export const FREE_TEXT: ReadonlySet<string> = new Set([
  'contact.name',
  'delivery.address',
  'delivery.reference',
  'line.personal',
  'delivery.district',
]);

/** What wins over "any text is an answer", where nothing else is said. */
const SAYS: Readonly<Partial<Record<ActName, readonly Cue[]>>> = {
  greet: ['greet'],
  confirm: ['yes', 'correct'],
  deny: ['no', 'skip', 'phone-intro'],
  skip: ['skip'],
  thanks_bye: ['thanks', 'bye'],
  bye: ['thanks', 'bye'],
  'deliver-home': ['deliver-home', 'shipping', 'correct'],
  pickup: ['pickup', 'correct'],
  help: ['help'],
};

/** What leaves a story unwritten, where little more is said: the story itself may hold any of these words. */
const LEAVES_STORY: ReadonlySet<ActName> = new Set(['back', 'skip', 'repeat', 'restart', 'order_cancel', 'talk_human', 'help']);
const SHORT = 3;

function isShort(reading: Reading): boolean {
  return reading.tokens.filter((token) => token.kind === 'word').length <= SHORT;
}

export function isDigression(reading: Reading, acts: readonly Act[], context: Context, details: Details): boolean {
  const hasAddress = details.address !== null;
  const slot = context.pending?.slot ?? 'items';
  const isFlow = slot.startsWith('flow.');
  const isFree = FREE_TEXT.has(slot) || isFlow;
  if (context.pending?.expects === 'story') return acts.some((act) => LEAVES_STORY.has(act.name) && isShort(reading));
  if (slot === 'line.option' && context.pending && isBareValue(reading, context.pending, context)) return false;
  if (slot === 'line.personal' && readDistrict(reading, null)?.isAlone) return true;
  if ((slot === 'contact.name' || slot === 'line.personal') && looksLikeName(reading)) return false;
  if (details.personal !== null && slot !== 'contact.name' && slot !== 'line.personal') return true;
  if (slot === 'delivery.district' && readDistrict(reading, null)) return acts.some(({ name, asks }) => asks || name === 'order');
  return acts.some((act) => {
    if (act.name === 'order') {
      if (isFlow && context.pending?.expects === 'text') return false;
      return !isFree && (slot === 'items' || slot === 'confirm') ? true : isSureOrder(act, context, isFree, hasAddress);
    }
    if (NEEDS_ASKING.has(act.name)) return act.asks || act.to - act.from <= 2;
    if (act.name === 'ask_payment') return act.asks || slot !== 'payment.method';
    if (act.name === 'ask_shipping') return act.asks || (slot !== 'delivery.kind' && isFree);
    if (isFree && isAllThatIsSaid(reading, act)) return !isFlow || context.pending?.expects !== 'text' || act.name === 'greet';
    return !NO_DIGRESSION.has(act.name) || (slot === 'delivery.district' && GOES_ON.has(act.name));
  });
}

/** A district is never said with words of these; a name or an address may be. */
const GOES_ON: ReadonlySet<ActName> = new Set(['pickup', 'deliver-home', 'pay-with']);

function isAllThatIsSaid(reading: Reading, { name }: Act): boolean {
  const whole = { reading, from: 0, to: reading.tokens.length };
  if (name === 'pay-with') return isOnlyWith(whole, ['pay-by'], 'method');
  const cues = SAYS[name];
  return cues !== undefined && isOnly(whole, ...cues);
}

/** "Dolores Caro", "Rosa Medias": two words or more, each with a capital. */
function looksLikeName(reading: Reading): boolean {
  const words = reading.tokens.filter((token) => token.kind === 'word');
  return words.length >= 2 && words.length === reading.tokens.length && words.every(({ raw }) => raw[0] !== raw[0]?.toLowerCase());
}

/**
 * An order with a verb, or with a number and a product: a product's name alone may be a surname. A
 * correction ("no, mejor 3") is one too, unless it holds an address. Where the answer is no free text, a
 * product that is not the one asked about is an order as well.
 */
function isSureOrder(act: Act, context: Context, isFree: boolean, hasAddress: boolean): boolean {
  const asked = context.cart.lines.find((line) => line.id === context.pending?.lineId)?.productId;
  return act.drafts.some((draft) => {
    if (draft.unknown !== null && draft.named === null) return draft.verb;
    if (draft.named === null)
      return (
        isFree && !hasAddress && (draft.corrects || draft.verb || draft.mode !== 'add') && (draft.qty !== null || draft.values.length > 0)
      );
    const isOther = !isFree && draft.named.candidates.every(({ product }) => product.id !== asked);
    return draft.verb || (draft.qty !== null && (!draft.qty.article || isOther));
  });
}
