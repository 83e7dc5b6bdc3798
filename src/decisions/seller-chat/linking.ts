/**
 * A code that somebody carried here makes this chat one of the shop's own. Until then it is a customer's; from
 * then on what is said in it is no part of what customers do.
 */

import { codeIn } from '../../conversation/code.ts';
import type { InboundMessage } from '../../conversation/message.ts';
import { staffTexts } from '../../seller/staff/texts.ts';
import { whoWrites } from '../customer-message.ts';
import type { Draft } from '../draft.ts';
import { type Helper, STAFF } from '../staff.ts';
import { takeoverTimer } from '../takeover.ts';
import { staffOf } from '../who-helps.ts';
import { planSummary } from './summary-time.ts';
import { chatTexts, fill, option, plain, spoken, tellHelper, told } from './voice.ts';

/** True where the message was such a code, and the chat is linked now. */
export function linkByCode(draft: Draft, message: InboundMessage, conversationId: string): boolean {
  const staff = draft.get('staff', STAFF);
  if (!staff || staff.codes.length === 0) return false;
  const code = carriedBy(message);
  const now = draft.world.now;
  const digest = code === null ? null : draft.world.digest(code);
  const invited = staff.codes.find((one) => one.digest === digest && one.until > now);
  if (!invited) return false;
  const language = invited.language ?? languageOf(draft, message, conversationId);
  const { name, role } = invited;
  const helper: Helper = { conversationId, name, role, language, since: draft.at };
  draft.put('staff', STAFF, {
    ...staff,
    helpers: [...staff.helpers, helper],
    codes: staff.codes.filter((one) => one !== invited && one.until > now),
  });
  const { takenOver: _over, ...conversation } = whoWrites(draft, message).conversation;
  draft.clearTimer(takeoverTimer(conversation.id));
  draft.hear({ ...conversation, burst: [], language, lastInboundAt: draft.at }, message.body, '');
  welcome(draft, helper);
  planSummary(draft);
  return true;
}

/** Written, or carried by the link that opened the chat. */
function carriedBy({ body, campaign }: InboundMessage): string | null {
  const carried = campaign === undefined ? null : codeIn(campaign);
  return carried ?? (body.kind === 'text' ? codeIn(body.text) : null);
}

function languageOf(draft: Draft, { languageHint }: InboundMessage, conversationId: string): Helper['language'] {
  const spokenHere = draft.get('conversations', conversationId)?.language;
  const hint = languageHint?.slice(0, 2).toLowerCase();
  const hinted = hint === 'es' || hint === 'pt' || hint === 'en' ? hint : null;
  return spokenHere ?? hinted ?? draft.world.files.shop.language;
}

function welcome(draft: Draft, helper: Helper): void {
  const texts = chatTexts(helper.language);
  const { name, role } = helper;
  const title = fill(texts.linked, { name, role: staffTexts(helper.language).role[role], shop: draft.world.files.shop.name });
  const ways = [option(texts.choices.orders, { ask: 'orders' }), option(texts.choices.help, { ask: 'help' })];
  tellHelper(draft, helper, [spoken(told(title, texts.linkedThen), ways)]);
  for (const other of staffOf(draft).helpers) {
    if (other.conversationId === helper.conversationId || other.role !== 'owner') continue;
    const words = chatTexts(other.language);
    tellHelper(draft, other, [spoken(plain(fill(words.joined, { name, role: staffTexts(other.language).role[role] })))]);
  }
}
