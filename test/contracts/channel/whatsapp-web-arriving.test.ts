/**
 * What customers and the seller's telephone do, as the shop is told of it over WhatsApp Web: each kind once, in its
 * order, from chats with one customer only; and what no event told of is found.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DOT } from '../../stand-ins/whatsapp-web/dot.ts';
import { KeepingShop } from '../../stand-ins/whatsapp-web/keeping-shop.ts';
import { chromium, Line } from '../../stand-ins/whatsapp-web/line.ts';
import type { Person } from '../../stand-ins/whatsapp-web/person.ts';

describe.skipIf(!chromium)('what arrives over WhatsApp Web', () => {
  let line: Line;
  let shop: KeepingShop;
  let ana: Person;

  let numbers = 0;

  beforeAll(async () => {
    line = await Line.open({ linked: true });
    shop = new KeepingShop();
    await line.channel.start(shop);
    await line.reaches('ready');
  });
  afterAll(() => line.close());
  /** Each story has a customer of its own. */
  beforeEach(() => {
    numbers += 1;
    ana = line.whatsapp.person({ name: 'Ana', number: `5198765432${numbers}`, lid: `99000${numbers}` });
    shop.forget();
  });

  test('says who wrote, from where, and what', async () => {
    ana.says('hola');
    ana.sendsPlace(-12.12, -77.03, 'Parque');
    ana.sendsFile('image', DOT, 'image/png', { caption: 'mi comprobante' });
    ana.sendsFile('ptt', DOT, 'audio/ogg; codecs=opus');
    ana.sendsFile('document', DOT, 'application/pdf', { filename: 'voucher.pdf' });
    ana.sendsFile('sticker', DOT, 'image/webp');
    await shop.until('all six', () => shop.received.length === 6);
    expect(shop.received[0]).toMatchObject({
      channel: 'whatsapp-web',
      account: 'main',
      chat: ana.wid,
      sender: { name: 'Ana', phone: '+51987654321' },
      body: { kind: 'text', text: 'hola' },
    });
    expect(shop.received.map(({ body }) => (body.kind === 'media' || body.kind === 'file-elsewhere' ? body.media : body.kind))).toEqual([
      'text',
      'location',
      'image',
      'voice',
      'document',
      'sticker',
    ]);
    expect(shop.received[2]).toMatchObject({ body: { kind: 'file-elsewhere', caption: 'mi comprobante' } });
  });

  test('files are brought when they are wanted, and null when they are gone', async () => {
    ana.sendsFile('image', DOT, 'image/png');
    const lost = ana.sendsFile('image', DOT, 'image/png');
    ana.loses(lost);
    await shop.until('both', () => shop.received.length === 2);
    const [kept = '', gone = ''] = shop.received.map(({ body }) => (body.kind === 'file-elsewhere' ? body.source : ''));
    expect(await shop.fetch(line.channel, kept)).toEqual(DOT);
    expect(await shop.fetch(line.channel, gone)).toBeNull();
  });

  test('an answer says what it quotes; a correction says of what', async () => {
    const menu = await shop.send(() => line.channel, shop.textTo(line.channel, ana.wid, '1. Rojo')).catch(() => null);
    // Nobody is written to before she wrote.
    expect(menu).toMatchObject({ sent: false, final: true });
    const said = ana.says('hola');
    await shop.hasReceived('hola');
    const sent = await shop.send(() => line.channel, shop.textTo(line.channel, ana.wid, '1. Rojo'));
    await line.whatsapp.until('the menu', () => ana.hears().length === 1);
    ana.says('este', { quotes: ana.hears()[0]?.id ?? '' });
    await shop.hasReceived('este');
    expect(sent.refs).toContain(shop.received.at(-1)?.quotes);
    ana.edits(said, 'buenas');
    await shop.hasReceived('buenas');
    expect(shop.received.at(-1)?.body).toEqual({ kind: 'edited', of: shop.received[0]?.messageId, text: 'buenas' });
  });

  test('what she deletes is told, and never answered where nobody told of it before', async () => {
    const said = ana.says('quiero dos');
    await shop.hasReceived('quiero dos');
    ana.takesBack(said);
    await shop.until('that she deleted it', () => shop.news.length === 1);
    expect(shop.news).toMatchObject([{ what: 'taken-back', chat: ana.wid, of: shop.received[0]?.messageId }]);
    ana.takesBack(ana.says('nadie lo cuenta', {}, { quiet: true }));
    ana.says('fin');
    await shop.hasReceived('fin');
    line.clock.leap(6 * 60_000);
    ana.says('después de buscar');
    await shop.hasReceived('después de buscar');
    expect(shop.texts).toEqual(['quiero dos', 'fin', 'después de buscar']);
  });

  test('groups, the status, newsletters and the page’s own lines are nobody’s message', async () => {
    ana.says('en el grupo', {}, { where: '120363000000000000@g.us' });
    ana.says('mi estado', { isStatusV3: true }, { where: 'status@broadcast' });
    ana.says('noticias', {}, { where: '120363000000000001@newsletter' });
    ana.sends({ type: 'e2e_notification' });
    ana.sends({ type: 'call_log' });
    ana.says('solo esto');
    await shop.hasReceived('solo esto');
    expect(shop.texts).toEqual(['solo esto']);
  });

  test('many in the same second stay in order, also where the page tells some twice', async () => {
    const texts = Array.from({ length: 30 }, (_, n) => `mensaje ${n}`);
    for (const text of texts) {
      const message = ana.says(text);
      if (text.endsWith('7')) ana.arrivesAgain(message);
    }
    await shop.hasReceived('mensaje 29');
    expect(shop.texts).toEqual(texts);
  });

  test('a customer known by her number goes on under her hidden id: the she is the same chat', async () => {
    const number = ana.wid;
    ana.says('hola');
    await shop.hasReceived('hola');
    ana.switchesToLid();
    ana.says('sigo yo');
    await shop.hasReceived('sigo yo');
    expect(shop.received.map(({ chat }) => chat)).toEqual([number, number]);
    expect(await shop.send(() => line.channel, shop.textTo(line.channel, number, 'hola, Ana'))).toMatchObject({ sent: true });
    await line.whatsapp.until('the answer', () => ana.reading().includes('hola, Ana'));
    // It was written where she wrote last.
    expect(ana.hears().at(-1)?.chat).toBe(ana.wid);
  });

  test('a customer whose number is hidden from the beginning is served', async () => {
    const sol = line.whatsapp.person({ name: 'Sol', number: '51922222222', lid: '888', shows: 'lid', numberHidden: true });
    sol.says('hola');
    await shop.hasReceived('hola');
    expect(shop.received[0]?.sender.phone).toBeUndefined();
    await shop.send(() => line.channel, shop.textTo(line.channel, shop.received[0]?.chat ?? '', 'hola, Sol'));
    await line.whatsapp.until('the answer', () => sol.reading().includes('hola, Sol'));
  });

  test('what is sealed arrives once it is readable', async () => {
    const secret = ana.sendsSealed();
    ana.says('¿llegó?');
    await shop.hasReceived('¿llegó?');
    ana.unseals(secret, 'quiero dos');
    await shop.hasReceived('quiero dos');
    expect(shop.texts).toEqual(['¿llegó?', 'quiero dos']);
  });

  test('what the seller types herself is hers; what the shop sent is not', async () => {
    ana.says('hola');
    await shop.hasReceived('hola');
    await shop.send(() => line.channel, shop.textTo(line.channel, ana.wid, 'hola, Ana'));
    line.whatsapp.phone.writes(ana.wid, 'soy Rosa');
    await shop.until('her words', () => shop.news.some(({ what }) => what === 'typed-by-seller'));
    expect(shop.news.filter(({ what }) => what === 'typed-by-seller')).toMatchObject([
      { chat: ana.wid, account: 'main', body: { kind: 'text', text: 'soy Rosa' } },
    ]);
  });

  test('what no event told of is found by a look, once', async () => {
    const found = line.channel.report().foundLate;
    ana.says('nadie lo cuenta', {}, { quiet: true });
    ana.says('con aviso');
    await shop.hasReceived('con aviso');
    line.clock.leap(6 * 60_000);
    await shop.hasReceived('nadie lo cuenta');
    line.clock.leap(6 * 60_000);
    ana.says('fin');
    await shop.hasReceived('fin');
    expect(shop.texts.toSorted()).toEqual(['con aviso', 'fin', 'nadie lo cuenta']);
    expect(line.channel.report().foundLate).toBe(found + 1);
  });

  test('what came while the shop was away is answered when it is back, in its order, also what she read herself', async () => {
    ana.says('antes');
    await shop.hasReceived('antes');
    await line.channel.stop();
    const luz = line.whatsapp.person({ name: 'Luz', number: '51911111111' });
    for (const text of ['uno', 'dos', 'tres']) ana.says(text);
    luz.says('leído por la vendedora');
    line.whatsapp.phone.opens(luz.wid);
    await line.again().start(shop);
    await shop.hasReceived('tres', 'leído por la vendedora');
    expect(shop.received.filter(({ chat }) => chat === ana.wid).map(({ body }) => 'text' in body && body.text)).toEqual([
      'antes',
      'uno',
      'dos',
      'tres',
    ]);
  });

  test('what came in the same second stays in order also in a long chat', async () => {
    const now = Math.floor(line.clock.now() / 1000);
    for (let n = 0; n < 60; n += 1) ana.says(`viejo ${n}`, { t: now + n - 60 });
    await shop.hasReceived('viejo 59');
    await line.channel.stop();
    ana.says('2', { t: now });
    ana.says('cerrar pedido', { t: now });
    await line.again().start(shop);
    await shop.hasReceived('2', 'cerrar pedido');
    expect(shop.texts.slice(-2)).toEqual(['2', 'cerrar pedido']);
  });
});
