/**
 * The complaints book: what Peru asks of every seller (Ley 29571, art. 150–151; DS 011-2011-PCM) and what any
 * seller does well to have. A complaint has a number, a copy for whoever complained, and a day by which it is
 * answered; the term cannot be extended.
 */
import { endOfTerm } from './business-days.ts';
import { localDate } from './calendar.ts';
import type { Language } from './catalog.ts';

/** Business days in which a complaint is answered (facts/payments.md §3.1). */
const DAYS_TO_ANSWER = 15;

/** `claim`: about what was bought (reclamo). `grievance`: about how she was treated (queja). */
export type ComplaintKind = 'claim' | 'grievance';

/** What was asked of her, as she wrote it. */
export interface Complainant {
  readonly name: string;
  /** DNI or whatever is shown in its place. */
  readonly document: string;
  readonly phone: string;
  readonly address: string;
  /** Empty where she gave none. */
  readonly email: string;
}

export interface Complaint {
  /** Its number, as text. */
  readonly id: string;
  readonly number: number;
  readonly kind: ComplaintKind;
  /** UTC ISO instant. */
  readonly at: string;
  /** The last day on which it can be answered, local `YYYY-MM-DD`. */
  readonly dueOn: string;
  readonly customerId: string;
  readonly conversationId: string;
  readonly language: Language;
  /** The order it is about, where there is one. */
  readonly orderId?: string;
  readonly person: Complainant;
  readonly detail: string;
  /** What she asks for. */
  readonly wanted: string;
  readonly answer?: { readonly at: string; readonly text: string; readonly who: string };
}

export type ComplaintFiled = Pick<Complaint, 'kind' | 'person' | 'detail' | 'wanted' | 'orderId'>;

/** `now`: ms since the epoch. */
export function answerDueOn(now: number, timeZone: string, holidays: readonly string[]): string {
  return endOfTerm(localDate(now, timeZone), DAYS_TO_ANSWER, 'business', holidays);
}

/** "000012-2026": its number in the book, with the year of its day in the shop. */
export function sheetNumber({ number, at }: Pick<Complaint, 'number' | 'at'>, timeZone: string): string {
  return `${String(number).padStart(6, '0')}-${localDate(Date.parse(at), timeZone).slice(0, 4)}`;
}

/** What the law wants kept: that there was one, of when, and whether it was answered; nobody and nothing of hers. */
export function withoutPerson(complaint: Complaint, token: string, nobody: string): Complaint {
  const { orderId: _order, answer, ...kept } = complaint;
  return {
    ...kept,
    customerId: token,
    conversationId: token,
    person: { name: nobody, document: '', phone: '', address: '', email: '' },
    detail: '',
    wanted: '',
    ...(answer && { answer: { ...answer, text: '' } }),
  };
}
