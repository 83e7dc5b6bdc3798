/**
 * The seller did something, on her page or by changing a file.
 */

import { takeTokenAction } from './api-tokens.ts';
import { answerComplaint } from './complaints.ts';
import type { Draft } from './draft.ts';
import { erase } from './erase.ts';
import type { CountReply, Event, Reply, SellerAction } from './event.ts';
import type { Once } from './kept-answer.ts';
import { takeOnce } from './once.ts';
import { pauseShop } from './pausing.ts';
import { settleTeam } from './seller-chat/team.ts';
import type { OrderReply } from './seller-orders/arguments.ts';
import { takeSellerCommand } from './seller-orders/commands.ts';
import { takeStaffAction } from './staff-changes.ts';
import { countStock, takeOverCounts } from './stock-count.ts';
import { planSweep } from './sweep.ts';
import { talk } from './takeover.ts';
import type { TalkReply } from './talk.ts';
import { tryAgain } from './trying-again.ts';
import { staffOf } from './who-helps.ts';

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
      pauseShop(draft, action);
      return draft.answer({ ok: true, staff: staffOf(draft) });
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
