/** The complaints book as the seller reads and answers it, at whichever door that speaks in lines of text. */
import { localDate } from '../../commerce/calendar.ts';
import type { Language, Shop } from '../../commerce/catalog.ts';
import { type Complaint, sheetNumber } from '../../commerce/complaint.ts';
import { readablePhone } from '../../commerce/phone.ts';
import type { ComplaintReply } from '../../decisions/event.ts';
import { fill } from '../pages/texts.ts';
import { LONGEST_ANSWER } from './fields.ts';
import type { Told } from './order-desk.ts';
import { deskTexts, refusalWords } from './texts.ts';

export interface ComplaintDeps {
  readonly shop: () => Shop;
  /** ms since the epoch. */
  readonly now: () => number;
  /** In no particular order. */
  readonly complaints: () => Iterable<Complaint>;
  /** Resolves when it is on disk. */
  readonly answerComplaint: (complaintId: string, text: string, who: string) => Promise<ComplaintReply>;
}

/** `number` null: all of them are listed. `answer`: what she says; null: it is only shown. */
export interface ComplaintAsked {
  readonly number: number | null;
  readonly answer: string | null;
}

/** Those to be answered first, the nearest day first; then the newest. */
export function complaintRows({ complaints }: Pick<ComplaintDeps, 'complaints'>): readonly Complaint[] {
  return [...complaints()].toSorted(
    (a, b) => Number(a.answer !== undefined) - Number(b.answer !== undefined) || (a.answer ? b.number - a.number : a.number - b.number),
  );
}

export type Standing = 'answered' | 'open' | 'late';

export function standingOf({ answer, dueOn }: Complaint, { shop, now }: Pick<ComplaintDeps, 'shop' | 'now'>): Standing {
  if (answer) return 'answered';
  return localDate(now(), shop().timeZone) > dueOn ? 'late' : 'open';
}

export async function atComplaintDesk(
  deps: ComplaintDeps,
  { number, answer }: ComplaintAsked,
  language: Language,
  who: string,
): Promise<Told> {
  const texts = deskTexts(language).complaints;
  const rows = complaintRows(deps);
  if (number === null)
    return { ok: true, lines: rows.length === 0 ? [texts.none] : rows.map((complaint) => lineOf(deps, complaint, language)) };
  const id = String(number);
  const complaint = rows.find((one) => one.id === id);
  if (!complaint) return refused(refusalWords(language, { ok: false, code: 'COMPLAINT_NOT_FOUND', complaintId: id }, null));
  if (answer === null) return { ok: true, lines: [lineOf(deps, complaint, language), ...detailsOf(complaint, language)] };
  const text = answer.trim();
  if (text === '' || text.length > LONGEST_ANSWER) return refused(fill(texts.badAnswer, { most: LONGEST_ANSWER }));
  const reply = await deps.answerComplaint(id, text, who);
  if (!reply.ok) return refused(refusalWords(language, reply, null));
  return { ok: true, lines: [fill(texts.done, { sheet: sheetNumber(reply.complaint, deps.shop().timeZone) })] };
}

function refused(...lines: readonly string[]): Told {
  return { ok: false, lines };
}

function lineOf(deps: ComplaintDeps, complaint: Complaint, language: Language): string {
  const texts = deskTexts(language).complaints;
  const { id, kind, dueOn, person } = complaint;
  const sheet = sheetNumber(complaint, deps.shop().timeZone);
  return fill(texts.row, {
    id,
    sheet,
    kind: texts.kind[kind],
    name: person.name,
    due: dueOn,
    standing: texts.standing[standingOf(complaint, deps)],
  });
}

/** What was written into the book, each with its name; what is empty is left out. */
export function factsOf(
  { person, orderId, detail, wanted, answer }: Complaint,
  language: Language,
): readonly (readonly [string, string])[] {
  const { facts } = deskTexts(language).complaints;
  const all: readonly (readonly [string, string])[] = [
    [facts.name, person.name],
    [facts.document, person.document],
    [facts.phone, readablePhone(person.phone)],
    [facts.address, person.address],
    [facts.email, person.email],
    [facts.order, orderId ?? ''],
    [facts.detail, detail],
    [facts.wanted, wanted],
    [facts.answer, answer?.text ?? ''],
  ];
  return all.filter(([, value]) => value !== '');
}

function detailsOf(complaint: Complaint, language: Language): readonly string[] {
  return factsOf(complaint, language).map(([name, value]) => `  ${name}: ${value}`);
}
