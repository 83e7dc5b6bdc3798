/**
 * News of an order after the 24 hours. All that may be sent then is a template that Meta approved beforehand; the shop
 * fills one with two places in its body, {{1}} the number of the order and {{2}} what is new. Whether there is one is the
 * seller's setting: Meta bills it, and decides whether it is a utility. What does not fit into a place is not sent.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview
 */
import type { LoggedMessage } from '../../conversation/message.ts';
import { textOf } from '../rendering/split.ts';
import { LONGEST_NEWS_IN_TEMPLATE } from './limits.ts';
import type { Part } from './parts.ts';

export interface OrderTemplate {
  readonly name: string;
  /** As Meta names it: `es`, `pt_BR`. */
  readonly language: string;
}

/** null where it is no news of an order, or too long for it. */
export function inTemplate({ name, language }: OrderTemplate, message: LoggedMessage): Part | null {
  const { orderId } = message;
  const news = inOneLine(wordsOf(message));
  if (orderId === undefined || news === '' || news.length > LONGEST_NEWS_IN_TEMPLATE) return null;
  const parameters = [`#${orderId}`, news].map((text) => ({ type: 'text', text }));
  return { payload: { type: 'template', template: { name, language: { code: language }, components: [{ type: 'body', parameters }] } } };
}

/** Without what could be tapped, which a template has no place for; a link is written out. */
function wordsOf({ body, text }: LoggedMessage): string {
  return 'rich' in body && body.kind !== 'link' ? textOf(body.rich) : text;
}

/** Places take neither new lines nor tabs, nor more than four spaces in a row. */
function inOneLine(text: string): string {
  return text
    .split(/\s*\n\s*/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join(' · ');
}
