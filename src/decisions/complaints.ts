/**
 * The complaints book in any decision: a complaint is written down with its number, the seller is told with its
 * day, and told again before that day comes; her answer reaches whoever complained.
 */

import { startOfLocalDay } from '../commerce/calendar.ts';
import { answerDueOn, type Complaint, type ComplaintFiled, sheetNumber } from '../commerce/complaint.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { joinLines } from '../conversation/wording/wording.ts';
import { awake } from './awake.ts';
import type { Draft } from './draft.ts';
import { isErased } from './erased.ts';
import type { ComplaintReply } from './event.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Before its day, so that there are working days left to answer it. */
const REMINDED_BEFORE_MS = 3 * DAY_MS;

export function fileComplaint(draft: Draft, conversation: Conversation, filed: ComplaintFiled): Complaint {
  const { shop } = draft.world.files;
  const counter = draft.get('counters', 'complaints') ?? { id: 'complaints', next: 1 };
  const complaint: Complaint = {
    id: String(counter.next),
    number: counter.next,
    ...filed,
    at: draft.at,
    dueOn: answerDueOn(draft.world.now, shop.timeZone, shop.publicHolidays ?? []),
    customerId: conversation.customerId,
    conversationId: conversation.id,
    language: conversation.language ?? shop.language,
  };
  draft.put('counters', 'complaints', { id: 'complaints', next: counter.next + 1 });
  draft.put('complaints', complaint.id, complaint);
  alert(draft, 'complaint-filed', complaint);
  const at = startOfLocalDay(complaint.dueOn, shop.timeZone) - REMINDED_BEFORE_MS;
  draft.setTimer({ id: `complaint-due:${complaint.id}`, kind: 'complaint-due', ref: complaint.id, at, round: 0 });
  return complaint;
}

function alert(draft: Draft, kind: 'complaint-filed' | 'complaint-due', { id, number, at, dueOn, conversationId }: Complaint): void {
  const sheet = sheetNumber({ number, at }, draft.world.files.shop.timeZone);
  draft.alert({ kind, ...(!isErased(conversationId) && { conversationId }), data: { about: id, sheet, due: dueOn } });
}

/** Its day is near. */
export function remindOfComplaint(draft: Draft, id: string): void {
  const complaint = draft.get('complaints', id);
  if (complaint && !complaint.answer) alert(draft, 'complaint-due', complaint);
}

/** Answered once: what was said counts. */
export function answerComplaint(draft: Draft, id: string, text: string, who: string): ComplaintReply {
  const complaint = draft.get('complaints', id);
  if (!complaint) return { ok: false, code: 'COMPLAINT_NOT_FOUND', complaintId: id };
  if (complaint.answer) return { ok: false, code: 'COMPLAINT_ANSWERED', complaintId: id };
  const answered: Complaint = { ...complaint, answer: { at: draft.at, text, who } };
  draft.put('complaints', id, answered);
  for (const kind of ['complaint-filed', 'complaint-due']) draft.dropAlert(`${kind}:${id}`);
  draft.clearTimer(`complaint-due:${id}`);
  tellAnswer(draft, answered, text);
  return { ok: true, complaint: answered };
}

/** Nobody where she was erased. */
function tellAnswer(draft: Draft, complaint: Complaint, text: string): void {
  const conversation = isErased(complaint.conversationId) ? undefined : awake(draft, complaint.conversationId);
  if (!conversation) return;
  const wording = draft.wording(conversation.language ?? complaint.language);
  const sheet = sheetNumber(complaint, draft.world.files.shop.timeZone);
  draft.say(conversation, [
    { kind: 'text', rich: joinLines([wording.rich('complaints.answered', { sheet }), wording.rich('order.shop_says', { what: text })]) },
  ]);
}
