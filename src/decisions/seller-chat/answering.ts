/** What a helper asked for, answered: here, by the room it belongs to, or by a job that looks it up. */
import type { StaffCommand } from '../../conversation/staff-command.ts';
import type { Draft } from '../draft.ts';
import { type Helper, putHelper, staffOf, takeStaffAction, whoIs } from '../staff.ts';
import { act, say, showOrder } from './acting.ts';
import type { ReportAbout } from './report.ts';
import { mayAsk } from './roles.ts';
import { countOne, noneLeft, talkOfStock } from './shelf.ts';
import { invite, showTeam, tellPause, unlink } from './team.ts';
import { examplesFor } from './unsure.ts';
import { chatTexts, fill, option, spoken, tellHelper, told } from './voice.ts';
import { lookForWhose } from './whose.ts';
import { beginWriting, handBack } from './writing.ts';

export function answerAsk(draft: Draft, helper: Helper, asked: StaffCommand): void {
  const texts = chatTexts(helper.language);
  if (!mayAsk(helper.role, asked.ask)) return say(draft, helper, texts.notYours);
  switch (asked.ask) {
    case 'orders':
    case 'to-collect':
    case 'to-prepare':
    case 'to-send':
    case 'to-deliver':
    case 'late':
    case 'today':
    case 'summary':
    case 'yesterday':
    case 'week':
      return lookUp(draft, helper, asked.ask);
    case 'whose':
      return lookForWhose(draft, helper, asked);
    case 'elsewhere':
      return say(draft, helper, fill(texts.elsewhere, { examples: examplesFor(helper) }));
    case 'order':
      return showOrder(draft, helper, asked.number);
    case 'act':
      return act(draft, helper, asked);
    case 'write':
      return beginWriting(draft, helper, asked);
    case 'hand-back':
      return handBack(draft, helper, asked.conversationId);
    case 'stock':
      return talkOfStock(draft, helper, asked);
    case 'count':
      return countOne(draft, helper, asked.variantId, asked.count);
    case 'none-left':
      return noneLeft(draft, helper, asked.words);
    case 'export':
      draft.job({ kind: 'staff-list', conversationId: helper.conversationId }, helper.conversationId);
      return say(draft, helper, texts.making);
    case 'pause':
    case 'resume':
      return pause(draft, helper, asked.ask === 'pause');
    case 'team':
      return showTeam(draft, helper);
    case 'invite':
      return invite(draft, helper, asked);
    case 'unlink':
      return unlink(draft, helper, asked);
    case 'seen':
      return see(draft, helper, asked.alertId);
    case 'try-again':
      return tryAgain(draft, helper, asked.alertId);
    case 'shop':
      putHelper(draft, { ...helper, shopping: true });
      return say(draft, helper, texts.shopping);
    case 'work': {
      const { shopping: _was, ...working } = helper;
      putHelper(draft, working);
      return say(draft, helper, texts.working);
    }
    case 'speak':
      putHelper(draft, { ...helper, language: asked.language });
      return say(draft, { ...helper, language: asked.language }, chatTexts(asked.language).language);
    case 'thanks':
      return say(draft, helper, texts.thanked);
    case 'leave':
      return say(draft, helper, texts.left);
    case 'help':
      return help(draft, helper);
  }
}

function lookUp(draft: Draft, { conversationId }: Helper, about: Exclude<ReportAbout, 'whose'>): void {
  draft.job({ kind: 'staff-report', conversationId, about }, `${about}:${conversationId}`);
}

function pause(draft: Draft, helper: Helper, paused: boolean): void {
  const texts = chatTexts(helper.language);
  const before = staffOf(draft).paused !== null;
  if (before === paused) return say(draft, helper, paused ? texts.pausedAlready : texts.resumedAlready);
  takeStaffAction(draft, { do: 'pause-shop', paused, by: whoIs(helper) });
  say(draft, helper, paused ? texts.paused : texts.resumed);
  tellPause(draft, paused, whoIs(helper));
}

function see(draft: Draft, helper: Helper, alertId: string): void {
  const texts = chatTexts(helper.language);
  if (!draft.get('alerts', alertId)) return say(draft, helper, texts.seenAlready);
  draft.remove('alerts', alertId);
  say(draft, helper, texts.seen);
}

function tryAgain(draft: Draft, helper: Helper, alertId: string): void {
  const texts = chatTexts(helper.language);
  const alert = draft.get('alerts', alertId);
  if (!alert) return say(draft, helper, texts.seenAlready);
  draft.remove('alerts', alertId);
  if (alert.data.message !== undefined) draft.sendAgain(String(alert.data.message));
  say(draft, helper, texts.triedAgain);
}

function help(draft: Draft, helper: Helper): void {
  const texts = chatTexts(helper.language);
  const { helpLines, helpCourier, choices } = texts;
  const { orders, acts, stock, today, export: list, pause: pausing, shop, team } = helpLines;
  const lines =
    helper.role === 'courier'
      ? [helpCourier.orders, helpCourier.acts]
      : [orders, acts, stock, today, list, ...(helper.role === 'owner' ? [pausing, team] : []), shop];
  const ways =
    helper.role === 'courier'
      ? [option(choices.orders, { ask: 'orders' })]
      : [
          option(choices.orders, { ask: 'orders' }),
          option(choices.today, { ask: 'today' }),
          option(choices.stock, { ask: 'stock', words: '', count: null }),
        ];
  tellHelper(draft, helper, [spoken(told(texts.help, ...lines.map((line) => `• ${line}`)), ways)]);
}
