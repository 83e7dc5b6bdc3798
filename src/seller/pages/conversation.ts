/**
 * A conversation as the customer saw it, the shop at the left and the customer at the right, and what the seller can
 * do in it: write to her, keep the assistant silent, or let it go on.
 */
import { html } from 'hono/html';
import { type Conversation, isTakenOver } from '../../conversation/conversation.ts';
import type { LoggedMessage, Rich } from '../../conversation/message.ts';
import type { Told } from '../desk/order-desk.ts';
import { exportTexts } from '../exports/texts.ts';
import { frame, type Markup, type Setting, state, time } from './layout.ts';
import { fill, whenWords } from './texts.ts';

export interface ConversationView {
  /** A page of messages, in order. */
  readonly messages: readonly LoggedMessage[];
  /** Who speaks in it; undefined where it is at rest. */
  readonly conversation: Conversation | undefined;
  /** Of her last order; null where she has bought nothing. */
  readonly name: string | null;
  /** What came of something just done. */
  readonly told?: Told | undefined;
  /** False where its file is damaged. */
  readonly readable: boolean;
  /** Where this page is found, without its query. */
  readonly path: string;
  /** Number below which the page before this one ends; null on the first. */
  readonly older: number | null;
  /** Whether later messages are not on this page. */
  readonly further: boolean;
}

export function conversationPage(setting: Setting, view: ConversationView): Markup {
  const { conversation: words } = setting.texts;
  return frame(
    setting,
    'orders',
    view.name ?? words.title,
    html`<h1>${view.name ?? words.title}</h1>
${view.conversation ? whereAndWhat(setting, view.conversation) : ''}
${view.messages.length === 0 ? html`<p class="calm">${view.readable ? words.none : words.damaged}</p>` : whoSpeaks(setting, view.conversation)}
${view.older === null ? '' : html`<p class="pages"><a class="pill" href="${view.path}?before=${view.older}">${words.older}</a></p>`}
<ol class="talk">${view.messages.map((message) => bubble(setting, message))}</ol>
${view.further ? html`<p class="pages"><a class="pill" href="${view.path}">${words.newest}</a></p>` : ''}
${view.told ? view.told.lines.map((line) => html`<p class="${view.told?.ok ? 'said' : 'refused'}" role="status">${line}</p>`) : ''}
${view.messages.length === 0 || view.conversation?.unreachable ? '' : answer(setting, view)}`,
  );
}

/** By which channel she writes, and what she has bought. */
function whereAndWhat({ shop, texts }: Setting, { channel, orders }: Conversation): Markup {
  const names: Readonly<Record<string, string>> = exportTexts(shop.language).channel;
  const links = orders
    .slice(-ORDERS_NAMED)
    .map((number) => html` · <a href="/seller/orders/${number}">${fill(texts.order.title, { number })}</a>`);
  return html`<p class="hint">${names[channel] ?? channel}${links}</p>`;
}

/** The newest; the others are a search away. */
const ORDERS_NAMED = 3;

function whoSpeaks(setting: Setting, conversation: Conversation | undefined): Markup {
  const { conversation: words } = setting.texts;
  if (conversation?.unreachable) return html`<p>${state('alarm', words.unreachable)}</p>`;
  if (!conversation?.takenOver || !isTakenOver(conversation, setting.now)) return html`<p>${state('go', words.free)}</p>`;
  const { by, until } = conversation.takenOver;
  const untilWords = whenWords(setting.texts, new Date(until).toISOString(), setting.now, setting.shop.timeZone);
  const name = by.split(':')[1];
  return html`<p>${state('work', fill(words.taken, { until: untilWords }))}${name === undefined ? '' : html` <small>${fill(words.by, { by: name })}</small>`}</p>`;
}

/** Plain forms: the page has no script. */
function answer(setting: Setting, { path, conversation }: ConversationView): Markup {
  const { conversation: words } = setting.texts;
  const isTaken = conversation !== undefined && isTakenOver(conversation, setting.now);
  return html`<form method="post" action="${path}" class="answer"><input type="hidden" name="do" value="write-to-customer">
<p><label for="text">${words.reply}</label><textarea id="text" name="text" rows="3" maxlength="4096" required></textarea></p>
<p class="hint">${words.replyHint}</p>
<button class="pill main">${words.send}</button></form>
<form method="post" action="${path}"><input type="hidden" name="do" value="${isTaken ? 'hand-back' : 'take-over'}"><button class="pill">${isTaken ? words.handBack : words.takeOver}</button></form>`;
}

function bubble(setting: Setting, message: LoggedMessage): Markup {
  const { conversation: words } = setting.texts;
  return html`<li class="bubble ${message.from}"><small>${words[message.from]} · ${time(setting, message.at)}</small>${content(message, words)}${message.unsent ? html`<small>${message.unsent === 'seller-wrote' ? words['seller-wrote'] : words.notSent}</small>` : ''}</li>`;
}

/** What was said, with its emphasis; options and links as words, because here nobody can take them. */
function content(message: LoggedMessage, words: Setting['texts']['conversation']): Markup {
  const { body } = message;
  switch (body.kind) {
    case 'media':
      return html`${sent(body, words)}${message.text ? html`<p>${message.text}</p>` : ''}`;
    case 'menu':
      return html`${body.image ? html`<img src="/images/${body.image.name}" alt="${body.image.alt}" loading="lazy">` : ''}<p>${spans(body.rich)}</p><p class="choices">${body.menu.options.map((option) => html`<span>${option.number}. ${option.label}</span>`)}</p>`;
    case 'link':
      return html`<p>${spans(body.rich)}</p><p class="choices"><span>${body.label}</span></p>`;
    case 'ask':
      return html`<p>${spans(body.rich)}</p>`;
    case 'text':
      return html`<p>${'rich' in body ? spans(body.rich) : message.text}</p>`;
    default:
      return html`<p>${message.text || words.unreadable}</p>`;
  }
}

/** What the customer sent, to see or to hear; the rest can only be named. */
function sent({ media, ref }: Extract<LoggedMessage['body'], { readonly kind: 'media' }>, words: Setting['texts']['conversation']): Markup {
  if (ref === '') return html`<p>${words[media]}</p>`;
  if (media === 'image') return html`<img src="/seller/sent/${ref}" alt="${words.image}" loading="lazy">`;
  if (media === 'voice') return html`<audio controls preload="metadata" src="/seller/sent/${ref}" aria-label="${words.voice}"></audio>`;
  if (media === 'document')
    return html`<p><a class="reach" href="/seller/sent/${ref}" target="_blank" rel="noopener">${words.openDocument}</a></p>`;
  return html`<p>${words[media]}</p>`;
}

function spans(rich: Rich): Markup {
  return html`${rich.map((span) => (span.b ? html`<strong>${span.t}</strong>` : span.t))}`;
}
