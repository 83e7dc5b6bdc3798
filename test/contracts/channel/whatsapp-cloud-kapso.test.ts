/**
 * An independent package between the two sides: its client talks to Meta on this machine, which so is no invention of
 * ours; what our channel sends is what it would send; and it reads the webhooks as we do.
 */
import { GraphApiError, WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutboundBody } from '../../../src/conversation/message.ts';
import { type CloudChannel, messageTo, NOW, openCloudChannel } from '../../stand-ins/whatsapp-cloud/cloud-channel.ts';
import type { CustomerApp } from '../../stand-ins/whatsapp-cloud/customer-app.ts';
import { APP_SECRET, PHONE_ID, TOKEN } from '../../stand-ins/whatsapp-cloud/graph-api.ts';

let at: CloudChannel;
let ana: CustomerApp;
let client: WhatsAppClient;

const PHONE = '51987654321';
const TO = { phoneNumberId: PHONE_ID, to: PHONE };

beforeEach(async () => {
  at = await openCloudChannel();
  ana = at.graph.customer({ name: 'Ana', phone: PHONE, userId: 'PE.1047385771169864' });
  ana.lastWroteAt = NOW;
  client = new WhatsAppClient({ accessToken: TOKEN, baseUrl: at.graph.url, graphVersion: 'v25.0' });
});
afterEach(() => at.close());

const optionsOf = (count: number, label = 'Polo') =>
  Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    label: `${label} ${index}`,
    token: `1.abcdefghij.${index}`,
    commands: [],
  }));
const menuOf = (count: number): OutboundBody => ({
  kind: 'menu',
  rich: [{ t: '¿Cuál?' }],
  menu: { id: 'abcdefghij', options: optionsOf(count) },
});

/** What our channel sends of it, without the mark that only we need. */
async function ours(body: OutboundBody): Promise<unknown> {
  await at.channel.send({ account: PHONE_ID, chat: PHONE }, messageTo(PHONE, 2, body), { key: 'k', refs: [], uncertain: false });
  return withoutOurs(at.graph.taken.pop());
}

/** What the other client sent. */
const theirs = () => withoutOurs(at.graph.taken.pop());

function withoutOurs(message: unknown): unknown {
  const { biz_opaque_callback_data: _mark, recipient_type: _individual, ...rest } = Object(message);
  return rest;
}

describe('what our channel sends is what the other client sends', () => {
  test('texts', async () => {
    const body = await ours({ kind: 'text', rich: [{ t: 'Hola' }] });
    await client.messages.sendText({ ...TO, body: 'Hola', previewUrl: false });
    expect(body).toEqual(theirs());
  });

  test('buttons', async () => {
    const body = await ours(menuOf(3));
    const buttons = [0, 1, 2].map((index) => ({ id: `1.abcdefghij.${index}`, title: `${index + 1}. Polo ${index}` }));
    await client.messages.sendInteractiveButtons({ ...TO, bodyText: '¿Cuál?', buttons });
    expect(body).toEqual(theirs());
  });

  test('lists', async () => {
    const body = await ours(menuOf(10));
    const rows = Array.from({ length: 10 }, (_, index) => ({ id: `1.abcdefghij.${index}`, title: `${index + 1}. Polo ${index}` }));
    await client.messages.sendInteractiveList({ ...TO, bodyText: '¿Cuál?', buttonText: 'Ver opciones', sections: [{ rows }] });
    expect(body).toEqual(theirs());
  });

  test('links', async () => {
    const body = await ours({ kind: 'link', rich: [{ t: 'Paga aquí' }], label: 'Pagar', url: 'https://mpago.la/1' });
    await client.messages.sendInteractiveCtaUrl({
      ...TO,
      bodyText: 'Paga aquí',
      parameters: { displayText: 'Pagar', url: 'https://mpago.la/1' },
    });
    expect(body).toEqual(theirs());
  });

  test('questions for a contact', async () => {
    const body = await ours({ kind: 'ask', rich: [{ t: '¿Tu teléfono?' }], what: 'contact' });
    const interactive = { type: 'request_contact_info', body: { text: '¿Tu teléfono?' }, action: { name: 'request_contact_info' } };
    await client.messages.sendInteractiveRaw({ ...TO, interactive });
    expect(body).toEqual(theirs());
  });

  test('to an id, which goes in a place of its own', async () => {
    await client.messages.sendText({ phoneNumberId: PHONE_ID, recipient: 'PE.1047385771169864', body: 'Hola' });
    expect(at.graph.taken.at(-1)).toMatchObject({ recipient: 'PE.1047385771169864' });
    expect(ana.screen).toMatchObject([{ text: 'Hola' }]);
  });
});

describe('the other client meets the same Meta', () => {
  test('a message that was read, with dots', async () => {
    await ana.says('hola', { id: 'wamid.x' });
    await client.messages.markRead({ phoneNumberId: PHONE_ID, messageId: 'wamid.x', typingIndicator: { type: 'text' } });
    expect(at.graph.receipts).toMatchObject([{ message_id: 'wamid.x', typing_indicator: { type: 'text' } }]);
  });

  test('files both ways', async () => {
    const { id } = await client.media.upload({
      phoneNumberId: PHONE_ID,
      type: 'image/jpeg',
      file: new Blob(['a picture'], { type: 'image/jpeg' }),
      fileName: 'polo.jpg',
    });
    await client.messages.sendImage({ ...TO, image: { id, caption: 'Polo' } });
    expect(ana.screen).toMatchObject([{ type: 'image', text: 'Polo', file: id }]);
    const received = at.graph.media.receive(Buffer.from('a receipt'), 'image/png');
    const bytes = await client.media.download({ mediaId: received, phoneNumberId: PHONE_ID, auth: 'always' });
    expect(bytes instanceof ArrayBuffer && Buffer.from(bytes).toString()).toBe('a receipt');
  });

  test('refusals with their codes', async () => {
    ana.lastWroteAt = NOW - 25 * 3_600_000;
    const refused = await client.messages.sendText({ ...TO, body: 'Hola' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(GraphApiError);
    expect(refused).toMatchObject({ code: 131047 });
  });
});

describe('the other package reads what Meta on this machine sends', () => {
  test('a whole batch, with its signature over the escaped bytes', async () => {
    await at.channel.start({
      accept: async () => ({ accepted: true, duplicate: false }),
      note: async () => ({ accepted: true, duplicate: false }),
    });
    const values = [ana.text('¿uno ñ?', { id: 'wamid.1' }), ana.text('dos', { id: 'wamid.2' })].map((value) => at.graph.change(value));
    const status = at.graph.change({ statuses: [at.graph.status('wamid.s', ana, 'delivered')] });
    await at.graph.webhooks.send([values, [status]]);
    const [{ body, signature } = { body: '', signature: '' }] = at.graph.webhooks.sent;
    expect(verifySignature({ appSecret: APP_SECRET, rawBody: body, signatureHeader: signature })).toBe(true);
    expect(verifySignature({ appSecret: APP_SECRET, rawBody: JSON.stringify(JSON.parse(body)), signatureHeader: signature })).toBe(false);
    const read = normalizeWebhook(JSON.parse(body));
    expect(read.phoneNumberId).toBe(PHONE_ID);
    expect(read.messages).toMatchObject([
      { id: 'wamid.1', from: PHONE, fromUserId: 'PE.1047385771169864', type: 'text', text: { body: '¿uno ñ?' } },
      { id: 'wamid.2', type: 'text', text: { body: 'dos' } },
    ]);
    expect(read.statuses).toMatchObject([{ id: 'wamid.s', status: 'delivered', recipientUserId: 'PE.1047385771169864' }]);
    expect(read.contacts[0]).toMatchObject({ waId: PHONE, userId: 'PE.1047385771169864', profile: { name: 'Ana' } });
  });

  test('an echo of what the seller typed', async () => {
    await at.channel.start({
      accept: async () => ({ accepted: true, duplicate: false }),
      note: async () => ({ accepted: true, duplicate: false }),
    });
    await ana.isWritten('yo te atiendo');
    const read = normalizeWebhook(JSON.parse(at.graph.webhooks.sent[0]?.body ?? ''));
    expect(read.messages).toMatchObject([{ to: PHONE, kapso: { direction: 'outbound', source: 'smb_message_echo' } }]);
  });
});
