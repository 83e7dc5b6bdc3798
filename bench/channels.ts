/**
 * What the channels cost: how many messages a second each puts into its form, and how much memory the shop takes with
 * each of them. The other side of a channel is a stand-in in the bench's own process; a browser is measured apart.
 */
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { renderTelegram } from '../src/channels/telegram/render.ts';
import { partsOf } from '../src/channels/whatsapp-cloud/parts.ts';
import { partsOf as partsForWhatsAppWeb } from '../src/channels/whatsapp-web/render.ts';
import { type ChannelSettings, NO_CHANNELS } from '../src/config/channel-settings.ts';
import type { MenuOption, OutboundBody } from '../src/conversation/message.ts';
import { startTelegram } from '../test/stand-ins/telegram/bot-api.ts';
import { chromium, linkedBefore } from '../test/stand-ins/whatsapp-web/line.ts';
import { WhatsApp } from '../test/stand-ins/whatsapp-web/whatsapp.ts';
import { startPart } from './parts.ts';
import { median, tableOf } from './table.ts';

/** Messages of a usual sale, by what they are. */
const BODIES: readonly OutboundBody[] = [
  { kind: 'text', rich: [{ t: 'Tu pedido ' }, { t: '#1001', b: true }, { t: ' está listo. Total: ' }, { t: 'S/ 45.00', b: true }] },
  { kind: 'menu', rich: [{ t: '¿Qué talla?' }], menu: { id: 'abcdefghij', options: ['S', 'M', 'L', 'XL'].map(option) } },
  {
    kind: 'menu',
    rich: [{ t: 'Esto es lo que hay:' }],
    menu: { id: 'abcdefghij', options: ['Polo de algodón pima', 'Polera de franela', 'Casaca denim', 'Gorra', 'Tote'].map(option) },
    image: { name: 'polo.png', alt: 'Polo rojo' },
  },
  { kind: 'link', rich: [{ t: 'Paga aquí tu pedido.' }], url: 'https://mpago.la/1001', label: 'Pagar S/ 45.00' },
  { kind: 'text', rich: [{ t: 'Hacemos envíos a todo Lima y a provincias por agencia. '.repeat(30) }] },
];
const WARM_UP = 5_000;
const MESSAGES = 50_000;

function option(label: string, index: number): MenuOption {
  return { number: index + 1, label, description: 'S/ 45.00', token: `2.abcdefghij.${index}`, commands: [] };
}

const RENDERERS: readonly (readonly [string, (body: OutboundBody) => unknown])[] = [
  ['Telegram', (body) => renderTelegram(body, { shareLocation: 'Enviar ubicación', shareContact: 'Enviar mi número' })],
  [
    'WhatsApp Web',
    (body) =>
      partsForWhatsAppWeb(body, { menu: 'Responde con el número.', location: 'Envía tu ubicación.', contact: 'Escribe tu número.' }),
  ],
  ['WhatsApp Cloud', (body) => partsOf(body, body.kind === 'menu' && body.image ? 'image' : null, 'Ver opciones')],
];

export async function benchChannels(rounds: number, directory: string): Promise<string> {
  const rates = RENDERERS.map(([name, render]) => [
    `${name}: messages a second put into its form`,
    Math.round(median(Array.from({ length: rounds }, () => messagesPerSecond(render)))).toLocaleString('en'),
  ]);
  return tableOf(['channels', ''], [...rates, ...(await memoryRows(directory))]);
}

function messagesPerSecond(render: (body: OutboundBody) => unknown): number {
  for (let index = 0; index < WARM_UP; index += 1) render(bodyAt(index));
  const started = performance.now();
  for (let index = 0; index < MESSAGES; index += 1) render(bodyAt(index));
  return MESSAGES / ((performance.now() - started) / 1000);
}

function bodyAt(index: number): OutboundBody {
  const body = BODIES[index % BODIES.length];
  if (!body) throw new Error('there is nothing to say');
  return body;
}

const weighed = z.object({
  /** Resident, in MB. */
  megabytes: z.number(),
  /** Client libraries that are loaded. */
  loaded: z.array(z.string()),
  /** Of the processes below it, in MB: a browser and who drives it. */
  apart: z.number(),
});

async function memoryRows(directory: string): Promise<readonly (readonly string[])[]> {
  const telegram = await startTelegram();
  const onTelegram = (library: 'grammy' | 'telegraf'): ChannelSettings => ({
    ...NO_CHANNELS,
    telegram: { token: telegram.token, library, apiUrl: telegram.url, webhookSecret: null },
  });
  try {
    const rows: (readonly string[])[] = [];
    for (const [name, channels] of [
      ['web chat only', NO_CHANNELS],
      ['with Telegram (grammY)', onTelegram('grammy')],
      ['with Telegram (Telegraf)', onTelegram('telegraf')],
    ] as const) {
      const { megabytes, loaded } = await weigh(join(directory, name.replaceAll(/\W+/g, '-')), channels);
      rows.push([`the shop ${name}: MB`, `${megabytes.toFixed(0)}`], ['  client libraries in its memory', loaded.join(', ') || 'none']);
    }
    return [...rows, ...(await whatsAppWebRows(join(directory, 'with-WhatsApp-Web')))];
  } finally {
    await telegram.close();
  }
}

/** Linked with a telephone before, so that the whole page is there; what stands in for WhatsApp is lighter than the real page. */
async function whatsAppWebRows(directory: string): Promise<readonly (readonly string[])[]> {
  if (!chromium) return [['the shop with WhatsApp Web: MB', 'no browser']];
  const before = await linkedBefore();
  const whatsapp = await WhatsApp.open({ now: Date.now, devices: before.devices });
  try {
    await cp(before.directory, join(directory, 'data', 'whatsapp-web'), { recursive: true });
    const whatsAppWeb = { browser: chromium.path, browserArguments: whatsapp.browserArguments, version: null };
    const { megabytes, loaded, apart } = await weigh(directory, { ...NO_CHANNELS, whatsAppWeb }, () =>
      whatsapp.until('the shop is online', () => whatsapp.online),
    );
    return [
      ['the shop with WhatsApp Web: MB', megabytes.toFixed(0)],
      ['  client libraries in its memory', loaded.join(', ') || 'none'],
      ['  the browser and who drives it, apart: MB', apart.toFixed(0)],
    ];
  } finally {
    await whatsapp.close();
  }
}

/** @param isUp resolves when the channels have come up. */
async function weigh(
  directory: string,
  channels: ChannelSettings,
  isUp: () => Promise<void> = async () => {},
): Promise<z.infer<typeof weighed>> {
  await mkdir(directory, { recursive: true });
  const part = startPart('channels-part.ts');
  try {
    await part.ask('open', { directory, channels }, z.unknown());
    await isUp();
    return await part.ask('weigh', null, weighed);
  } finally {
    await part.end();
  }
}
