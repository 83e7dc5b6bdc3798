/**
 * The shop takes no new orders for a while, and begins again: at a word of the seller's, or by itself when it opens
 * by its hours. Who was told so and wanted to buy was promised to be written to; she is, once.
 */
import { instantAt, localDate, localMinute, minuteOfDay, plusDays, weekday } from '../commerce/calendar.ts';
import type { OpeningHours } from '../commerce/catalog.ts';
import { type Conversation, isTakenOver } from '../conversation/conversation.ts';
import type { Draft } from './draft.ts';
import { goOn } from './going-on.ts';
import { tellPause } from './seller-chat/team.ts';
import { STAFF, type StaffAction } from './staff.ts';
import { takeStaffAction } from './staff-changes.ts';
import { helperIn, staffOf } from './who-helps.ts';
import { rememberWhoWaits } from './who-waits.ts';

const OPENING = `shop-opens:${STAFF}`;
/** How long ago she may have written to be written to, in ms: WhatsApp's window is as long; older is no news elsewhere. */
const STILL_WAITS_MS = { 'whatsapp-cloud': 24 * 60 * 60_000, other: 14 * 24 * 60 * 60_000 };

/** Answers false where it was so already. */
export function pauseShop(draft: Draft, action: Extract<StaffAction, { readonly do: 'pause-shop' }>): boolean {
  const before = staffOf(draft).paused;
  takeStaffAction(draft, action);
  const after = staffOf(draft).paused;
  if (before === after) return false;
  if (after?.until === undefined) draft.clearTimer(OPENING);
  else draft.setTimer({ id: OPENING, kind: 'shop-opens', ref: STAFF, at: after.until, round: 0 });
  if (!after) tellWhoWaited(draft);
  tellPause(draft, after !== null, action.by);
  return true;
}

/** It opens by itself: by its hours, as the one who paused it wanted. */
export function openInTime(draft: Draft): void {
  pauseShop(draft, { do: 'pause-shop', paused: false, by: 'hours' });
}

/** Each in a decision of her own: they are many, and what goes wrong with one is nothing to the others. */
function tellWhoWaited(draft: Draft): void {
  const { waiting = [], ...staff } = staffOf(draft);
  draft.put('staff', STAFF, staff);
  for (const id of waiting) draft.setTimer({ id: `reopened:${id}`, kind: 'reopened', ref: id, at: draft.world.now, round: 0 });
}

/** Not where it was closed again meanwhile: then she waits on. */
export function tellReopened(draft: Draft, conversationId: string): void {
  if (staffOf(draft).paused) return rememberWhoWaits(draft, conversationId);
  // One that is at rest waits no more: nobody has written in it for longer than that.
  const conversation = draft.get('conversations', conversationId);
  if (!conversation || !mayBeTold(draft, conversation)) return;
  draft.dropAlert(`order-while-paused:${conversationId}`);
  goOn(draft, conversation, (wording) => wording.rich('order.reopened', { shop: draft.world.files.shop.name }));
}

/** Not where a person speaks, nor where it does not arrive or comes too late. */
function mayBeTold(draft: Draft, conversation: Conversation): boolean {
  const { channel, lastInboundAt, unreachable } = conversation;
  const { now } = draft.world;
  const limit = channel === 'whatsapp-cloud' ? STILL_WAITS_MS['whatsapp-cloud'] : STILL_WAITS_MS.other;
  const isRecent = lastInboundAt !== null && now - Date.parse(lastInboundAt) < limit;
  return isRecent && !unreachable && !isTakenOver(conversation, now) && !helperIn(draft, conversation.id);
}

/** Before this local hour the day that begins is "tomorrow" for whoever is still up. */
const NIGHT_ENDS = '04:00';
/** Where no day has hours. */
const OPENS_AT = '08:00';
const DAYS_AHEAD = 14;

/** ms since the epoch of the next day's opening, as "until tomorrow" means it. */
export function nextOpening(hours: OpeningHours, now: number, timeZone: string): number {
  const today = localDate(now, timeZone);
  const first = localMinute(now, timeZone) < minuteOfDay(NIGHT_ENDS) ? today : plusDays(today, 1);
  for (let days = 0; days < DAYS_AHEAD; days += 1) {
    const date = plusDays(first, days);
    const open = hours.days[weekday(date)];
    if (open && instantAt(date, open.from, timeZone) > now) return instantAt(date, open.from, timeZone);
  }
  return instantAt(plusDays(today, 1), OPENS_AT, timeZone);
}
