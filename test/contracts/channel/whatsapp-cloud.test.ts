/**
 * WhatsApp by the Cloud API keeps the contract of a channel; its other side is Meta on this machine, and a customer's
 * telephone. Once as a customer with a telephone, once as one whom WhatsApp shows by an id only.
 */
import { expect } from 'vitest';
import { CHECK_EVERY_MS, CHECK_TROUBLE_EVERY_MS } from '../../../src/channels/whatsapp-cloud/limits.ts';
import { openCloudChannel } from '../../stand-ins/whatsapp-cloud/cloud-channel.ts';
import type { CustomerApp, Person } from '../../stand-ins/whatsapp-cloud/customer-app.ts';
import { channelContract } from './contract.ts';
import type { Arriving, ChannelDriver, Folders } from './driver.ts';

const PICTURE = { bytes: Buffer.from('a picture'), mime: 'image/jpeg' };
const TAPPED = { type: 'button_reply', button_reply: { id: '2.abcdefghij.0', title: '1. S' } };
const EDITED = { original_message_id: 'm0', message: { type: 'text', text: { body: 'dos' } } };
const CARD = { name: { formatted_name: 'Rosa' }, phones: [{ phone: '+51987654321', wa_id: '51987654321', type: 'CELL' }] };

/** What she does, as WhatsApp says it. */
const SAYS: Readonly<Record<Arriving, (app: CustomerApp, id: string) => object>> = {
  text: (app, id) => app.text('hola', { id }),
  choice: (app, id) => app.message('interactive', TAPPED, { id, quotes: 'wamid.of-the-menu' }),
  location: (app, id) => app.message('location', { latitude: -12.12, longitude: -77.03, name: 'Casa' }, { id }),
  contact: (app, id) => app.message('contacts', [CARD], { id }),
  'file-elsewhere': (app, id) => app.attachment('image', PICTURE, { id }),
  media: (app, id) => app.attachment('sticker', { ...PICTURE, mime: 'image/webp' }, { id }),
  edited: (app, id) => app.message('edit', EDITED, { id }),
  unsupported: (app, id) => app.message('poll_creation', {}, { id }),
};

const PEOPLE: readonly Person[] = [
  { name: 'Rosa', phone: '51987654321', userId: 'PE.1047385771169864' },
  { name: 'Rosa', userId: 'PE.1047385771169864' },
  { name: 'Rosa', phone: '51987654321' },
];

for (const person of PEOPLE) {
  const known = Object.keys(person).filter((key) => key !== 'name');
  channelContract(
    {
      name: `WhatsApp Cloud API, customer by ${known.join(' and ')}`,
      carries: ['text', 'choice', 'location', 'contact', 'file-elsewhere', 'media', 'edited', 'unsupported'],
      // Meta tells of every message that it took, with the shop's own mark of it, and again until that is confirmed.
      copiesOfUncertain: 1,
      // It takes what is for whoever has blocked the shop, and tells later that it could not be delivered.
      blocked: 'told',
      cannot: {},
    },
    (folders) => openDriver(person, folders),
  );
}

async function openDriver(person: Person, folders: Folders): Promise<ChannelDriver> {
  const cloud = await openCloudChannel(folders);
  const { clock, graph } = cloud;
  const app = graph.customer(person);
  let shown = 0;

  const customerSends = async (id: string, kind: Arriving): Promise<boolean> =>
    (await graph.webhooks.send([[graph.change(SAYS[kind](app, `wamid.${id}`))]])) === 200;
  const passes = async (ms: number): Promise<void> => {
    await clock.advance(ms, network);
    if (graph.held.length > 0) await graph.tell();
    await graph.webhooks.sendAgain();
  };
  const stands = async (ok: boolean, withinMs: number): Promise<void> => {
    await clock.advance(withinMs, network);
    await expect.poll(() => cloud.channel.health().ok).toBe(ok);
  };

  return {
    get channel() {
      return cloud.channel;
    },
    customerSends,
    async customerSendsAll(kinds) {
      await graph.webhooks.send([kinds.map((kind, index) => graph.change(SAYS[kind](app, `wamid.all${index}`)))]);
      while ((await graph.webhooks.sendAgain()) > 0);
    },
    async comesAgain(_id, heard) {
      await graph.webhooks.sendAgain();
      await heard;
    },
    logs: ({ id }) => void cloud.underWay.add(id),
    async nextShown() {
      const { whole, file } = await app.nextShown(shown);
      shown += 1;
      return { words: whole, hasFile: file !== undefined };
    },
    passes,
    restarts: () => cloud.restarts(),
    plays: {
      tooFast: (seconds) => graph.faults.add('message', { is: 'refused', code: 80007, status: 429, retryAfterS: seconds }),
      losesTheAnswer: () => graph.faults.add('message', { is: 'lost-answer', told: true }),
      failsAfter: (parts) => graph.faults.add('message', ...Array(parts).fill({ is: 'none' }), { is: 'broken-line' }),
      blocks() {
        app.hasBlocked = true;
      },
      async repeats(id) {
        await customerSends(id, 'text');
      },
      async goesAway() {
        graph.tokenIsGood = false;
        await stands(false, CHECK_EVERY_MS);
      },
      async comesBack() {
        graph.tokenIsGood = true;
        await stands(true, CHECK_TROUBLE_EVERY_MS);
      },
    },
    async close() {
      await cloud.close();
      expect(graph.mistakes).toEqual([]);
    },
  };
}

/** What comes over the network needs a moment of its own. */
const network = () => new Promise<void>((resolve) => setImmediate(resolve));
