/** A helper writes to a customer from her own chat: the next thing she writes is passed on as hers. */

import { cleanText } from '../../conversation/clean.ts';
import type { StaffCommand } from '../../conversation/staff-command.ts';
import { awake } from '../awake.ts';
import type { Draft } from '../draft.ts';
import { isErased } from '../erased.ts';
import type { Doing, Helper } from '../staff.ts';
import { talk } from '../takeover.ts';
import { putHelper, whoIs } from '../who-helps.ts';
import { ANSWER_MS, orderFor, say } from './acting.ts';
import { chatTexts, fill, option, plain, spoken, tellHelper, wayOut } from './voice.ts';

/** `conversationId` empty: of the order with this number. */
export function beginWriting(
  draft: Draft,
  helper: Helper,
  { conversationId, number, text }: Extract<StaffCommand, { readonly ask: 'write' }>,
): void {
  const texts = chatTexts(helper.language);
  const order = number === null ? undefined : orderFor(draft, helper, number);
  if (number !== null && !order) return;
  const to = order?.conversationId ?? conversationId;
  if (isErased(to) || !awake(draft, to)) return say(draft, helper, texts.noChat);
  if (text !== undefined) return passOn(draft, helper, { conversationId: to, number }, text);
  putHelper(draft, { ...helper, doing: { what: 'write', conversationId: to, number, until: draft.world.now + ANSWER_MS } });
  const name = nameOf(draft, helper, to, number);
  tellHelper(draft, helper, [spoken(plain(fill(texts.writeTo, { name })), [wayOut(texts)])], to);
}

export function passOn(
  draft: Draft,
  helper: Helper,
  { conversationId, number }: Pick<Extract<Doing, { readonly what: 'write' }>, 'conversationId' | 'number'>,
  raw: string,
): void {
  const texts = chatTexts(helper.language);
  const { text } = cleanText(raw);
  if (!awake(draft, conversationId)) return say(draft, helper, texts.noChat);
  const reply = talk(draft, { do: 'write-to-customer', conversationId, text, by: whoIs(helper) });
  if (!reply.ok) return say(draft, helper, texts.notWritten);
  const name = nameOf(draft, helper, conversationId, number);
  const ways = [
    option(texts.choices.again, { ask: 'write', conversationId, number }),
    option(texts.choices.handBack, { ask: 'hand-back', conversationId }),
  ];
  tellHelper(draft, helper, [spoken(plain(fill(texts.written, { name, text })), ways)], conversationId);
}

/** The program answers her again. */
export function handBack(draft: Draft, helper: Helper, conversationId: string): void {
  const texts = chatTexts(helper.language);
  const reply = talk(draft, { do: 'hand-back', conversationId, by: whoIs(helper) });
  say(draft, helper, reply.ok ? texts.handedBack : texts.noChat);
}

/** Of the order, else as she is known in this conversation. */
export function nameOf(draft: Draft, { language }: Helper, conversationId: string, number: number | null): string {
  const order = number === null ? undefined : draft.get('orders', String(number));
  const conversation = awake(draft, conversationId);
  const known = conversation && draft.get('customers', conversation.customerId)?.name;
  return order?.customer.name ?? known ?? chatTexts(language).customer;
}
