/**
 * The stand-in is good enough: the library itself, as it comes, links, receives and sends through it in a real
 * Chromium. What the shop's channel makes of it is told in `test/contracts/channel`.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import library, { type Client, type Message } from 'whatsapp-web.js';
import { findChromium } from '../../browser/chromium.ts';
import { DOT } from './dot.ts';
import { arriving, bareClient, linkByQr, newProfile, next, type Profile } from './library.ts';
import type { Person } from './person.ts';
import { WhatsApp } from './whatsapp.ts';

const chromium = await findChromium();
if (!chromium) process.stderr.write('no Chromium on this machine: the tests of WhatsApp Web are skipped\n');

describe.skipIf(!chromium)('the library as it comes, on the local page', () => {
  let whatsapp: WhatsApp;
  let profile: Profile;
  let client: Client;
  let ana: Person;

  const open = () => {
    if (!chromium) throw new Error('no Chromium');
    return bareClient(whatsapp, chromium, profile);
  };

  beforeAll(async () => {
    // The bare library misses a synchronisation that comes sooner.
    whatsapp = await WhatsApp.open({ habits: { syncMs: 800 } });
    profile = await newProfile();
    client = open();
    await linkByQr(whatsapp, client);
    ana = whatsapp.person({ name: 'Ana', number: '51987654321' });
  });
  afterAll(async () => {
    await client.destroy();
    await profile.remove();
    await whatsapp.close();
    await chromium?.remove();
  });

  test('linked by the code on the screen it knows whose account it is', () => {
    expect(client.info.wid._serialized).toBe('51900000000@c.us');
  });

  test('words, places and people’s names arrive', async () => {
    expect(await arriving(client, () => ana.says('hola'))).toMatchObject({ from: '51987654321@c.us', body: 'hola', type: 'chat' });
    const place = await arriving(client, () => ana.sendsPlace(-12.12, -77.03, 'Parque\nMiraflores'));
    expect(place).toMatchObject({ type: 'location', location: { latitude: -12.12, longitude: -77.03, name: 'Parque' } });
    expect(await (await arriving(client, () => ana.says('soy Ana'))).getContact()).toMatchObject({
      pushname: 'Ana',
      number: '51987654321',
    });
  });

  test.each([
    ['image', 'image/png', 'mi comprobante'],
    ['ptt', 'audio/ogg; codecs=opus', ''],
    ['document', 'application/pdf', ''],
    ['sticker', 'image/webp', ''],
  ] as const)('a customer’s %s can be fetched', async (type, mimetype, caption) => {
    const message = await arriving(client, () => ana.sendsFile(type, DOT, mimetype, { caption, filename: 'file' }));
    expect(message).toMatchObject({ type, hasMedia: true, body: caption });
    expect(await message.downloadMedia()).toMatchObject({ mimetype, data: DOT.toString('base64') });
  });

  test('a file that is gone, or not there yet, is answered with nothing', async () => {
    const message = await arriving(client, () => ana.loses(ana.sendsFile('image', DOT, 'image/png')));
    expect(await message.downloadMedia()).toBeUndefined();
    const slow = await arriving(client, () =>
      ana.sends({ type: 'image', file: { bytes: DOT, mimetype: 'image/png', stage: 'REUPLOADING' } }),
    );
    expect(await slow.downloadMedia()).toBeUndefined();
  });

  test('a picture with its caption, a quoting answer and a place leave, and are ticked', async () => {
    const question = await arriving(client, () => ana.says('¿cuánto?'));
    const read = new Promise((resolve) => client.on('message_ack', (_, ack) => ack === 3 && resolve(ack)));
    await client.sendMessage(question.from, new library.MessageMedia('image/png', DOT.toString('base64'), 'polo.png'), { caption: 'Polo' });
    await question.reply('S/ 45', undefined, { linkPreview: false });
    await client.sendMessage(question.from, new library.Location(-12, -77, { name: 'Tienda', address: 'Calle 1' }));
    await whatsapp.until('three messages', () => ana.hears().length === 3);
    const [picture, answer, place] = ana.hears();
    expect(picture).toMatchObject({ type: 'image', caption: 'Polo' });
    expect(whatsapp.network.files.get(picture?.media?.path ?? '')).toEqual(DOT);
    expect(answer).toMatchObject({ body: 'S/ 45', quotes: question.id.id });
    expect(place).toMatchObject({ type: 'location', lat: -12, loc: 'Tienda\nCalle 1' });
    ana.reads();
    await read;
  });

  test('a customer quotes, corrects and takes back', async () => {
    const sent = await client.sendMessage(ana.wid, '1. Rojo');
    await whatsapp.until('the menu', () => ana.reading().includes('1. Rojo'));
    const quoting = await arriving(client, () => ana.says('este', { quotes: sent.id.id }));
    expect((await quoting.getQuotedMessage()).id.id).toBe(sent.id.id);

    const said = ana.says('dos polos');
    const edited = next<Message>(client, 'message_edit');
    ana.edits(said, 'tres polos');
    expect(await edited).toMatchObject({ body: 'tres polos', id: { id: said.id } });
    const revoked = next<Message>(client, 'message_revoke_everyone');
    ana.takesBack(said);
    expect(await revoked).toMatchObject({ id: { id: said.id } });
  });

  test('a customer with a hidden number writes and is answered under her hidden id', async () => {
    const luz = whatsapp.person({ name: 'Luz', number: '51911111111', lid: '777000111222333' });
    await arriving(client, () => luz.says('hola'));
    luz.switchesToLid();
    const message = await arriving(client, () => luz.says('sigo aquí'));
    expect(message.from).toBe('777000111222333@lid');
    expect(await client.getContactLidAndPhone([message.from])).toEqual([{ lid: '777000111222333@lid', pn: '51911111111@c.us' }]);
    await client.sendMessage(message.from, 'hola, Luz');
    await whatsapp.until('the answer', () => luz.reading().includes('hola, Luz'));

    const hidden = whatsapp.person({ name: 'Sol', number: '51922222222', lid: '888', shows: 'lid', numberHidden: true });
    expect(await arriving(client, () => hidden.says('hola'))).toMatchObject({ from: '888@lid' });
    await expect(client.sendMessage('51922222222@c.us', 'hola')).rejects.toThrow('No LID for user');
  });

  test('what is sealed is told once it is readable; what is told quietly is only found', async () => {
    const sealed = next<Message>(client, 'message_ciphertext');
    const secret = ana.sendsSealed();
    await sealed;
    expect(await arriving(client, () => ana.unseals(secret, 'ahora sí'))).toMatchObject({ body: 'ahora sí' });

    ana.says('nadie lo cuenta', {}, { quiet: true });
    await arriving(client, () => ana.says('esto sí'));
    const chat = await client.getChatById(ana.wid);
    expect((await chat.fetchMessages({ limit: 100 })).slice(-2).map((message) => message.body)).toEqual(['nadie lo cuenta', 'esto sí']);
  });

  test('the seller’s own words in a chat are told as hers', async () => {
    const own = next<Message>(client, 'message_create');
    whatsapp.phone.writes(ana.wid, 'soy yo, Rosa');
    expect(await own).toMatchObject({ fromMe: true, to: ana.wid, body: 'soy yo, Rosa' });
  });

  test('a cut line is a timeout; what was written meanwhile leaves and arrives when it is back', async () => {
    const timeout = next<string>(client, 'change_state');
    whatsapp.cut();
    expect(await timeout).toBe('TIMEOUT');
    const sent = await client.sendMessage(ana.wid, 'sin red');
    expect(sent.ack).toBe(0);
    const message = await arriving(client, () => {
      ana.says('¿siguen ahí?');
      whatsapp.back();
    });
    expect(message.body).toBe('¿siguen ahí?');
    await whatsapp.until('what waited', () => ana.reading().includes('sin red'));
  });

  test('after a restart it is still linked, and what came meanwhile is there without an event', async () => {
    await client.destroy();
    ana.says('mientras no estaban');
    client = open();
    const events: string[] = [];
    for (const event of ['qr', 'message']) client.on(event, () => events.push(event));
    const ready = next(client, 'ready');
    await client.initialize();
    await ready;
    const last = (await (await client.getChatById(ana.wid)).fetchMessages({ limit: 100 })).at(-1);
    expect(last?.body).toBe('mientras no estaban');
    expect(events).toEqual([]);
  });

  test('logged out on the telephone it says so and wants a new code, also one to type', async () => {
    const reason = next<string>(client, 'disconnected');
    const qr = next<string>(client, 'qr');
    whatsapp.phone.logsOut();
    expect(await reason).toBe('LOGOUT');
    expect(await qr).toContain('2@ref');
    const ready = next(client, 'ready');
    whatsapp.phone.enters(await client.requestPairingCode('51900000000'));
    await ready;
    expect(whatsapp.network.codesFor).toEqual(['51900000000']);
  });
});
