/**
 * Two of the shop speak with each other in a chat of the team, from the shop's own telephone: nobody is a customer
 * there, and nothing is taken over. What the program does not understand in between is not meant for it.
 */

import type { TypedBySeller } from '../../conversation/channel-news.ts';
import { cleanText } from '../../conversation/clean.ts';
import { conversationOf } from '../chats.ts';
import type { Draft } from '../draft.ts';
import type { Helper } from '../staff.ts';
import { helperIn, putHelper } from '../who-helps.ts';

/** How long they may be speaking after the last word from that telephone, in ms. */
const ASIDE_MS = 30 * 60_000;

/** True where it was one of the team who was written to. */
export function heardAside(draft: Draft, news: TypedBySeller): boolean {
  const conversation = conversationOf(draft, news);
  const helper = conversation && helperIn(draft, conversation.id);
  if (!conversation || !helper) return false;
  draft.hear(conversation, news.body, news.body.kind === 'text' ? cleanText(news.body.text).text : '', 'seller');
  putHelper(draft, { ...helper, asideUntil: news.at + ASIDE_MS });
  return true;
}

export function isAside({ asideUntil = 0 }: Helper, now: number): boolean {
  return asideUntil > now;
}
