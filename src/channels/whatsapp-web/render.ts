/**
 * From what the shop says to what WhatsApp shows without buttons: text with numbers to type, a picture with the text
 * below it. Nothing is cut: what is too long goes on in the next message.
 */
import { type Attachment, isAttachment, type OutboundBody, type Picture, type Rich } from '../../conversation/message.ts';
import { inWords } from '../rendering/plain.ts';
import { splitForWhatsApp, whatsAppText } from '../rendering/whatsapp-text.ts';
import { LONGEST_CAPTION, LONGEST_TEXT } from './limits.ts';

/** One message of WhatsApp. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image' | 'document'; readonly text: string; readonly file: Picture | Attachment };

/** How to answer what has no button here, in the language of the conversation. */
export interface AskWords {
  readonly menu: string;
  readonly location: string;
  readonly contact: string;
}

export function partsOf(body: OutboundBody, words: AskWords): readonly Part[] {
  const rich = withHint(inWords(body), hintFor(body, words));
  switch (body.kind) {
    case 'menu':
      return body.image ? captioned('image', body.image, rich) : texts(rich);
    case 'file':
      return captioned(kindOf(body.file), body.file, rich);
    case 'text':
    case 'ask':
    case 'link':
      return texts(rich);
  }
}

/** Without its file, which is gone: what it said. */
export function withoutFile(part: Part): Part {
  if (part.kind === 'text') return part;
  const named = isAttachment(part.file) ? part.file.name : part.file.alt;
  return { kind: 'text', text: part.text === '' ? named : part.text };
}

function kindOf(file: Picture | Attachment): 'image' | 'document' {
  return isAttachment(file) && !file.mime.startsWith('image/') ? 'document' : 'image';
}

function captioned(kind: 'image' | 'document', file: Picture | Attachment, rich: Rich): readonly Part[] {
  const text = whatsAppText(rich).trim();
  if (text.length <= LONGEST_CAPTION) return [{ kind, text, file }];
  return [{ kind, text: '', file }, ...texts(rich)];
}

function texts(rich: Rich): readonly Part[] {
  return splitForWhatsApp(rich, LONGEST_TEXT).flatMap((part) => {
    const text = whatsAppText(part).trim();
    return text === '' ? [] : [{ kind: 'text' as const, text }];
  });
}

function hintFor(body: OutboundBody, words: AskWords): string | null {
  if (body.kind === 'menu') return body.menu.options.length > 1 ? words.menu : null;
  if (body.kind !== 'ask' || body.what === 'text') return null;
  return words[body.what];
}

function withHint(rich: Rich, hint: string | null): Rich {
  return hint === null ? rich : [...rich, { t: '\n\n' }, { t: hint, i: true }];
}
