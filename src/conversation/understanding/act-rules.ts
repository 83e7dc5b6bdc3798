/**
 * Which act a part of a message is: one table, whose first rule that fits wins, so that its order is the priority.
 * Rules look at named lists of words and at what the order grammar found; what takes more than that is asked in
 * `act-signs.ts`, `is-order.ts` and `amounts-said.ts`.
 */

import {
  isAboutCart,
  isAboutShipping,
  isChangeUnsaid,
  isDefect,
  isDeliveryTo,
  isForAnotherChat,
  isForPerson,
  isMisread,
  isPlaceAsked,
  isTakenOut,
  isWayOfDelivery,
} from './act-signs.ts';
import { isElsewhere, isPriceExclaimed, isPriceProposed, isUnpaid, saysAmount } from './amounts-said.ts';
import { isOrder, isOrderVerbWithThing } from './is-order.ts';
import { beginsWith, hasMethod, hasPhrase, hasProduct, hasThing, isOnly, type Part } from './parts.ts';
import type { Intent } from './understanding.ts';
import { hasUnexplained } from './unexplained.ts';

/** Intents of a part, and what is no intent of its own but moves the conversation. */
export type ActName =
  | Intent
  | 'back'
  | 'skip'
  | 'repeat'
  | 'restart'
  | 'resume'
  | 'checkout'
  | 'change-something'
  | 'want-unsaid'
  | 'help'
  | 'speak-es'
  | 'speak-pt'
  | 'speak-en'
  | 'pickup'
  | 'deliver-home'
  | 'pay-with'
  | 'policy'
  | 'start-flow'
  | 'go-elsewhere'
  | 'my-data'
  | 'forget-me'
  | 'bye'
  | 'order';

/** Words of "ya nequi listo 73000 soles": a claim without a word for paying says little more. */
const LONGEST_BARE_CLAIM = 6;

interface Rule {
  readonly act: ActName;
  readonly fits: (part: Part) => boolean;
}

/** First rule that fits. Above the line: what must never be mistaken for an order. */
const RULES: readonly Rule[] = [
  { act: 'out_of_scope', fits: ({ has }) => has('injection') },
  { act: 'forget-me', fits: ({ has }) => has('forget-me') },
  // "estos son mis datos: …" gives them; "mis datos" alone asks for them.
  { act: 'my-data', fits: (part) => part.has('my-data') && (part.asks || isOnly(part, 'my-data', 'want', 'greet', 'can')) },
  { act: 'go-elsewhere', fits: isForAnotherChat },
  // "baja" alone; "quiero bajar 5 kilos" leaves nothing.
  { act: 'opt_out', fits: (part) => part.has('opt-out') && (hasPhrase(part, 'opt-out') || isOnly(part, 'opt-out', 'want')) },
  { act: 'restart', fits: (part) => isOnly(part, 'restart') },
  { act: 'back', fits: (part) => isOnly(part, 'back') },
  { act: 'reorder', fits: ({ has }) => has('reorder') },
  { act: 'repeat', fits: (part) => isOnly(part, 'repeat') },
  { act: 'skip', fits: (part) => part.context.pending !== null && isOnly(part, 'skip') },
  {
    act: 'deny',
    fits: (part) => part.context.pending?.slot === 'contact.phone' && part.has('skip') && isOnly(part, 'skip', 'phone-intro'),
  },
  { act: 'resume', fits: (part) => isOnly(part, 'resume') },
  { act: 'speak-es', fits: ({ has, drafts }) => has('speak-es') && drafts.length === 0 },
  { act: 'speak-pt', fits: ({ has, drafts }) => has('speak-pt') && drafts.length === 0 },
  { act: 'speak-en', fits: ({ has, drafts }) => has('speak-en') && drafts.length === 0 },
  { act: 'return_refund', fits: ({ has, asks }) => has('refund') && !(asks && has('policy')) },
  {
    act: 'payment_claim',
    fits: (part) =>
      part.has('paid') && !part.has('arrived') && !isUnpaid(part) && !(part.asks && part.has('payment')) && !isOrderVerbWithThing(part),
  },
  {
    // "nequi listo 73000": a way to pay and an amount, and nothing is asked.
    act: 'payment_claim',
    fits: (part) =>
      !part.asks &&
      !part.has('payment') &&
      !hasThing(part) &&
      part.to - part.from <= LONGEST_BARE_CLAIM &&
      hasMethod(part.reading, part.from, part.to) &&
      (part.facts.hasMoney || saysAmount(part)),
  },
  {
    act: 'payment_claim',
    fits: (part) =>
      part.has('sent') && !part.asks && !isUnpaid(part) && (part.facts.hasMoney || hasMethod(part.reading, part.from, part.to)),
  },
  { act: 'change_address', fits: ({ has }) => has('change-address') },
  {
    act: 'order_status',
    fits: (part) =>
      part.has('status') ||
      (part.facts.hasOrderNumber &&
        part.has('order-noun', 'cart') &&
        !part.has('cancel', 'complaint', 'add', 'remove', 'change') &&
        // In English the noun is also the verb: "any news on order 1023?".
        (!part.has('want') || (part.asks && !hasProduct(part)))),
  },
  { act: 'complaint', fits: (part) => part.has('complaint', 'waiting') || isDefect(part) },
  { act: 'talk_human', fits: isForPerson },
  {
    act: 'order_cancel',
    fits: (part) =>
      (part.has('cancel', 'never-mind') || (part.has('remove') && part.has('all'))) &&
      !hasThing(part) &&
      !part.drafts.some((draft) => draft.values.length > 0 || (draft.qty && (draft.corrects || !draft.qty.article))),
  },
  { act: 'ask_discount', fits: ({ has, asks }) => asks && has('suppose') && has('expensive') },
  { act: 'price_objection', fits: isElsewhere },
  { act: 'price_objection', fits: isPriceExclaimed },
  { act: 'price_objection', fits: (part) => part.has('expensive') && !isOrderVerbWithThing(part) && !isTakenOut(part) },
  { act: 'checkout', fits: (part) => part.has('checkout') && isOnly(part, 'checkout', 'yes', 'correct') },
  { act: 'confirm', fits: (part) => part.context.pending?.slot === 'confirm' && part.has('yes') && isOnly(part, 'yes', 'correct') },
  { act: 'deny', fits: (part) => part.context.pending?.slot === 'confirm' && isOnly(part, 'no') },
  { act: 'ask_cart', fits: isAboutCart },
  { act: 'ask_discount', fits: (part) => part.has('discount') && (part.asks || !isOrderVerbWithThing(part)) },
  { act: 'ask_discount', fits: (part) => part.has('set-price') && (part.asks || part.facts.hasMoney || part.has('want', 'change')) },
  {
    act: 'ask_discount',
    fits: (part) => part.facts.hasMoney && part.has('want', 'change') && !hasProduct(part) && part.drafts.length === 0,
  },
  { act: 'ask_discount', fits: isPriceProposed },
  { act: 'ask_discount', fits: (part) => part.has('offer') && !part.has('expensive') && (part.facts.hasMoney || saysAmount(part)) },
  { act: 'out_of_scope', fits: (part) => part.has('out-of-scope') && !hasProduct(part) },
  { act: 'change-something', fits: isChangeUnsaid },
  { act: 'change-something', fits: isMisread },
  { act: 'order', fits: isOrder },
  { act: 'deliver-home', fits: isWayOfDelivery },
  {
    act: 'ask_payment',
    fits: (part) => {
      const named = hasMethod(part.reading, part.from, part.to);
      return part.has('payment') ? part.asks || !named || hasPhrase(part, 'payment') : part.asks && named;
    },
  },
  { act: 'pay-with', fits: ({ reading, from, to }) => hasMethod(reading, from, to) },
  { act: 'ask_price', fits: (part) => part.asks && hasPhrase(part, 'cart') && hasProduct(part) },
  { act: 'ask_price', fits: (part) => part.has('price', 'how-much') && !part.has('shipping', 'arrive') && !isDeliveryTo(part) },
  { act: 'pickup', fits: ({ has, asks }) => has('pickup') && !asks },
  { act: 'policy', fits: ({ has }) => has('policy') },
  { act: 'ask_hours_location', fits: ({ has, asks }) => (has('hours') || (has('location') && !(asks && has('info')))) && !has('shipping') },
  { act: 'ask_shipping', fits: isAboutShipping },
  {
    act: 'ask_product_info',
    fits: (part) => part.has('attribute') || (part.has('info') && (hasThing(part) || !hasPhrase(part, 'catalog'))),
  },
  { act: 'ask_product_info', fits: (part) => part.asks && part.has('have') && part.drafts.some((draft) => draft.mods.length > 0) },
  { act: 'ask_catalog', fits: (part) => part.has('catalog') && !hasProduct(part) },
  { act: 'help', fits: ({ has }) => has('help') },
  // "una consulta": the question is still to come, and invited.
  { act: 'help', fits: (part) => part.has('inquire') && !part.has('no', 'not') && isOnly(part, 'inquire', 'article') },
  {
    act: 'ask_availability',
    fits: (part) =>
      (part.has('have') && hasThing(part)) ||
      (part.asks && hasProduct(part) && !part.has('be', 'question', 'can', 'compare') && !hasUnexplained(part)) ||
      (part.has('have') && part.drafts.some((draft) => draft.values.length > 0)),
  },
  { act: 'ask_product_info', fits: (part) => part.asks && (hasProduct(part) || part.has('compare')) },
  { act: 'deliver-home', fits: (part) => part.has('deliver-home') && !part.facts.hasWhen && !part.isTold && !hasUnexplained(part) },
  { act: 'abuse', fits: ({ has }) => has('abuse') },
  { act: 'ask_shipping', fits: isPlaceAsked },
  { act: 'confirm', fits: (part) => part.has('yes') && !part.has('thanks') && isOnly(part, 'yes', 'correct') },
  { act: 'deny', fits: (part) => isOnly(part, 'no') },
  { act: 'deny', fits: (part) => part.context.pending?.slot === 'confirm' && part.drafts.length === 0 && beginsWith(part, 'no') },
  { act: 'thanks_bye', fits: ({ has }) => has('thanks') },
  { act: 'bye', fits: ({ has }) => has('bye') },
  { act: 'greet', fits: ({ has }) => has('greet') },
  { act: 'deny', fits: (part) => !hasThing(part) && beginsWith(part, 'no') },
  // "¿hacen medida de vista?": something is asked for, and not a word of it is known.
  { act: 'ask_availability', fits: ({ has, asks }) => asks && has('have') },
  // "mi hermana les pidió 3 carteras": what is only talked about is shown.
  { act: 'ask_product_info', fits: hasProduct },
  {
    act: 'want-unsaid',
    fits: (part) =>
      part.has('want') &&
      (part.context.pending?.slot ?? 'items') === 'items' &&
      isOnly(part, 'want', 'add', 'order-noun', 'article', 'greet'),
  },
];

export function nameOf(part: Part): ActName | null {
  return RULES.find((rule) => rule.fits(part))?.act ?? null;
}
