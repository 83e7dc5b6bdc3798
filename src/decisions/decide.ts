/**
 * The one door: an event and a view in, a decision out. Pure, synchronous, deterministic: the same view,
 * event and world give the same decision.
 */

import { takeNews } from './channel-news.ts';
import { ofHerself } from './chats.ts';
import { type Decide, orNeed } from './decision.ts';
import { Draft } from './draft.ts';
import type { Event } from './event.ts';
import { forgetMarks, reportUndeliverable } from './housekeeping.ts';
import { takeResult } from './job-done.ts';
import { forgetAnswers } from './once.ts';
import { settleRedemptions } from './promotions.ts';
import { putToRest } from './rest.ts';
import { takeSellerAction } from './seller-action.ts';
import { takeMessage } from './seller-chat/hearing.ts';
import { tellHelpers } from './seller-chat/news.ts';
import { forgetSlots, settleSlots } from './slots.ts';
import { takeTimer } from './timer-due.ts';

export const decide: Decide = (view, event, world) => {
  return orNeed(() => {
    const draft = new Draft(view, world);
    take(draft, event);
    settleRedemptions(draft);
    settleSlots(draft);
    tellHelpers(draft);
    return draft.finish();
  });
};

function take(draft: Draft, event: Event): void {
  switch (event.kind) {
    case 'inbound':
      return takeMessage(draft, ofHerself(draft, event.message));
    case 'file-coming':
      return draft.job({ kind: 'fetch-file', message: event.message }, event.id);
    case 'channel-news':
      return takeNews(draft, 'chat' in event.news ? ofHerself(draft, event.news) : event.news);
    case 'payment-news':
      return draft.job({ kind: 'fetch-payment', paymentId: event.paymentId }, event.paymentId);
    case 'timer':
      return takeTimer(draft, event.timer, (again) => retake(draft, again));
    case 'job-done':
      return takeResult(draft, event.job, event.result);
    case 'seller':
      return takeSellerAction(draft, event.action, (again) => retake(draft, again));
    case 'undeliverable':
      return reportUndeliverable(draft, event);
    case 'housekeeping':
      forgetMarks(draft, event.forget);
      for (const id of event.rest) putToRest(draft, id);
      forgetSlots(draft, event.slots);
      forgetAnswers(draft, event.answers);
      return;
    case 'damage':
      return draft.alert({ kind: 'data-damaged', data: { about: event.file, file: event.file } });
  }
}

/** What was set aside is in its conversation already. */
function retake(draft: Draft, event: Event): void {
  if (event.kind === 'inbound') takeMessage(draft, ofHerself(draft, event.message), 'heard');
  else take(draft, event);
}
