/**
 * A channel knows a customer by another id from now on: her conversation goes on under it, and what is said to her
 * goes there. Where she wrote from the new chat before the shop heard of it, two conversations are one person's.
 */

import { type Chat, chatId, conversationOf } from './chats.ts';
import type { Draft } from './draft.ts';
import { joinCustomers } from './joining.ts';
import { STAFF } from './staff.ts';
import { helperIn, staffOf } from './who-helps.ts';

export function moveChat(draft: Draft, from: Chat, to: string): void {
  const before = conversationOf(draft, from);
  if (!before || before.chat === to) return;
  const id = chatId({ ...from, chat: to });
  const already = conversationOf(draft, id);
  if (already?.id === before.id) return;
  const { unreachable: _there, ...rest } = before;
  draft.put('conversations', before.id, { ...rest, chat: to });
  draft.dropAlert(`customer-unreachable:${before.id}`);
  if (!already) return draft.put('aliases', id, { id, conversationId: before.id });
  moveHelper(draft, before.id, already.id);
  const kept = draft.get('customers', before.customerId);
  const gone = draft.get('customers', already.customerId);
  if (kept && gone && kept.id !== gone.id) joinCustomers(draft, kept, gone, 'both');
}

/** She may be of the team: then she is so where she writes now. */
function moveHelper(draft: Draft, from: string, to: string): void {
  if (!helperIn(draft, from) || helperIn(draft, to)) return;
  const staff = staffOf(draft);
  const helpers = staff.helpers.map((one) => (one.conversationId === from ? { ...one, conversationId: to } : one));
  draft.put('staff', STAFF, { ...staff, helpers });
}
