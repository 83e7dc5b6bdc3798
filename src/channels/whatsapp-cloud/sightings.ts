/**
 * What became of the messages of the shop, as statuses tell it: late, twice and in any order. The highest one counts.
 */
import { STATUSES_REMEMBERED } from './limits.ts';
import { createRecent } from './recent.ts';

/** In the order in which a message gets there; what failed was not delivered, and what was delivered did not fail. */
const RANKS: Readonly<Record<string, number>> = { accepted: 0, sent: 1, failed: 2, delivered: 3, read: 4, played: 4 };

export interface Sightings {
  /** Whether the status tells something new. `ref`: WhatsApp's id of the message. */
  see(ref: string, status: string): boolean;
  /** What was seen of it could not be kept: it will be told again. */
  forget(ref: string): void;
}

export function createSightings(): Sightings {
  const ranks = createRecent<number>(STATUSES_REMEMBERED);
  return {
    see(ref, status) {
      const rank = RANKS[status] ?? 0;
      if (rank <= (ranks.get(ref) ?? -1)) return false;
      ranks.set(ref, rank);
      return true;
    },
    forget: (ref) => ranks.forget(ref),
  };
}
