/**
 * Remembers which event is being decided, so that one that kills the process is known after the restart.
 * A decision takes well under a millisecond: whoever dies inside one died of it.
 */

/** An event that killed the process so often is set aside unread (facts/store.md §2.2). */
export const MOST_DEATHS = 2;

export interface BlackBox {
  /** The decision on this event begins. */
  enter(eventId: string): void;
  leave(): void;
  /** How often the process died while it decided on this event. */
  deaths(eventId: string): number;
  close(): void;
}
