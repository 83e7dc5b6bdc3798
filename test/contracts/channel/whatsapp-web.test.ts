/**
 * WhatsApp Web keeps the contract of a channel; its other side is the local WhatsApp, with the library as it comes in a
 * real Chromium. It has nothing to confirm to a provider: what the shop could not keep stays in the chat, and is found
 * there again.
 */
import { describe } from 'vitest';
import type { Accept, ShopSide } from '../../../src/channels/port.ts';
import { withoutSigns } from '../../stand-ins/whatsapp-cloud/screen.ts';
import { DOT } from '../../stand-ins/whatsapp-web/dot.ts';
import { chromium, Line } from '../../stand-ins/whatsapp-web/line.ts';
import type { NetworkMessage } from '../../stand-ins/whatsapp-web/network.ts';
import type { Person } from '../../stand-ins/whatsapp-web/person.ts';
import { type Arriving, type ChannelDriver, channelContract } from './contract.ts';

const SENDS: Readonly<Partial<Record<Arriving, (ana: Person) => NetworkMessage>>> = {
  text: (ana) => ana.says('hola'),
  location: (ana) => ana.sendsPlace(-12.12, -77.03),
  'file-elsewhere': (ana) => ana.sendsFile('image', DOT, 'image/png', { caption: 'mi comprobante' }),
  contact: (ana) => ana.sends({ type: 'vcard', body: VCARD }),
  media: (ana) => ana.sendsFile('sticker', DOT, 'image/webp'),
  unsupported: (ana) => ana.sendsFile('video', DOT, 'video/mp4'),
};

const VCARD = 'BEGIN:VCARD\nVERSION:3.0\nFN:Ana Quispe\nTEL;type=CELL;waid=51987654321:+51 987 654 321\nEND:VCARD';

async function openDriver(): Promise<ChannelDriver> {
  const line = await Line.open({ linked: true });
  const { channel, whatsapp } = line;
  const ana = whatsapp.person({ name: 'Ana', number: '51987654321' });
  const sent = new Map<string, NetworkMessage>();
  /** How the shop took each message, by WhatsApp's id of it. */
  const outcomes = new Map<string, (taken: boolean) => void>();
  const watched =
    (accept: Accept): Accept =>
    async (message) => {
      const told = [...outcomes].find(([id]) => message.messageId.includes(id))?.[1];
      try {
        const answer = await accept(message);
        told?.(answer.accepted);
        return answer;
      } catch (problem) {
        told?.(false);
        throw problem;
      }
    };
  let shownUpTo = 0;

  return {
    channel: {
      ...channel,
      name: channel.name,
      delivery: channel.delivery,
      send: (to, message, attempt) => channel.send(to, message, attempt),
      health: () => channel.health(),
      stop: () => channel.stop(),
      async start({ accept, note }: ShopSide) {
        await channel.start({ accept: watched(accept), note });
        await line.reaches('ready');
      },
    },
    carries: ['text', 'location', 'file-elsewhere', 'contact', 'media'],
    async customerSends(id, kind) {
      if (!whatsapp.online) return false;
      const again = sent.get(id);
      const message = again ?? SENDS[kind]?.(ana);
      if (!message) throw new Error(`no customer sends ${kind} here`);
      sent.set(id, message);
      const outcome = new Promise<boolean>((resolve) => outcomes.set(message.id, resolve));
      if (again) ana.arrivesAgain(again);
      return outcome;
    },
    logs: () => {},
    async nextShown() {
      await whatsapp.until('the next message', () => ana.hears().length > shownUpTo);
      const message = ana.hears()[shownUpTo];
      shownUpTo += 1;
      return withoutSigns(message?.body ?? message?.caption ?? '').plain;
    },
    close: () => line.close(),
  };
}

describe.skipIf(!chromium)('with a browser', () => channelContract('WhatsApp Web', openDriver));
