/**
 * WhatsApp by the Cloud API keeps the contract of a channel; its other side is Meta on this machine, and a customer's
 * telephone. Once as a customer with a telephone, once as one whom WhatsApp shows by an id only.
 */
import { expect } from 'vitest';
import { openCloudChannel } from '../../stand-ins/whatsapp-cloud/cloud-channel.ts';
import type { Person } from '../../stand-ins/whatsapp-cloud/customer-app.ts';
import { type Arriving, type ChannelDriver, channelContract } from './contract.ts';

const PICTURE = { bytes: Buffer.from('a picture'), mime: 'image/jpeg' };

const PEOPLE: readonly Person[] = [
  { name: 'Rosa', phone: '51987654321', userId: 'PE.1047385771169864' },
  { name: 'Rosa', userId: 'PE.1047385771169864' },
  { name: 'Rosa', phone: '51987654321' },
];

for (const person of PEOPLE) {
  const known = Object.keys(person).filter((key) => key !== 'name');
  channelContract(`WhatsApp Cloud API, customer by ${known.join(' and ')}`, async (): Promise<ChannelDriver> => {
    const { channel, graph, close } = await openCloudChannel();
    const app = graph.customer(person);
    let shown = 0;
    const sends: Readonly<Partial<Record<Arriving, (id: string) => Promise<number>>>> = {
      text: (id) => app.says('hola', { id }),
      choice: (id) => app.taps({ id: '2.abcdefghij.0', title: '1. S', kind: 'button' }, 'wamid.of-the-menu', { id }),
      location: (id) => app.shares(-12.12, -77.03, { id }),
      contact: (id) => app.sharesContact('51987654321', 'Rosa', true, { id }),
      'file-elsewhere': (id) => app.attaches('image', PICTURE, { id }),
      media: (id) => app.attaches('sticker', { ...PICTURE, mime: 'image/webp' }, { id }),
      edited: (id) =>
        app.sends(app.message('edit', { original_message_id: 'm0', message: { type: 'text', text: { body: 'dos' } } }, { id })),
      unsupported: (id) => app.sends(app.message('poll_creation', {}, { id })),
    };
    return {
      channel,
      carries: ['text', 'choice', 'location', 'contact', 'file-elsewhere', 'media', 'edited', 'unsupported'],
      customerSends: async (id, kind) => (await sends[kind]?.(`wamid.${id}`)) === 200,
      logs: () => {},
      async nextShown() {
        const seen = await app.nextShown(shown);
        shown += 1;
        return seen.whole;
      },
      async close() {
        await close();
        expect(graph.mistakes).toEqual([]);
      },
    };
  });
}
