/**
 * Changing a message that is in the chat already: the next page of a list takes the place of the page before it, and
 * a question that was answered says how.
 */
import { z } from 'zod';
import { isAttachment } from '../../conversation/message.ts';
import type { Params } from './driver.ts';
import { LONGEST_CAPTION, LONGEST_TEXT } from './limits.ts';
import { ANSWER, ONCE, type Part } from './render.ts';

export interface Edit {
  readonly method: 'editMessageText' | 'editMessageCaption' | 'editMessageReplyMarkup';
  readonly params: Params;
}

/**
 * Makes of a message in the chat (`before`) the one that takes its place; null where Telegram cannot: a text becomes no
 * picture, several parts no single one, and whatever brought keys below the field stays as it is (spec: Updating messages).
 */
export function editOf(before: readonly Part[], after: readonly Part[]): Edit | null {
  const [old, next] = [before[0], after[0]];
  if (before.length !== 1 || after.length !== 1 || !old || !next || !canStay(old) || !canStay(next)) return null;
  if (old.method === 'sendMessage' && next.method === 'sendMessage') return { method: 'editMessageText', params: next.params };
  const isSamePicture = old.method === 'sendPhoto' && next.method === 'sendPhoto' && pictureOf(old) === pictureOf(next);
  return isSamePicture && 'caption' in next.params ? { method: 'editMessageCaption', params: next.params } : null;
}

function canStay({ params }: Part): boolean {
  return inlineKeys.safeParse(params.reply_markup).success;
}

const inlineKeys = z.object({ inline_keyboard: z.array(z.unknown()) });

function pictureOf({ file }: Extract<Part, { readonly method: 'sendPhoto' }>): string {
  return isAttachment(file) ? file.ref : file.name;
}

const entity = z.object({ type: z.string(), offset: z.number(), length: z.number() });
/** A message of ours as Telegram shows it to us with a tap. */
const tapped = z.object({
  text: z.string().optional(),
  entities: z.array(entity).default([]),
  caption: z.string().optional(),
  caption_entities: z.array(entity).default([]),
  reply_markup: z.object({
    inline_keyboard: z.array(z.array(z.looseObject({ text: z.string(), callback_data: z.string().optional() }))),
  }),
});
type Tapped = z.infer<typeof tapped>;

const CHOSEN = '✓ ';

/**
 * What a tap leaves on the message whose button it was: a question that is over says what was chosen and has no buttons
 * any more; one that may be answered anew marks the button. null: nothing, because it is a list, or too old to be seen.
 */
export function answered(message: unknown, data: string): Edit | null {
  const isOver = data.startsWith(ONCE);
  const { data: shown } = isOver || data.startsWith(ANSWER) ? tapped.safeParse(message) : { data: undefined };
  const button = shown?.reply_markup.inline_keyboard.flat().find((one) => one.callback_data === data);
  if (!shown || !button) return null;
  return isOver ? closed(shown, button.text.replace(NUMBER, '')) : { method: 'editMessageReplyMarkup', params: marked(shown, data) };
}

/** What stands before a label, so that typing it works. */
const NUMBER = /^\d+\. /;

function closed({ text, entities, caption, caption_entities }: Tapped, label: string): Edit {
  const mark = `\n\n${CHOSEN}${label}`;
  if (text !== undefined && text.length + mark.length <= LONGEST_TEXT)
    return {
      method: 'editMessageText',
      params: { text: `${text}${mark}`, entities: entities.filter(isOurs), link_preview_options: { is_disabled: true } },
    };
  if (caption !== undefined && caption.length + mark.length <= LONGEST_CAPTION)
    return {
      method: 'editMessageCaption',
      params: { caption: `${caption}${mark}`, caption_entities: caption_entities.filter(isOurs) },
    };
  return { method: 'editMessageReplyMarkup', params: { reply_markup: { inline_keyboard: [] } } };
}

/** Telegram finds telephones and addresses in a text anew by itself. */
function isOurs({ type }: z.infer<typeof entity>): boolean {
  return type === 'bold' || type === 'italic' || type === 'code';
}

function marked({ reply_markup }: Tapped, data: string): Params {
  const rows = reply_markup.inline_keyboard.map((row) =>
    row.map((button) => {
      const label = button.text.startsWith(CHOSEN) ? button.text.slice(CHOSEN.length) : button.text;
      return { ...button, text: button.callback_data === data ? `${CHOSEN}${label}` : label };
    }),
  );
  return { reply_markup: { inline_keyboard: rows } };
}
