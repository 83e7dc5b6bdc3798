/** Who helps in this shop: said, added and taken away in an owner's chat. */

import { localDate } from '../../commerce/calendar.ts';
import type { StaffCommand } from '../../conversation/staff-command.ts';
import { dayWords, pageTexts } from '../../seller/pages/texts.ts';
import { staffTexts } from '../../seller/staff/texts.ts';
import { awake } from '../awake.ts';
import type { Draft } from '../draft.ts';
import type { Helper } from '../staff.ts';
import { takeStaffAction } from '../staff-changes.ts';
import { withdrawUnsent } from '../unsent.ts';
import { staffOf, whoIs } from '../who-helps.ts';
import { say } from './acting.ts';
import { planSummary } from './summary-time.ts';
import { chatTexts, fill, option, plain, spoken, tellHelper, told, wayOut, whoWords } from './voice.ts';

export function showTeam(draft: Draft, helper: Helper): void {
  const texts = chatTexts(helper.language);
  const pages = pageTexts(helper.language);
  const { timeZone } = draft.world.files.shop;
  const rows = staffOf(draft).helpers.map(({ name, role, since }) =>
    fill(texts.teamRow, {
      name,
      role: staffTexts(helper.language).role[role],
      day: dayWords(pages, localDate(Date.parse(since), timeZone)),
    }),
  );
  tellHelper(draft, helper, [spoken(told(texts.team, ...rows, texts.teamHint))]);
}

export function invite(draft: Draft, helper: Helper, { role, name }: Extract<StaffCommand, { readonly ask: 'invite' }>): void {
  const texts = chatTexts(helper.language);
  const reply = takeStaffAction(draft, { do: 'invite-helper', name, role, language: null, by: whoIs(helper) });
  if (reply.invited === undefined) return say(draft, helper, reply.problem ? staffTexts(helper.language).problems[reply.problem] : '');
  const code = reply.invited;
  const links = draft.world.invites(code).map(({ url }) => fill(texts.inviteLink, { url }));
  say(draft, helper, fill(texts.invited, { name, role: staffTexts(helper.language).role[role], code }), ...links);
}

export function unlink(draft: Draft, helper: Helper, asked: Extract<StaffCommand, { readonly ask: 'unlink' }>): void {
  const texts = chatTexts(helper.language);
  if (!asked.sure) {
    const yes = option(texts.unlinkYes, { ...asked, sure: true }, { means: 'yes' });
    return tellHelper(draft, helper, [spoken(plain(fill(texts.unlinkSure, { name: asked.name })), [yes, wayOut(texts)])]);
  }
  const before = staffOf(draft).helpers;
  const reply = takeStaffAction(draft, { do: 'unlink-helper', name: asked.name, by: whoIs(helper) });
  if (reply.problem) return say(draft, helper, staffTexts(helper.language).problems[reply.problem]);
  say(draft, helper, fill(texts.unlinkDone, { name: asked.name }));
  settleTeam(draft, before);
}

/** Who is no longer of the team is told in her chat; the day is summed up as long as somebody reads it. */
export function settleTeam(draft: Draft, before: readonly Helper[]): void {
  const now = staffOf(draft).helpers;
  for (const gone of before.filter((one) => !now.some(({ conversationId }) => conversationId === one.conversationId))) letGo(draft, gone);
  planSummary(draft);
}

/** What was still to be sent to her is of the shop, and no longer hers to read. */
function letGo(draft: Draft, gone: Helper): void {
  const conversation = awake(draft, gone.conversationId);
  if (!conversation) return;
  withdrawUnsent(draft, conversation, 'no-helper');
  draft.put('conversations', conversation.id, { ...conversation, lastMenuN: null });
  tellHelper(draft, gone, [spoken(plain(fill(chatTexts(gone.language).unlinked, { shop: draft.world.files.shop.name })))]);
}

/** The others are told who stopped the shop, or began again. `by`: as in the history of orders. */
export function tellPause(draft: Draft, paused: boolean, by: string): void {
  for (const helper of staffOf(draft).helpers) {
    if (whoIs(helper) === by || helper.role === 'courier') continue;
    const texts = chatTexts(helper.language);
    say(draft, helper, fill(paused ? texts.otherPaused : texts.otherResumed, { who: whoWords(texts, by, helper) }));
  }
}
