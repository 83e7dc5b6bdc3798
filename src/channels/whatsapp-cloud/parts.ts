/**
 * From what the shop says to what WhatsApp shows, each in its best form: up to three buttons, a list of up to ten
 * rows, else numbers to type. Nothing is cut: what is too long for a title stands whole in the row's description or in
 * the text above. Every message is billed, so that as few as possible are made of one.
 */
import { isIP } from 'node:net';
import { isAttachment, type MenuOption, type OutboundBody, type Rich } from '../../conversation/message.ts';
import { cleanLabel, type Title, titlesOf } from '../rendering/labels.ts';
import { inWords } from '../rendering/plain.ts';
import { textOf } from '../rendering/split.ts';
import { lastPart, splitForWhatsApp, whatsAppText } from '../rendering/whatsapp-text.ts';
import {
  LONGEST_BODY,
  LONGEST_BUTTON,
  LONGEST_CAPTION,
  LONGEST_DESCRIPTION,
  LONGEST_LINK_LABEL,
  LONGEST_ROW,
  LONGEST_TEXT,
  LONGEST_URL,
  MOST_BUTTONS,
  MOST_ROWS,
} from './limits.ts';

/** One message of WhatsApp. */
export interface Part {
  /** Its `type` and its content; `media` goes in where it says. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** The uploaded file goes into its header, or is the message itself. */
  readonly media?: 'header' | MediaForm;
  /** The same without anything to tap, where WhatsApp does not take it as it is. */
  readonly plain?: Rich;
}

/** As what a picture or a file is sent. */
export type MediaForm = 'image' | 'document' | 'audio';

/**
 * @param media as what its picture or file is sent; null: it has none, or none that WhatsApp takes
 * @param open what the button that opens a list says
 */
export function partsOf(body: OutboundBody, media: MediaForm | null, open: string): readonly Part[] {
  switch (body.kind) {
    case 'text':
      return texts(body.rich);
    case 'menu':
      return menuParts(body, media, open);
    case 'ask':
      return body.what === 'text' ? texts(body.rich) : asking(body.rich, body.what);
    case 'link':
      return linkParts(body);
    case 'file':
      return fileParts(body, media);
  }
}

type MenuBody = Extract<OutboundBody, { readonly kind: 'menu' }>;

function menuParts(body: MenuBody, media: MediaForm | null, open: string): readonly Part[] {
  const { options } = body.menu;
  const words = inWords(body);
  if (options.length === 0 || options.length > MOST_ROWS) return media === 'image' ? captioned('image', words) : texts(words);
  const inNumbers = (rich: Rich) => inWords({ ...body, rich });
  const labels = options.map(({ number, label }) => `${number}. ${cleanLabel(label, number)}`);
  const buttons = titlesOf(labels, LONGEST_BUTTON);
  if (options.length <= MOST_BUTTONS && buttons.every(({ fits }) => fits)) {
    const taps = options.map(({ token }, index) => ({ type: 'reply', reply: { id: token, title: buttons[index]?.text ?? '' } }));
    const content = (text: string) => ({ type: 'button', body: { text }, action: { buttons: taps } });
    const more = media === 'image' ? ({ media: 'header' } as const) : {};
    if (options.some(({ description }) => description)) return interactive(words, asItIs, content, more);
    return interactive(body.rich, inNumbers, content, more);
  }
  const titles = titlesOf(labels, LONGEST_ROW);
  const rows = options.map((option, index) => rowOf(option, titles[index]));
  const content = (text: string) => ({
    type: 'list',
    body: { text },
    action: { button: open, sections: [{ rows: rows.map(({ row }) => row) }] },
  });
  const isWhole = rows.every((row) => row.isWhole);
  const list = isWhole ? interactive(body.rich, inNumbers, content) : interactive(words, asItIs, content);
  // A list has no picture of its own.
  return media === 'image' ? [{ payload: { type: 'image' }, media }, ...list] : list;
}

interface Row {
  readonly row: { readonly id: string; readonly title: string; readonly description?: string };
  /** Everything of the option is in it. */
  readonly isWhole: boolean;
}

function rowOf({ token, number, label, description }: MenuOption, title: Title = { text: String(number), fits: false }): Row {
  const { text, fits } = title;
  const more = description ? cleanLabel(description, number) : '';
  const beside = fits ? more : [cleanLabel(label, number), more].filter((part) => part !== '').join(' — ');
  const isWhole = beside.length <= LONGEST_DESCRIPTION;
  return { row: { id: token, title: text, ...(beside !== '' && isWhole && { description: beside }) }, isWhole };
}

function asking(rich: Rich, what: 'location' | 'contact'): readonly Part[] {
  const [type, name] =
    what === 'location'
      ? (['location_request_message', 'send_location'] as const)
      : (['request_contact_info', 'request_contact_info'] as const);
  return interactive(rich, asItIs, (text) => ({ type, body: { text }, action: { name } }));
}

function linkParts(body: Extract<OutboundBody, { readonly kind: 'link' }>): readonly Part[] {
  const inFull = (rich: Rich) => inWords({ ...body, rich });
  if (!isPublic(body.url)) return texts(inFull(body.rich));
  const label = cleanLabel(body.label, 1);
  const [title] = titlesOf([label], LONGEST_LINK_LABEL);
  const said = title?.fits ? body.rich : [...body.rich, { t: `\n${label}` }];
  const parameters = { display_text: title?.text ?? label, url: body.url };
  return interactive(said, inFull, (text) => ({ type: 'cta_url', body: { text }, action: { name: 'cta_url', parameters } }));
}

/** What WhatsApp takes behind a button: not a bare network address, as that of a shop that is tried out has. */
function isPublic(url: string): boolean {
  if (!URL.canParse(url) || url.length > LONGEST_URL) return false;
  const { protocol, hostname } = new URL(url);
  return (protocol === 'https:' || protocol === 'http:') && isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && hostname.includes('.');
}

function fileParts({ rich, file }: Extract<OutboundBody, { readonly kind: 'file' }>, media: MediaForm | null): readonly Part[] {
  const said = textOf(rich).trim() !== '';
  if (media === null) return texts(said ? rich : [{ t: isAttachment(file) ? file.name : file.alt }]);
  // A sound has no text of its own.
  if (media === 'audio') return [{ payload: { type: media }, media }, ...texts(rich)];
  return captioned(media, rich, media === 'document' ? { filename: file.name } : {});
}

/** A file with the text below it, or after it where it is too long. */
function captioned(media: 'image' | 'document', rich: Rich, more: Readonly<Record<string, string>> = {}): readonly Part[] {
  const caption = whatsAppText(rich).trim();
  const fits = caption.length <= LONGEST_CAPTION;
  const content = { ...more, ...(fits && caption !== '' && { caption }) };
  return [{ payload: { type: media, [media]: content }, media }, ...(fits ? [] : texts(rich))];
}

/** Something to tap below a text; what is too much for that text goes before it. `inFull`: the text with what could be tapped. */
function interactive(
  said: Rich,
  inFull: (rich: Rich) => Rich,
  content: (text: string) => object,
  more: Pick<Part, 'media'> = {},
): readonly Part[] {
  const { before, last } = whatsAppText(said).length <= LONGEST_BODY ? { before: [], last: said } : lastPart(said, LONGEST_BODY);
  const text = whatsAppText(last).trim() || NOTHING_TO_SAY;
  return [...texts(before), { payload: { type: 'interactive', interactive: content(text) }, ...more, plain: inFull(last) }];
}

function asItIs(rich: Rich): Rich {
  return rich;
}

/** A body must not be empty. */
const NOTHING_TO_SAY = '…';

export function texts(rich: Rich): readonly Part[] {
  return splitForWhatsApp(rich, LONGEST_TEXT).flatMap((part) => {
    const body = whatsAppText(part).trim();
    return body === '' ? [] : [{ payload: { type: 'text', text: { body, preview_url: false } } }];
  });
}

/** With its uploaded file. */
export function payloadWith({ payload, media }: Part, id: string): Readonly<Record<string, unknown>> {
  if (media === undefined) return payload;
  if (media !== 'header') return { ...payload, [media]: { id, ...contentOf(payload, media) } };
  return { ...payload, interactive: { ...contentOf(payload, 'interactive'), header: { type: 'image', image: { id } } } };
}

function contentOf(payload: Readonly<Record<string, unknown>>, key: string): object {
  const content = payload[key];
  return typeof content === 'object' && content !== null ? content : {};
}
