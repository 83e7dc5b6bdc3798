/**
 * Repair: what the shop does when a message cannot be used — not understood, or of a kind that does not
 * answer what was asked. First an example, then a simpler question, then a person.
 */
import { type Product, productOf } from '../../commerce/catalog.ts';
import { phoneKey } from '../../commerce/phone.ts';
import { cleanName } from '../clean.ts';
import type { InboundBody } from '../message.ts';
import { LONGEST_NAME, takeAnswer } from './answers.ts';
import { askWhetherHerPhone } from './ask.ts';
import { answerQuestion } from './questions.ts';
import { takeOperationAlone, takeReceipt } from './receipts.ts';
import { exampleOf, offerProduct } from './showing.ts';
import { ask, misfit, note, say, type Turn } from './turn.ts';

/** Misses in a row after which a person is offered and the seller is told (features.md §6.2). */
const MISSES_UNTIL_PERSON = 3;
/** Longest unknown word that is recorded, in characters: never a whole message. */
const LONGEST_WORDS = 60;

/** False for a text of signs and emoji only. */
export function lettersIn(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

export function notUnderstood(turn: Turn, text: string): void {
  if (!isAsked(turn) && takeOperationAlone(turn, text)) return;
  const misses = turn.conversation.misses + 1;
  turn.conversation = { ...turn.conversation, misses };
  turn.pendingTouched = true;
  note(turn, 'not-understood', Array.from(text).length <= LONGEST_WORDS ? { words: text } : {});
  const { wording } = turn;
  if (misses === MISSES_UNTIL_PERSON) {
    turn.counter.callSeller('customer-in-trouble', {});
    say(turn, wording.rich('repair.person', { contact: turn.files.shop.contact }));
  } else if (misses > MISSES_UNTIL_PERSON) say(turn, wording.rich('repair.again'));
  else if (misses > 1) say(turn, wording.rich('repair.second'));
  else say(turn, isAsked(turn) ? wording.rich('repair.waiting') : wording.rich('repair.first', { example: example(turn) }));
  if (isAsked(turn)) return;
  const product = productOnTheTable(turn);
  if (product && misses < MISSES_UNTIL_PERSON) offerProduct(turn, product, turn.conversation.pending?.options);
  else simplerQuestion(turn);
}

function productOnTheTable({ conversation, files }: Turn): Product | null {
  const productId = conversation.pending?.productId;
  return productId === undefined ? null : productOf(files.catalog, productId);
}

/** A question is open: it is asked again, with its example. */
function isAsked(turn: Turn): boolean {
  const { pending, frames } = turn.conversation;
  return frames.length > 0 || (pending !== null && pending.slot !== 'items');
}

function example(turn: Turn): string {
  const product = productOnTheTable(turn) ?? turn.files.catalog.products.find((candidate) => candidate.active);
  return product ? exampleOf(product) : '';
}

function simplerQuestion(turn: Turn): void {
  const { wording } = turn;
  ask(turn, {
    rich: wording.rich('repair.simpler'),
    choices: [
      ...(turn.cart.lines.length > 0 ? [{ label: wording.plain('cart.close'), commands: [{ do: 'checkout' as const }] }] : []),
      { label: wording.plain('product.see_catalog'), commands: [{ do: 'show-catalog' }] },
      { label: wording.plain('repair.my_order'), commands: [{ do: 'order-status' }] },
      { label: wording.plain('repair.talk'), commands: [{ do: 'person' }] },
    ],
    pending: { slot: 'items' },
  });
}

/** An emoji alone is no mistake of hers: it is taken kindly, and what was asked is asked again. "?" asks for help. */
export function takeSign(turn: Turn, text: string): void {
  turn.pendingTouched = true;
  if (/[?¿]/.test(text)) return answerQuestion(turn, { do: 'tell-help' });
  say(turn, turn.wording.rich('repair.sign'));
}

/** Everything that is neither words nor a tap. What was asked stays asked. */
export function takeOther(turn: Turn, body: Exclude<InboundBody, { readonly kind: 'text' | 'choice' }>): void {
  turn.pendingTouched = true;
  switch (body.kind) {
    case 'location':
      return takeAnswer(turn, { do: 'answer', slot: 'delivery.address', value: { type: 'pin', lat: body.lat, lng: body.lng } });
    case 'contact':
      return takeContact(turn, body);
    case 'media':
      if ((body.media === 'image' || body.media === 'document') && takeReceipt(turn, body)) return;
      if (body.media !== 'sticker') turn.counter.callSeller(body.media === 'voice' ? 'voice-received' : 'file-received', {});
      return say(
        turn,
        turn.wording.rich(body.media === 'voice' ? 'repair.voice' : body.media === 'sticker' ? 'repair.sticker' : 'repair.picture'),
      );
    case 'edited':
      return say(turn, turn.wording.rich('repair.edited'));
    case 'unsupported':
      return say(turn, turn.wording.rich(body.what === 'lost' ? 'repair.lost' : 'repair.unsupported'));
  }
}

/** Her own number is an answer at any time; somebody's is one only where she says so (facts/channels.md §3b). */
function takeContact(turn: Turn, { phone, name, own }: Extract<InboundBody, { readonly kind: 'contact' }>): void {
  if (own) return takeAnswer(turn, { do: 'answer', slot: 'contact.phone', value: { type: 'text', text: phone } });
  if (turn.conversation.pending?.slot !== 'contact.phone') return say(turn, turn.wording.rich('repair.contact'));
  const known = phoneKey(phone, turn.files.shop.country);
  if (known === null) return misfit(turn, turn.wording.rich('answer.phone_unfit'));
  askWhetherHerPhone(turn, known, cleanName(name, LONGEST_NAME));
}
