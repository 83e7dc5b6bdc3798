/**
 * What is to be tidied up now and then: what is too old to be needed is forgotten, what nobody touches is put to
 * rest. Found here, decided like everything else, a batch at a time so that no commit is a large one.
 */
import type { Event } from '../decisions/event.ts';
import { MARK_DAYS } from '../decisions/housekeeping.ts';
import { KEPT_MS } from '../decisions/once.ts';
import { mayRest } from '../decisions/rest.ts';
import { isOver } from '../decisions/slots.ts';
import type { Queries } from '../store/port.ts';

type Housekeeping = Extract<Event, { readonly kind: 'housekeeping' }>;
type Chore = Partial<Pick<Housekeeping, 'forget' | 'rest' | 'slots' | 'answers'>>;

export const NOTHING_TO_DO: Omit<Housekeeping, 'id'> = { kind: 'housekeeping', forget: [], rest: [], slots: [], answers: [] };

export const SWEEP_EVERY_MS = 6 * 60 * 60_000;

const DAY_MS = 24 * 60 * 60_000;
/** Marks forgotten in one commit, and conversations put to rest: each may have two hundred messages. */
const FORGOTTEN_AT_ONCE = 1000;
const RESTED_AT_ONCE = 10;

/** Looked for one kind after the other, when the one before is done. `now`: ms since the epoch. */
export function* choresOf(query: Pick<Queries, 'all'>, now: number, timeZone: string): Generator<Chore> {
  const marks = [...query.all('inbox')].filter((mark) => mark.at < now - MARK_DAYS * DAY_MS);
  for (const forget of batches(idsOf(marks), FORGOTTEN_AT_ONCE)) yield { forget };
  const idle = [...query.all('conversations')].filter((conversation) => mayRest(conversation, now));
  for (const rest of batches(idsOf(idle), RESTED_AT_ONCE)) yield { rest };
  const over = [...query.all('slots')].filter((slot) => isOver(slot, now, timeZone));
  for (const slots of batches(idsOf(over), FORGOTTEN_AT_ONCE)) yield { slots };
  const told = [...query.all('answers')].filter(({ at }) => now - at >= KEPT_MS);
  for (const answers of batches(idsOf(told), FORGOTTEN_AT_ONCE)) yield { answers };
}

function idsOf(documents: readonly { readonly id: string }[]): readonly string[] {
  return documents.map(({ id }) => id);
}

function* batches<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}
