/**
 * Going on in another chat: she asks for a code here, writes it there or opens the link that has it, says that it is
 * hers, and goes on there with what she had. Whoever sends her a code of his own is named by it: she is asked first.
 */
import type { Door } from '../commands.ts';
import type { Spoken } from '../menu.ts';
import type { Rich } from '../message.ts';
import { joinParagraphs } from '../wording/wording.ts';
import type { CarriedFrom, Invite } from './counter.ts';
import { takeJoinCode } from './joining.ts';
import { ask, restIfEmptyHanded, say, speak, type Turn } from './turn.ts';

const MINUTE_MS = 60_000;
const CARRIED_GOOD_MINUTES = 15;
/** How long a code that she carries is good, in ms. */
export const CARRIED_GOOD_MS = CARRIED_GOOD_MINUTES * MINUTE_MS;
/** Codes that may be wrong in one conversation before none is looked at for as long as a code is good. */
const MOST_WRONG = 3;
/** Links of one answer: with the question that comes after them they are the bubbles of a turn. */
const MOST_LINKS = 2;

/** Through which door a channel is reached. */
export function doorOf(channel: string): Door {
  return channel.startsWith('whatsapp') ? 'whatsapp' : channel === 'telegram' ? 'telegram' : 'web';
}

/** "Quiero seguir por Telegram." */
export function goElsewhere(turn: Turn, to: Door | null): void {
  const { wording } = turn;
  turn.pendingTouched = true;
  restIfEmptyHanded(turn);
  const here = doorOf(turn.conversation.channel);
  if (to === here) return say(turn, wording.rich('move.here_already', { where: wording.plain(`door.${here}`) }));
  const { code, invites } = turn.counter.carryCode();
  const others = invites.filter(({ channel }) => doorOf(channel) !== here);
  if (others.length === 0) return say(turn, wording.rich('move.nowhere'));
  turn.conversation = { ...turn.conversation, carries: code };
  const wanted = others.filter(({ channel }) => doorOf(channel) === to);
  const how = joinParagraphs([
    ...(to !== null && wanted.length === 0 ? [wording.rich('move.not_there', { where: wording.plain(`door.${to}`) })] : []),
    wording.rich('move.how', { code, minutes: CARRIED_GOOD_MINUTES }),
  ]);
  const links = (wanted.length > 0 ? wanted : others).slice(0, MOST_LINKS);
  turn.bubbles.push(...links.map((invite, index) => linkBubble(turn, invite, index === 0 ? how : wording.rich('move.or'))));
}

function linkBubble({ wording }: Turn, { channel, url }: Invite, rich: Rich): Spoken {
  return { kind: 'link', rich, url, label: wording.plain('move.link', { where: wording.plain(`door.${doorOf(channel)}`) }) };
}

/** Whatever was asked, a code means another conversation of hers: never an order, and never without an answer. */
export function takeCode(turn: Turn, code: string): void {
  const { wording } = turn;
  turn.pendingTouched = true;
  restIfEmptyHanded(turn);
  if (isTried(turn)) return say(turn, wording.rich('code.enough', { minutes: CARRIED_GOOD_MINUTES }));
  const from = turn.counter.carriedFrom(code);
  if (from?.id === turn.conversation.id) return say(turn, wording.rich('code.own'));
  if (from) return askWhetherHers(turn, code, from);
  if (turn.conversation.joining?.step === 'code') return takeJoinCode(turn, code);
  countWrong(turn);
  say(turn, wording.rich('code.stale', { minutes: CARRIED_GOOD_MINUTES }));
}

function isTried({ conversation, now }: Turn): boolean {
  const { wrongCodes } = conversation;
  return wrongCodes !== undefined && now < wrongCodes.until && wrongCodes.count >= MOST_WRONG;
}

function countWrong(turn: Turn): void {
  const { wrongCodes } = turn.conversation;
  const count = wrongCodes && turn.now < wrongCodes.until ? wrongCodes.count + 1 : 1;
  turn.conversation = { ...turn.conversation, wrongCodes: { count, until: turn.now + CARRIED_GOOD_MS } };
}

function askWhetherHers(turn: Turn, code: string, { channel, language }: CarriedFrom): void {
  // Whoever has said nothing here yet is most likely the one who spoke there.
  if (turn.conversation.language === null && language !== null) speak(turn, language);
  const { wording } = turn;
  ask(turn, {
    rich: wording.rich('move.ask', { where: wording.plain(`door.${doorOf(channel)}`) }),
    choices: [
      { label: wording.plain('move.yes'), commands: [{ do: 'go-on-here', code, sure: true }], means: 'yes' },
      { label: wording.plain('move.no'), commands: [{ do: 'go-on-here', code, sure: false }], means: 'no' },
    ],
    pending: null,
  });
}

/** The documents are joined when the turn is over, and what she had there is gone on with then. */
export function goOnHere(turn: Turn, code: string, sure: boolean): void {
  const { wording } = turn;
  turn.pendingTouched = true;
  restIfEmptyHanded(turn);
  if (!sure) return say(turn, wording.rich('move.left'));
  const from = turn.counter.carriedFrom(code);
  if (!from) return say(turn, wording.rich('code.stale', { minutes: CARRIED_GOOD_MINUTES }));
  const { wrongCodes: _forgotten, ...conversation } = turn.conversation;
  turn.conversation = { ...conversation, joining: { step: 'proved', other: from.id, code } };
}
