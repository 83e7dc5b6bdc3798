/** A conversation to read, as the customer saw it: the shop at the left, the customer at the right. */
import { html } from 'hono/html';
import type { LoggedMessage } from '../../conversation/message.ts';
import { frame, type Markup, type Setting, time } from './layout.ts';

export interface ConversationView {
  /** A page of messages, in order. */
  readonly messages: readonly LoggedMessage[];
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
    words.title,
    html`<h1>${words.title}</h1>
${view.messages.length === 0 ? html`<p class="calm">${words.none}</p>` : html`<p class="hint">${words.readOnly}</p>`}
${view.older === null ? '' : html`<p class="pages"><a class="pill" href="${view.path}?before=${view.older}">${words.older}</a></p>`}
<ol class="talk">${view.messages.map((message) => bubble(setting, message))}</ol>
${view.further ? html`<p class="pages"><a class="pill" href="${view.path}">${words.newest}</a></p>` : ''}`,
  );
}

function bubble(setting: Setting, message: LoggedMessage): Markup {
  const { conversation: words } = setting.texts;
  const picture = message.body.kind === 'media' || message.body.kind === 'file' ? words.picture : '';
  return html`<li class="bubble ${message.from}"><small>${words[message.from]} · ${time(setting, message.at)}</small><p>${message.text || picture}</p></li>`;
}
