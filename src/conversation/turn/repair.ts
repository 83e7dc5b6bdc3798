/**
 * Repair: what the shop does when a message cannot be used — not understood, or of a kind that does not
 * answer what was asked. First an example, then a simpler question, then a person.
 */
import type { InboundBody } from '../message.ts';
import { takeAnswer } from './answers.ts';
import { exampleOf } from './showing.ts';
import { ask, note, say, type Turn } from './turn.ts';

/** Misses in a row after which a person is offered and the seller is told (features.md §6.2). */
const MISSES_UNTIL_PERSON = 3;
/** Longest unknown word that is recorded, in characters: never a whole message. */
const LONGEST_WORDS = 60;

export function notUnderstood(turn: Turn, text: string): void {
  const misses = turn.conversation.misses + 1;
  turn.conversation = { ...turn.conversation, misses };
  turn.pendingTouched = true;
  note(turn, 'not-understood', Array.from(text).length <= LONGEST_WORDS ? { words: text } : {});
  const product = turn.files.catalog.products.find((candidate) => candidate.active);
  const example = product ? exampleOf(product) : '';
  if (misses < MISSES_UNTIL_PERSON) {
    const waiting = turn.conversation.pending !== null || turn.conversation.frames.length > 0;
    if (misses > 1) say(turn, turn.wording.rich('repair.second'));
    else say(turn, waiting ? turn.wording.rich('repair.waiting') : turn.wording.rich('repair.first', { example }));
    if (!waiting) simplerQuestion(turn);
    return;
  }
  turn.counter.callSeller('customer-in-trouble', {});
  say(turn, turn.wording.rich('repair.person', { contact: turn.files.shop.contact }));
}

function simplerQuestion(turn: Turn): void {
  const { wording } = turn;
  ask(turn, {
    rich: wording.rich('repair.simpler'),
    choices: [
      { label: wording.plain('product.see_catalog'), commands: [{ do: 'show-catalog' }] },
      { label: wording.plain('repair.my_order'), commands: [{ do: 'order-status' }] },
      { label: wording.plain('repair.talk'), commands: [{ do: 'person' }] },
    ],
    pending: null,
  });
}

/** Everything that is neither words nor a tap. What was asked stays asked. */
export function takeOther(turn: Turn, body: Exclude<InboundBody, { readonly kind: 'text' | 'choice' }>): void {
  const { pending } = turn.conversation;
  switch (body.kind) {
    case 'location':
      return takeAnswer(turn, { do: 'answer', slot: 'delivery.address', value: { type: 'pin', lat: body.lat, lng: body.lng } });
    case 'contact':
      if (pending?.slot === 'contact.phone' || body.own) {
        return takeAnswer(turn, { do: 'answer', slot: 'contact.phone', value: { type: 'text', text: body.phone } });
      }
      turn.pendingTouched = true;
      return say(turn, turn.wording.rich('repair.contact'));
    case 'media':
      turn.pendingTouched = true;
      return say(
        turn,
        turn.wording.rich(body.media === 'voice' ? 'repair.voice' : body.media === 'sticker' ? 'repair.sticker' : 'repair.picture'),
      );
    case 'edited':
      turn.pendingTouched = true;
      return say(turn, turn.wording.rich('repair.edited'));
    case 'unsupported':
      turn.pendingTouched = true;
      return say(turn, turn.wording.rich('repair.unsupported'));
  }
}
