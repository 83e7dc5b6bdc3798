/**
 * The seller did something, on her page or by changing a file.
 */

import { takeTokenAction } from './api-tokens.ts';
import { answerComplaint } from './complaints.ts';
import type { Event, Reply, SellerAction } from './decision.ts';
import type { Draft } from './draft.ts';
import { erase } from './erase.ts';
import { type Once, takeOnce } from './once.ts';
import { settleTeam, tellPause } from './seller-chat/team.ts';
import { type OrderReply, takeSellerCommand } from './seller-orders/commands.ts';
import { staffOf, takeStaffAction } from './staff.ts';
import { type CountReply, countStock, takeOverCounts } from './stock-count.ts';
import { planSweep } from './sweep.ts';
import { type TalkReply, talk } from './takeover.ts';

/** `retake`: decides an event that was set aside, as if it came now. */
export function takeSellerAction(draft: Draft, action: SellerAction, retake: (event: Event) => void): void {
  switch (action.do) {
    case 'take-over-counts':
      return takeOverCounts(draft);
    case 'plan-sweep':
      return planSweep(draft);
    case 'dismiss-alert':
      return draft.remove('alerts', action.alertId);
    case 'note-copy':
      return noteCopy(draft, action.failed);
    case 'try-again':
      return tryAgain(draft, action.alertId, retake);
    case 'answer-complaint':
      return draft.answer(answerComplaint(draft, action.complaintId, action.text, action.by));
    case 'erase':
      return erase(draft, action.erasure);
    case 'count-stock':
      return draft.answer(take(draft, action.once, () => countStock(draft, action.variantId, action.count, action.by)));
    case 'write-to-customer':
    case 'take-over':
    case 'hand-back':
      return draft.answer(take(draft, action.once, () => talk(draft, action)));
    case 'order':
      return draft.answer(take(draft, action.once, () => takeSellerCommand(draft, action.orderId, action.order, action.by)));
    case 'invite-helper':
      return draft.answer(takeStaffAction(draft, action));
    case 'unlink-helper': {
      const { helpers } = staffOf(draft);
      draft.answer(takeStaffAction(draft, action));
      return settleTeam(draft, helpers);
    }
    case 'pause-shop': {
      const before = staffOf(draft).paused !== null;
      draft.answer(takeStaffAction(draft, action));
      return before === action.paused ? undefined : tellPause(draft, action.paused, action.by);
    }
    case 'make-token':
    case 'revoke-token':
    case 'note-token':
      return draft.answer(takeTokenAction(draft, action));
  }
}

const COPY = 'off-machine';

/** As long as it fails the seller has one alert of it; the next one that is whole takes it back. */
function noteCopy(draft: Draft, failed: string | null): void {
  if (failed === null) draft.dropAlert(`backup-failed:${COPY}`);
  else draft.alert({ kind: 'backup-failed', data: { about: COPY, reason: failed } });
}

function take(draft: Draft, once: Once | undefined, act: () => OrderReply | CountReply | TalkReply): Reply {
  return once ? takeOnce(draft, once, act) : act();
}

function tryAgain(draft: Draft, alertId: string, retake: (event: Event) => void): void {
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
