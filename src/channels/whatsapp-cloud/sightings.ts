/**
 * What became of the messages of the shop, as statuses tell it: late, twice and in any order. The highest one counts.
 * A status also carries the mark a message was sent with, and so answers the question whether it left where no answer
 * of the call came.
 */
import { STATUSES_REMEMBERED } from './limits.ts';
import { createRecent } from './recent.ts';

/** In the order in which a message gets there; what failed was not delivered, and what was delivered did not fail. */
const RANKS: Readonly<Record<string, number>> = { accepted: 0, sent: 1, failed: 2, delivered: 3, read: 4, played: 4 };

export interface Sightings {
  /** Whether the status tells something new. `ref`: WhatsApp's id of the message; `mark`: ours. */
  see(ref: string, status: string, mark: string | undefined): boolean;
  /** What was seen of it could not be kept: it will be told again. */
  forget(ref: string): void;
  /** WhatsApp's id of what was sent with this mark. */
  refOf(mark: string): string | undefined;
}

export function createSightings(): Sightings {
  const ranks = createRecent<number>(STATUSES_REMEMBERED);
  const refs = createRecent<string>(STATUSES_REMEMBERED);
  return {
    see(ref, status, mark) {
      const rank = RANKS[status] ?? 0;
      const before = ranks.get(ref) ?? -1;
      if (mark !== undefined) refs.set(mark, ref);
      if (rank <= before) return false;
      ranks.set(ref, rank);
      return true;
    },
    forget: (ref) => ranks.forget(ref),
    refOf: (mark) => refs.get(mark),
  };
}
