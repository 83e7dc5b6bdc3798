/**
 * From a neutral message to calls of the Bot API. Formatting leaves as entities, never as markup, so that nothing a
 * person wrote can become formatting and nothing has to be escaped. What does not fit its native form becomes the
 * next one down — a caption becomes a message of its own, a long text several, an address that Telegram refuses as a
 * button is written out — and nothing is lost on the way.
 */
import type { Command } from '../../conversation/commands.ts';
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
  readonly file: Picture | Attachment;
}

export interface DocumentPart extends WithFile {
  readonly method: 'sendDocument';
  readonly file: Attachment;
}

export type Part = TextPart | PhotoPart | DocumentPart;

/**
 * What a button says in front of its option's token: `ONCE`, that its question is over with it; `ANSWER`, that it
 * answers a question that may be answered anew. Those of a list say nothing.
 */
export const ONCE = '!';
export const ANSWER = '+';

export const REMOVE_KEYS = { remove_keyboard: true } as const;

/** The parts in which a message leaves, in order; the same ones for the same message. Empty where there is nothing to see. */
export function renderTelegram(body: OutboundBody, words: AskWords): readonly Part[] {
  switch (body.kind) {
    case 'text':
      return texts(body.rich, REMOVE_KEYS);
    case 'menu':
      return withFile(body.image, menuText(body), { inline_keyboard: buttonsOf(body.menu) });
    case 'ask':
      return body.what === 'text' ? texts(body.rich, REMOVE_KEYS) : asking(body.rich, body.what, words);
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
  return isAttachment(file) && !PICTURES.has(file.mime)
    ? { method: 'sendDocument', file, params, otherwise }
    : { method: 'sendPhoto', file, params, otherwise };
}

/** Files that are looked at where they arrive: a receipt is not one more thing to open. */
const PICTURES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** Telegram makes photos of these; drawings (svg) are none. */
function isPhoto(name: string): boolean {
  return /\.(?:jpe?g|png|webp)$/i.test(name);
}

interface Button {
  readonly option: MenuOption;
  readonly text: string;
  readonly saysAll: boolean;
}

/** Each says its number, so that typing it works and everybody sees that it would; and all that it stands for, where there is room. */
function titled({ options }: Menu): readonly Button[] {
  const whole = options.map(optionInWords);
  const isRoomForAll = whole.every((words) => words.length <= WIDEST_BUTTON);
  const labels = isRoomForAll ? whole : options.map(({ number, label }) => `${number}. ${cleanLabel(label, number)}`);
  const titles = titlesOf(labels, WIDEST_BUTTON);
  return options.flatMap((option, index) => {
    const title = titles[index];
    return title ? [{ option, text: title.text, saysAll: title.fits && (isRoomForAll || !option.description) }] : [];
  });
}

function buttonsOf(menu: Menu): readonly (readonly object[])[] {
  const mark = asksYesOrNo(menu) ? ONCE : asksForAnswer(menu) ? ANSWER : '';
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

const ANSWERS: ReadonlySet<Command['do']> = new Set(['answer', 'set', 'flow-option']);

/** Each of its options is an answer, but for the way out. */
function asksForAnswer({ options }: Menu): boolean {
  const answers = options.filter(({ number }) => number !== 0);
  return answers.length > 0 && answers.every(({ commands }) => commands.length > 0 && commands.every((command) => ANSWERS.has(command.do)));
}

/** With the options written out where a button cannot say all of one. */
function menuText({ rich, menu }: Extract<OutboundBody, { readonly kind: 'menu' }>): Rich {
  const more = titled(menu).filter(({ saysAll }) => !saysAll);
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
