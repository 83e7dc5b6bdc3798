/**
 * From a neutral message to calls of the Bot API. Formatting leaves as entities, never as markup, so that nothing a
 * person wrote can become formatting and nothing has to be escaped. What does not fit its native form becomes the
 * next one down — a caption becomes a message of its own, a long text several, an address that Telegram refuses as a
 * button is written out — and nothing is lost on the way.
 */
import {
  type Attachment,
  isAttachment,
  type Menu,
  type MenuOption,
  type OutboundBody,
  type Picture,
  type Rich,
} from '../../conversation/message.ts';
import { cleanLabel, titlesOf } from '../rendering/labels.ts';
import { inWords, optionInWords } from '../rendering/plain.ts';
import { lengthOf, splitRich, textOf } from '../rendering/split.ts';
import { LONGEST_CAPTION, LONGEST_TEXT, LONGEST_URL, MOST_ENTITIES, WIDEST_BUTTON, WIDEST_HALF_BUTTON } from './limits.ts';

/** What the channel says itself, in the customer's language: the buttons that give Telegram's own. */
export interface AskWords {
  readonly shareLocation: string;
  readonly shareContact: string;
}

export interface TextPart {
  readonly method: 'sendMessage';
  readonly params: Readonly<Record<string, unknown>>;
}

interface WithFile {
  readonly params: Readonly<Record<string, unknown>>;
  /** What is sent where the file cannot be; null: its words leave in another part. */
  readonly otherwise: TextPart | null;
}

export interface PhotoPart extends WithFile {
  readonly method: 'sendPhoto';
  /** File in `catalog/images/`. */
  readonly picture: string;
}

export interface DocumentPart extends WithFile {
  readonly method: 'sendDocument';
  readonly attachment: Attachment;
}

export type Part = TextPart | PhotoPart | DocumentPart;

/** Mark of a button that serves once: what is behind it is the option's token. */
export const ONCE = '!';

/** The parts in which a message leaves, in order; the same ones for the same message. Empty where there is nothing to see. */
export function renderTelegram(body: OutboundBody, words: AskWords): readonly Part[] {
  switch (body.kind) {
    case 'text':
      return texts(body.rich, { remove_keyboard: true });
    case 'menu':
      return withFile(body.image, menuText(body), { inline_keyboard: buttonsOf(body.menu) });
    case 'ask':
      return body.what === 'text' ? texts(body.rich, { remove_keyboard: true }) : asking(body.rich, body.what, words);
    case 'link':
      return linking(body);
    case 'file':
      return withFile(body.file, body.rich, undefined);
  }
}

type Markup = Readonly<Record<string, unknown>> | undefined;

/** `markup` stands below the last part: that is where a thumb is. */
function texts(rich: Rich, markup: Markup): readonly TextPart[] {
  const parts = splitRich(rich, LONGEST_TEXT).filter((part) => !isBlank(part));
  return parts.map((part, index) => textPart(part, index === parts.length - 1 ? markup : undefined));
}

function textPart(rich: Rich, markup: Markup): TextPart {
  const entities = entitiesOf(rich);
  return {
    method: 'sendMessage',
    params: {
      text: textOf(rich).toWellFormed(),
      ...(entities.length > 0 && { entities }),
      ...(markup && { reply_markup: markup }),
      link_preview_options: { is_disabled: true },
    },
  };
}

/** Under the file where it fits there, else after it. */
function withFile(file: Picture | Attachment | undefined, rich: Rich, markup: Markup): readonly Part[] {
  if (!file || (!isAttachment(file) && !isPhoto(file.name))) return texts(rich, markup);
  if (lengthOf(rich) > LONGEST_CAPTION) return [filePart(file, [], undefined), ...texts(rich, markup)];
  return [filePart(file, rich, markup)];
}

function filePart(file: Picture | Attachment, caption: Rich, markup: Markup): Part {
  const blank = isBlank(caption);
  const entities = blank ? [] : entitiesOf(caption);
  const params = {
    ...(!blank && { caption: textOf(caption).toWellFormed() }),
    ...(entities.length > 0 && { caption_entities: entities }),
    ...(markup && { reply_markup: markup }),
  };
  const otherwise = blank ? null : textPart(caption, markup);
  return isAttachment(file)
    ? { method: 'sendDocument', attachment: file, params, otherwise }
    : { method: 'sendPhoto', picture: file.name, params, otherwise };
}

/** Telegram makes photos of these; drawings (svg) are none. */
function isPhoto(name: string): boolean {
  return /\.(?:jpe?g|png|webp)$/i.test(name);
}

interface Button {
  readonly option: MenuOption;
  readonly text: string;
  readonly fits: boolean;
}

/** Each says its number, so that typing it works and everybody sees that it would. */
function titled(menu: Menu): readonly Button[] {
  const labels = menu.options.map(({ number, label }) => `${number}. ${cleanLabel(label, number)}`);
  const titles = titlesOf(labels, WIDEST_BUTTON);
  return menu.options.flatMap((option, index) => {
    const title = titles[index];
    return title ? [{ option, ...title }] : [];
  });
}

function buttonsOf(menu: Menu): readonly (readonly object[])[] {
  const mark = asksYesOrNo(menu) ? ONCE : '';
  const buttons = titled(menu);
  const inRow = buttons.every(({ text }) => text.length <= WIDEST_HALF_BUTTON) ? 2 : 1;
  const rows: object[][] = [];
  for (const { option, text } of buttons) {
    const row = rows.at(-1);
    const button = { text, callback_data: `${mark}${option.token}` };
    if (!row || row.length >= inRow || option.number === 0) rows.push([button]);
    else row.push(button);
  }
  return rows;
}

/** Such a question is over once it is answered; a list of products is not. */
function asksYesOrNo({ options }: Menu): boolean {
  return options.some(({ means }) => means === 'yes') && options.some(({ means }) => means === 'no');
}

/** With the options written out where a button cannot say all of one. */
function menuText({ rich, menu }: Extract<OutboundBody, { readonly kind: 'menu' }>): Rich {
  const more = titled(menu).filter(({ option, fits }) => option.description || !fits);
  if (more.length === 0 && !isBlank(rich)) return rich;
  const lines = menu.options.filter((option) => option.number !== 0 || more.some((button) => button.option === option));
  const listed = (lines.length > 0 ? lines : menu.options).map(optionInWords).join('\n');
  return isBlank(rich) ? [{ t: listed }] : [...rich, { t: `\n\n${listed}` }];
}

function asking(rich: Rich, what: 'location' | 'contact', words: AskWords): readonly TextPart[] {
  const button =
    what === 'location' ? { text: words.shareLocation, request_location: true } : { text: words.shareContact, request_contact: true };
  const markup = { keyboard: [[button]], resize_keyboard: true, one_time_keyboard: true };
  return texts(isBlank(rich) ? [{ t: button.text }] : rich, markup);
}

function linking(body: Extract<OutboundBody, { readonly kind: 'link' }>): readonly TextPart[] {
  const [title] = titlesOf([cleanLabel(body.label, 1)], WIDEST_BUTTON);
  if (!title || !isButtonUrl(body.url)) return texts(inWords(body), undefined);
  const rich = isBlank(body.rich) ? [{ t: body.label }] : title.fits ? body.rich : [...body.rich, { t: `\n${body.label}` }];
  return texts(isBlank(rich) ? [{ t: body.url }] : rich, { inline_keyboard: [[{ text: title.text, url: body.url }]] });
}

/** Telegram refuses addresses that only this machine or this house knows. */
function isButtonUrl(text: string): boolean {
  if (text.length > LONGEST_URL || !URL.canParse(text)) return false;
  const { protocol, hostname, username } = new URL(text);
  return /^https?:$/.test(protocol) && /\.[a-z]{2,}$/i.test(hostname) && username === '';
}

interface Entity {
  readonly type: 'bold' | 'italic' | 'code';
  /** UTF-16 units, as Telegram counts (spec: MessageEntity). */
  readonly offset: number;
  readonly length: number;
}

function entitiesOf(rich: Rich): readonly Entity[] {
  const entities: Entity[] = [];
  let offset = 0;
  for (const { t, b, i, code } of rich) {
    const length = t.length;
    if (length > 0 && b) entities.push({ type: 'bold', offset, length });
    if (length > 0 && i) entities.push({ type: 'italic', offset, length });
    if (length > 0 && code) entities.push({ type: 'code', offset, length });
    offset += length;
  }
  return entities.slice(0, MOST_ENTITIES);
}

/** White space, controls, format characters and fillers: to Telegram that is an empty message (td MessageEntity.cpp). */
function isBlank(rich: Rich): boolean {
  return !/(?!\p{Default_Ignorable_Code_Point})[^\s\p{C}\p{Z}\u2800]/u.test(textOf(rich));
}
