/**
 * What WhatsApp acknowledged: a message counts as sent once its server has it, and the word of that may come before
 * or after anybody waits for it.
 */
import type { Clock } from '../../clock.ts';

/** whatsapp-web.js, MessageAck.ACK_ERROR. */
export const REFUSED = -1;
/** In the page only. */
export const WAITING = 0;
/** Acknowledgements remembered. */
const MOST_KEPT = 500;

export interface Acks {
  /** `ack` of the message with this id. @returns whether somebody waited for it. */
  came(ref: string, ack: number): boolean;
  /** The first that is more than `WAITING`, or `REFUSED`; `WAITING` where none comes in time. `already`: as it was handed over. */
  of(ref: string, already: number): Promise<number>;
}

export function createAcks(clock: Clock, withinMs: number): Acks {
  const known = new Map<string, number>();
  const awaited = new Map<string, (ack: number) => void>();
  return {
    came(ref, ack) {
      known.set(ref, ack);
      for (const old of known.keys()) {
        if (known.size <= MOST_KEPT) break;
        known.delete(old);
      }
      const wait = awaited.get(ref);
      if (ack !== WAITING) wait?.(ack);
      return wait !== undefined;
    },
    of(ref, already) {
      const ack = known.get(ref) ?? already;
      if (ack !== WAITING) return Promise.resolve(ack);
      return new Promise((resolve) => {
        const done = (came: number): void => {
          cancel();
          awaited.delete(ref);
          resolve(came);
        };
        const cancel = clock.after(withinMs, () => done(WAITING));
        awaited.set(ref, done);
      });
    },
  };
}
