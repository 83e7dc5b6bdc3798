/**
 * What the shop says in the contract: each kind once, and each at and beyond the limits that any channel has. Every word
 * is another one, so that what is lost, cut or said twice is seen.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readable } from '../../../src/conversation/menu.ts';
import type { LoggedMessage, MenuOption, OutboundBody } from '../../../src/conversation/message.ts';
import { DOT } from '../../stand-ins/whatsapp-web/dot.ts';
import type { Folders } from './driver.ts';

const PICTURE = { name: 'polo.png', alt: 'Polo rojo' };
const LIST = { folder: 'outgoing', ref: '1-k/pedidos.csv', name: 'pedidos.csv', mime: 'text/csv' } as const;

/** The files that the bodies name. */
export async function keepFiles({ imagesDirectory, dataDirectory }: Folders): Promise<void> {
  const list = join(dataDirectory, LIST.folder, LIST.ref);
  await mkdir(dirname(list), { recursive: true });
  await writeFile(list, 'Pedido;Total');
  await writeFile(join(imagesDirectory, PICTURE.name), DOT);
}

const WORD_LENGTH = 'w00000 '.length;

/** At least so many characters, of words that each come once. */
export function wordsFor(length: number): string {
  return Array.from({ length: Math.ceil(length / WORD_LENGTH) }, (_, n) => `w${String(n).padStart(5, '0')}`).join(' ');
}

/** Those of `wordsFor`, in the order in which they are read. */
export function wordsIn(text: string): readonly string[] {
  return text.match(/\bw\d{5}\b/g) ?? [];
}

/** Telegram and WhatsApp show texts to about 4,096 characters and captions to 1,024: these are beyond, and at, both. */
export const LONG_TEXT: OutboundBody = { kind: 'text', rich: [{ t: wordsFor(10_000) }] };
const TEXTS: readonly OutboundBody[] = [4088, 4095, 4096, 4102, 10_000].map((length) => ({
  kind: 'text',
  rich: [{ t: wordsFor(length) }],
}));
const PICTURES: readonly OutboundBody[] = [0, 1015, 1024, 1030, 5000].map((length) => ({
  kind: 'file',
  rich: [{ t: wordsFor(length) }],
  file: PICTURE,
}));

/** Buttons and rows of the channels end at 14, 20, 24 and 40 signs, descriptions at 72. */
const LENGTHS = [1, 11, 12, 17, 18, 21, 22, 37, 38, 70, 90] as const;
const longOf = (length: number, n: number): string => `${String.fromCharCode(97 + n)}${'ñ'.repeat(length - 1)}`;

const option = (index: number, label: string, description?: string): MenuOption => ({
  number: index + 1,
  label,
  token: `1.abcdefghij.${index.toString(36)}`,
  commands: [],
  ...(description !== undefined && { description }),
});

const menu = (options: readonly MenuOption[], image = false, said = '¿Qué talla?'): OutboundBody => ({
  kind: 'menu',
  rich: [{ t: said }],
  menu: { id: 'abcdefghij', options },
  ...(image && { image: PICTURE }),
});

/** Two that are alike in all that a small button shows. */
const ALIKE = ['Polo de algodón orgánico de manga larga, rojo', 'Polo de algodón orgánico de manga larga, azul'];

export const BODIES: Readonly<Record<string, readonly OutboundBody[]>> = {
  'plain ones': [
    { kind: 'text', rich: [{ t: 'Tu pedido ' }, { t: '#1001', b: true }, { t: ' está *listo* <b>' }] },
    menu([option(0, 'S'), option(1, 'M', 'quedan 2'), { ...option(2, 'Volver'), number: 0 }]),
    { kind: 'ask', rich: [{ t: '¿A dónde lo enviamos?' }], what: 'location' },
    { kind: 'ask', rich: [{ t: '¿Con qué número te llamamos?' }], what: 'contact' },
    { kind: 'ask', rich: [{ t: '¿A nombre de quién?' }], what: 'text' },
    { kind: 'link', rich: [{ t: 'Paga aquí' }], url: 'https://example.com/pagar/1001', label: 'Pagar S/ 45.00' },
    { kind: 'file', rich: [{ t: 'Polo rojo' }], file: PICTURE },
    { kind: 'file', rich: [{ t: 'Los pedidos' }], file: LIST },
  ],
  'the longest texts': TEXTS,
  'captions of every length': [...PICTURES, { kind: 'file', rich: [{ t: wordsFor(1100) }], file: LIST }],
  'menus of every length': [1, 2, 3, 4, 10, 11, 30].map((count) =>
    menu(Array.from({ length: count }, (_, index) => option(index, `Talla ${index + 30}`))),
  ),
  'labels of every length': [
    ...LENGTHS.map((length) => menu([option(0, longOf(length, 0)), option(1, longOf(length, 1))])),
    menu(ALIKE.map((label, index) => option(index, label))),
    menu([...ALIKE, 'Gorra', 'Medias'].map((label, index) => option(index, label, longOf(73, index)))),
  ],
  'everything at once': [
    menu([option(0, 'S'), option(1, 'M')], true),
    menu(
      ['S', 'M', 'L', 'XL', 'XXL'].map((label, index) => option(index, label, `quedan ${index + 2}`)),
      true,
      wordsFor(1100),
    ),
    menu([option(0, ALIKE[0] ?? '')], true, wordsFor(4500)),
    { kind: 'ask', rich: [{ t: wordsFor(4500) }], what: 'location' },
    { kind: 'link', rich: [{ t: wordsFor(1100) }], url: `https://example.com/${'a'.repeat(2100)}`, label: longOf(45, 0) },
  ],
};

/** What no channel may lose: every word, every option's number and label and what is said of it, the address of a link. */
export function partsOf(body: OutboundBody): readonly string[] {
  const words = body.rich.flatMap((span) => (wordsIn(span.t).length > 0 ? wordsIn(span.t) : [span.t.trim()]));
  if (body.kind === 'menu') {
    return [...words, ...body.menu.options.flatMap(({ number, label, description = '' }) => [String(number), label, description])];
  }
  return body.kind === 'link' ? [...words, body.url, body.label] : words;
}

export function hasFile(body: OutboundBody): boolean {
  return body.kind === 'file' || (body.kind === 'menu' && body.image !== undefined);
}

/** The n-th message of the shop in a conversation. */
export function loggedMessage(channel: string, account: string, chat: string, n: number, body: OutboundBody): LoggedMessage {
  const conversationId = `${channel}:${account}:${chat}`;
  return { id: `${conversationId}:${n}`, conversationId, n, at: '2026-11-25T15:00:00.000Z', from: 'shop', body, text: readable(body) };
}
