/**
 * Answers about her: where it is brought, who she is, how she pays. Everything said in one line goes where it
 * belongs, whichever of it was asked.
 */
import { cleanLine } from '../clean.ts';
import type { Command } from '../commands.ts';
import { readAddress } from './addresses.ts';
import { type Answer, answerText, give, LONGEST_ANSWER, text } from './answer.ts';
import { nameBeside, phoneIn, startsOf } from './contacts.ts';
import { readMethod, readPayBy, readPhone } from './details.ts';
import { methodMeant } from './pay-by.ts';
import { readDistrict } from './places.ts';
import { hasCue, type Reading } from './reading.ts';
import { readName } from './said-names.ts';
import type { Context, Pending } from './understanding.ts';

export function answerDelivery(reading: Reading): Answer | null {
  const all = reading.tokens.length;
  const pickup = hasCue(reading, 0, all, 'pickup');
  const district = readDistrict(reading, null);
  const home = hasCue(reading, 0, all, 'deliver-home') || district !== null;
  if (!pickup && !home) return null;
  const answer = give('delivery.kind', { type: 'delivery', kind: pickup ? 'pickup' : 'home' }, 'provide_option');
  if (pickup || !district) return answer;
  const where: Command = { do: 'answer', slot: 'delivery.district', value: { type: 'text', text: district.name } };
  return { ...answer, commands: [...answer.commands, where], slots: { zone: district.name } };
}

export function answerDistrict(reading: Reading, pending: Pending): Answer | null {
  const district = readDistrict(reading, null);
  return district
    ? give(pending.slot, { type: 'text', text: district.name }, 'provide_address', { zone: district.name })
    : answerText(reading, pending);
}

/** Everything about her in one line is as good an answer: each thing goes where it belongs. */
export function answerAddress(reading: Reading, context: Context): Answer | null {
  const phone = phoneIn(reading, context);
  const beside = phone && nameBeside(reading, phone);
  const name = readName(reading) ?? beside?.text ?? null;
  const address = readAddress(reading, true, startsOf(phone, beside));
  if (!address || !/\p{L}/u.test(address.text)) return null;
  const value = cleanLine(address.text, LONGEST_ANSWER);
  const answer = give('delivery.address', { type: 'text', text: value }, 'provide_address', {
    address: value,
    ...(name === null ? {} : { name }),
  });
  return { ...answer, commands: [...answer.commands, ...contactsGiven(name, phone), ...payGiven(reading, context)] };
}

/** A name is at most so many words; more is a sentence. */
const LONGEST_NAME = 6;

export function answerName(reading: Reading, context: Context): Answer | null {
  const phone = phoneIn(reading, context);
  const before = phone && nameBeside(reading, phone);
  const words = reading.tokens.filter((token) => token.kind === 'word').length;
  const name = readName(reading) ?? before?.text ?? (words > 0 && words <= LONGEST_NAME ? text(reading) : null);
  if (name === null || !/\p{L}/u.test(name)) return null;
  const given = give('contact.name', { type: 'text', text: cleanLine(name, LONGEST_ANSWER) }, 'provide_option', { name });
  return before ? { ...given, commands: [...given.commands, ...contactsGiven(null, phone)] } : given;
}

function contactsGiven(name: string | null, phone: { readonly digits: string } | null): readonly Command[] {
  const answer = (slot: Pending['slot'], said: string): Command => ({ do: 'answer', slot, value: { type: 'text', text: said } });
  return [...(name === null ? [] : [answer('contact.name', name)]), ...(phone ? [answer('contact.phone', phone.digits)] : [])];
}

function payGiven(reading: Reading, context: Context): readonly Command[] {
  const method = readPayBy(reading);
  if (method === null) return [];
  const kind = methodMeant(method, context.shop, context.vocabulary);
  return [{ do: 'answer', slot: 'payment.method', value: { type: 'payment', method: kind } }];
}

export function answerPhone(reading: Reading, pending: Pending): Answer | null {
  const phone = readPhone(reading);
  return phone ? give(pending.slot, { type: 'text', text: phone.digits }, 'provide_option', { phone: phone.digits }) : null;
}

export function answerPayment(reading: Reading, context: Context): Answer | null {
  const method = readMethod(reading, 0, reading.tokens.length);
  if (method === null) return null;
  const kind = methodMeant(method, context.shop, context.vocabulary);
  return give('payment.method', { type: 'payment', method: kind }, 'provide_option', { method });
}
