/**
 * Numbers and ways to pay beside an order: money, telephone, the number of an order or of a payment. What
 * is found is taken out of the order, so that 987654321 is never a quantity.
 */
import { isCounting } from './naming.ts';
import { readNumber } from './numbers.ts';
import { cueAt, find, firstCue, type Reading, take } from './reading.ts';
import type { Cue } from './words.ts';

/** "S/ 35", "70 soles", "R$ 45,50": an amount beside a currency. */
export function readMoney(reading: Reading): number | null {
  let found: number | null = null;
  for (let at = 0; at < reading.tokens.length; at++) {
    const amount = moneyAt(reading, at);
    if (!amount) continue;
    found ??= amount.value;
    take(reading, at, amount.to);
    at = amount.to - 1;
  }
  return found;
}

function moneyAt(reading: Reading, at: number): { value: number; to: number } | null {
  if (reading.taken[at]) return null;
  const before = cueAt(reading, at, 'currency');
  if (before > 0) {
    const colon = reading.tokens[before]?.raw === '.' ? before + 1 : before;
    const number = reading.tokens[colon]?.kind === 'number' ? readNumber(reading, colon) : null;
    return number ? { value: number.value, to: cueAt(reading, number.to, 'currency') || number.to } : null;
  }
  const number = readNumber(reading, at);
  const after = number ? cueAt(reading, number.to, 'currency') : 0;
  return number && after > 0 ? { value: number.value, to: after } : null;
}

/** Fewest and most digits of a telephone number (E.164: at most 15). */
const PHONE_DIGITS = { least: 7, most: 15 };

/** Tokens that a telephone number may be cut into. */
const LONGEST_PHONE = 20;

export interface Phone {
  readonly digits: string;
  readonly from: number;
  readonly to: number;
}

/** A run of digits, with spaces, hyphens or brackets between, as long as a telephone number. */
export function readPhone(reading: Reading): Phone | null {
  for (let at = 0; at < reading.tokens.length; at++) {
    const phone = phoneAt(reading, at);
    if (phone) return phone;
  }
  return null;
}

function phoneAt(reading: Reading, at: number): Phone | null {
  const { tokens } = reading;
  const hasPlus = tokens[at]?.raw === '+';
  let digits = '';
  let to = hasPlus ? at + 1 : at;
  let next = to;
  for (; next < Math.min(tokens.length, at + LONGEST_PHONE) && digits.length <= PHONE_DIGITS.most; next++) {
    const token = tokens[next];
    if (token?.kind === 'number' && !reading.taken[next] && /^\d+$/.test(token.key)) {
      digits += token.key;
      to = next + 1;
    } else if (digits === '' ? token?.raw !== '(' : !token || !['-', '(', ')', '.'].includes(token.raw)) break;
  }
  if (digits.length < PHONE_DIGITS.least || digits.length > PHONE_DIGITS.most) return null;
  return { digits: hasPlus ? `+${digits}` : digits, from: at, to };
}

/** The number of an operation stands after its name ("ref", "op"); digits of a shorter number are an amount. */
const SHORTEST_OPERATION = 4;
const OPERATION_REACH = 5;

export function readOperation(reading: Reading): string | null {
  let intro = 0;
  for (let at = 0; at < reading.tokens.length; at++) {
    // Also inside a longer phrase: "te paso el comprobante 55123".
    intro = cueAt(reading, at, 'operation') || intro;
    const token = reading.tokens[at];
    const isBeside = intro > 0 && at >= intro && at < intro + OPERATION_REACH;
    if (isBeside && token?.kind === 'number' && token.key.length >= SHORTEST_OPERATION) {
      take(reading, at, at + 1);
      return token.key;
    }
  }
  return null;
}

/** "pedido 1001", "#1001", "cancela el 1001"; a number that counts something is none. */
export function readOrderNumber(reading: Reading): string | null {
  for (let at = 0; at < reading.tokens.length; at++) {
    const token = reading.tokens[at];
    if (token?.kind !== 'number' || reading.taken[at] || !/^\d{3,}$/.test(token.key)) continue;
    const isMarked = reading.tokens[at - 1]?.raw === '#' || isAfter(reading, at, 'order-noun') || isAfter(reading, at, 'cancel');
    if (!isMarked || isCounting(reading, at + 1)) continue;
    take(reading, at, at + 1);
    return token.key;
  }
  return null;
}

function isAfter(reading: Reading, at: number, cue: Cue): boolean {
  for (let i = Math.max(0, at - 3); i < at; i++) if (cueAt(reading, i, cue) > 0) return true;
  return false;
}

/** Which way to pay is named; of several the last: "deposité en oxxo". "no tengo tarjeta" names none. */
export function readMethod(reading: Reading, from: number, to: number): string | null {
  let last: string | null = null;
  for (let at = from; at < to; at++) {
    const method = find(reading, at, 'method');
    if (method && !isRefused(reading, at)) last = method.meaning.method;
  }
  return last;
}

/** Words between a refusal and what is refused: "no puedo pagar con tarjeta". */
const REFUSAL_REACH = 4;

function isRefused(reading: Reading, at: number): boolean {
  for (let before = at - 1; before >= Math.max(0, at - REFUSAL_REACH); before--) {
    if (reading.tokens[before]?.kind === 'sign') return false;
    if (cueAt(reading, before, 'not', 'without') > 0) return cueAt(reading, before, 'correct', 'yes') === 0;
  }
  return false;
}

/** The way to pay after "pago con". */
export function readPayBy(reading: Reading): string | null {
  const intro = firstCue(reading, 0, reading.tokens.length, 'pay-by');
  return intro ? readMethod(reading, intro.to, Math.min(reading.tokens.length, intro.to + 3)) : null;
}
