/**
 * What a message of the shop looks like on a customer's telephone: WhatsApp makes emphasis of signs, shows buttons,
 * rows and links by their titles, and never their ids.
 */
import type { OutgoingMessage } from './objects.ts';

export interface Tappable {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly kind: 'button' | 'row';
}

export interface OnScreen {
  /** WhatsApp's id. */
  readonly id: string;
  readonly type: string;
  /** As eyes read it. */
  readonly text: string;
  /** What stands out, in its order. */
  readonly bold: readonly string[];
  readonly options: readonly Tappable[];
  /** What opens the list, or the link. */
  readonly label?: string;
  readonly url?: string;
  /** WhatsApp's id of the picture or file. */
  readonly file?: string;
  readonly asks?: 'location' | 'contact';
  /** Everything that can be seen, opened lists included. */
  readonly whole: string;
}

export function onScreen(id: string, message: OutgoingMessage): OnScreen {
  const seen = looks(message);
  const { plain, bold } = withoutSigns(seen.text ?? '');
  const options = seen.options ?? [];
  const whole = [plain, seen.label, seen.url, ...options.flatMap(({ title, description }) => [title, description])];
  return {
    id,
    type: message.type === 'interactive' ? message.interactive.type : message.type,
    ...seen,
    text: plain,
    bold,
    options,
    whole: whole.filter((part) => part !== undefined && part !== '').join('\n'),
  };
}

type Looks = Partial<Pick<OnScreen, 'text' | 'options' | 'label' | 'url' | 'file' | 'asks'>>;

function looks(message: OutgoingMessage): Looks {
  switch (message.type) {
    case 'text':
      return { text: message.text.body };
    case 'image':
      return { text: message.image.caption ?? '', file: message.image.id };
    case 'audio':
      return { file: message.audio.id };
    case 'document':
      return { text: [message.document.filename, message.document.caption].filter(Boolean).join('\n'), file: message.document.id };
    case 'interactive':
      return interactiveLooks(message.interactive);
    case 'template': {
      const [number, news] = message.template.components[0].parameters;
      return { text: `Novedades de tu pedido ${number.text}: ${news.text} Responde aquí si necesitas algo.` };
    }
  }
}

type Interactive = Extract<OutgoingMessage, { readonly type: 'interactive' }>['interactive'];

function interactiveLooks(content: Interactive): Looks {
  const { text } = content.body;
  switch (content.type) {
    case 'button': {
      const image = content.header?.type === 'image' && 'id' in content.header.image ? { file: content.header.image.id } : {};
      return { text, ...image, options: content.action.buttons.map(({ reply }) => ({ ...reply, kind: 'button' })) };
    }
    case 'list': {
      const rows = content.action.sections.flatMap((section) => section.rows);
      const options = rows.map(({ id, title, description }) => ({ id, title, ...(description && { description }), kind: 'row' as const }));
      return { text, label: content.action.button, options };
    }
    case 'cta_url':
      return { text, label: content.action.parameters.display_text, url: content.action.parameters.url };
    case 'location_request_message':
      return { text, asks: 'location' };
    case 'request_contact_info':
      return { text, asks: 'contact' };
  }
}

/** Emphasis of one line: at the edges of words, and with something between. */
const EMPHASIS = /(?<![\p{L}\p{N}*_~`])([*_~`])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/gu;

const ADDRESS = /(https?:\/\/\S+)/;

/** Signs that look like those of emphasis. */
const ALIKE: ReadonlyMap<string, string> = new Map([
  ['\u2217', '*'],
  ['\u02cd', '_'],
  ['\u223c', '~'],
  ['\u02cb', '`'],
]);

/** Text of WhatsApp as a telephone shows it, and what of it stands out. */
export function withoutSigns(text: string): { readonly plain: string; readonly bold: readonly string[] } {
  const bold: string[] = [];
  const emphasised = (part: string): string =>
    part.replace(EMPHASIS, (_all, sign: string, inner: string) => {
      if (sign === '*') bold.push(asRead(inner));
      return inner;
    });
  // What opens as a link is shown as it is.
  const shown = text.split(ADDRESS).map((part, index) => (index % 2 === 1 ? part : emphasised(part)));
  return { plain: asRead(shown.join('')), bold };
}

function asRead(text: string): string {
  return text.replace(/[\u2217\u02cd\u223c\u02cb]/g, (sign) => ALIKE.get(sign) ?? sign);
}
