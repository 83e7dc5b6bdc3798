/** What was set aside, or did not reach the customer, is tried once more: at a word of the seller's. */
import type { Draft } from './draft.ts';
import type { Event } from './event.ts';

/** `retake`: decides an event that was set aside, as if it came now. */
export function tryAgain(draft: Draft, alertId: string, retake: (event: Event) => void): void {
  const alert = draft.get('alerts', alertId);
  if (!alert) return;
  draft.remove('alerts', alertId);
  const { dead, message } = alert.data;
  const letter = dead === undefined ? undefined : draft.get('dead', String(dead));
  if (letter) {
    draft.remove('dead', letter.id);
    retake(letter.event);
  }
  if (message !== undefined) draft.sendAgain(String(message));
}

/** In a decision of its own: should it go wrong again, nothing else is lost with it. */
export function tryAgainSoon(draft: Draft, alertId: string): void {
  draft.setTimer({ id: `try-again:${alertId}`, kind: 'try-again', ref: alertId, at: draft.world.now, round: 0 });
}
