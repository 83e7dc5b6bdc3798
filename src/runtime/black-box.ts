/**
 * Remembers which event is being decided, so that one that kills the process is known after the restart.
 * A decision takes well under a millisecond: whoever dies inside one died of it.
 */

/**
 * An event during which the process died so often is set aside unread (facts/store.md §2.2 says twice). A
 * process that is killed again and again from outside, just after its start, may die inside the same first
 * decision by chance: that must not accuse the message.
 */
export const MOST_DEATHS = 4;

export interface BlackBox {
  /** The decision on this event begins. */
  enter(eventId: string): void;
  leave(): void;
  /** How often the process died while it decided on this event. */
  deaths(eventId: string): number;
  close(): void;
}
