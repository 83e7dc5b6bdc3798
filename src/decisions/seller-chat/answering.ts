/** What a helper asked for, answered: here, by the room it belongs to, or by a job that looks it up. */

import { formatLocal, localDate } from '../../commerce/calendar.ts';
import type { StaffCommand } from '../../conversation/staff-command.ts';
import { dayWords, pageTexts } from '../../seller/pages/texts.ts';
import type { Draft } from '../draft.ts';
import { nextOpening, pauseShop } from '../pausing.ts';
import type { Helper } from '../staff.ts';
import type { ReportAbout } from '../staff-report.ts';
import { tryAgainSoon } from '../trying-again.ts';
import { putHelper, whoIs } from '../who-helps.ts';
import { act, say, showOrder } from './acting.ts';
import { mayAsk } from './roles.ts';
import { countOne, noneLeft, talkOfStock } from './shelf.ts';
import { invite, showTeam, unlink } from './team.ts';
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
      return countOne(draft, helper, asked);
    case 'none-left':
      return noneLeft(draft, helper, asked.words);
    case 'export':
      draft.job({ kind: 'staff-list', conversationId: helper.conversationId }, helper.conversationId);
      return say(draft, helper, texts.making);
    case 'pause':
    case 'resume':
      return pause(draft, helper, asked.ask === 'pause');
    case 'pause-until-open':
      return pauseUntilOpen(draft, helper);
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
  const changed = pauseShop(draft, { do: 'pause-shop', paused, by: whoIs(helper) });
  if (!changed) return say(draft, helper, paused ? texts.pausedAlready : texts.resumedAlready);
  say(draft, helper, paused ? texts.paused : texts.resumed);
}

function pauseUntilOpen(draft: Draft, helper: Helper): void {
  const { hours, timeZone } = draft.world.files.shop;
  const until = nextOpening(hours, draft.world.now, timeZone);
  pauseShop(draft, { do: 'pause-shop', paused: true, by: whoIs(helper), until });
  const when = `${dayWords(pageTexts(helper.language), localDate(until, timeZone))}, ${formatLocal(until, timeZone, 'HH:mm')}`;
  say(draft, helper, fill(chatTexts(helper.language).pausedUntil, { when }));
}

function see(draft: Draft, helper: Helper, alertId: string): void {
  const texts = chatTexts(helper.language);
  if (!draft.get('alerts', alertId)) return say(draft, helper, texts.seenAlready);
  draft.remove('alerts', alertId);
  say(draft, helper, texts.seen);
}

function tryAgain(draft: Draft, helper: Helper, alertId: string): void {
  const texts = chatTexts(helper.language);
  if (!draft.get('alerts', alertId)) return say(draft, helper, texts.seenAlready);
  tryAgainSoon(draft, alertId);
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
