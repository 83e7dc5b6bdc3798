/** What happens to a sale on the WhatsApp Cloud API: files, hands, hours and faults. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { command, sellerPage } from './paying-shop.ts';
import { type CloudCustomer, CloudShop } from './whatsapp-cloud-shop.ts';

const HOUR = 3_600_000;
const PHONE = '51987654321';
const USER_ID = 'PE.1047385771169864';
/** The smallest PNG there is. */
const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let at: CloudShop;
let ana: CloudCustomer;
beforeEach(async () => {
  at = await CloudShop.open();
  ana = at.customer({ name: 'Ana Quispe', phone: PHONE, userId: USER_ID });
});
afterEach(() => at.close());

const kinds = () => at.shop.alerts();
/** An order that is picked up and paid by transfer: she still has to show that she paid. */
const buysATote = () => ana.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'transferencia', 'sí');

describe('what she sees', () => {
  test('a product with its picture, which is uploaded once for everybody, and its options to tap', async () => {
    await ana.sayAll('catálogo', '1');
    expect(ana.last.map(({ type }) => type)).toEqual(['image', 'list']);
    expect(at.graph.media.file(ana.last[0]?.file ?? '')?.mime).toBe('image/png');
    await ana.tap('Rojo');
    await ana.tap('M');
    expect(ana.lastText).toContain('Polo de algodón pima (Rojo, M)');
    const luis = at.customer({ name: 'Luis', phone: '51911111111' });
    await luis.sayAll('catálogo', '1');
    expect(luis.last.map(({ file }) => file)).toEqual([expect.stringMatching(/^\d+$/), undefined]);
    expect(at.graph.media.uploads).toBe(1);
  });
});

describe('what is billed', () => {
  test('one message for what is said at once, with its link to tap below all of it', async () => {
    await buysATote();
    await ana.say('mis datos');
    expect(ana.last).toMatchObject([{ type: 'cta_url', label: 'Descargar mis datos', url: expect.stringContaining('/my-data/') }]);
    expect(ana.lastText).toMatch(/Todo en un archivo.*Nombre: Ana Quispe.*borrar mis datos/s);
  });
});

describe('what she sends', () => {
  test('a picture of her transfer is kept, and the seller is asked to look at it', async () => {
    await buysATote();
    expect(await ana.app.attaches('image', { bytes: DOT, mime: 'image/png', caption: 'ya pagué' })).toBe(200);
    await ana.hear();
    expect(kinds()).toEqual(['receipt-to-review']);
    const folder = join(at.shop.directory, 'media', `whatsapp-cloud.${PHONE}`);
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^[a-z0-9]{32}\.png$/)]);
    const [order] = await at.shop.orders();
    expect(JSON.stringify(order)).toContain(createHash('sha256').update(DOT).digest('hex'));
  });

  test('a picture that Meta hands out only at the third try is not lost', async () => {
    await buysATote();
    at.graph.faults.add('media', { is: 'refused', code: 131000, status: 500 });
    at.graph.faults.add('bytes', { is: 'broken-line' });
    await ana.app.attaches('image', { bytes: DOT, mime: 'image/png' });
    await ana.hear();
    expect(kinds()).toEqual([]);
    await at.wait(10 * 60_000);
    expect(kinds()).toEqual(['receipt-to-review']);
  });

  test('a pin on the map is her address', async () => {
    await ana.sayAll('quiero una tote', 'cerrar pedido', 'envío', 'Surco');
    expect(ana.last).toMatchObject([{ type: 'location_request_message', asks: 'location' }]);
    expect(await ana.app.shares(-12.1453, -76.9936)).toBe(200);
    await ana.hear();
    expect(ana.lastText).not.toContain('¿A qué distrito');
    expect(ana.lastText).not.toBe('');
  });

  test('a number under a quoted menu means that menu', async () => {
    await ana.say('quiero un polo rojo');
    const [menu] = ana.last;
    expect(menu?.options.length).toBeGreaterThan(1);
    await ana.say('¿cuánto sale el envío a Surco?');
    expect(await ana.app.says('2', { quotes: menu?.id ?? '' })).toBe(200);
    await ana.hear();
    expect(ana.lastText).toContain(menu?.options[1]?.title.replace(/^2\. /, ''));
  });
});

describe('who she is', () => {
  test('a customer who withholds her telephone one day goes on where she was', async () => {
    await ana.sayAll('quiero una tote', 'cerrar pedido');
    const hidden = at.customer({ name: 'Ana', userId: USER_ID });
    await hidden.say('recojo');
    await hidden.say('efectivo');
    await hidden.say('sí');
    const [order, ...more] = await at.shop.orders();
    expect(more).toEqual([]);
    expect(order).toMatchObject({
      status: 'confirmed',
      delivery: { kind: 'pickup' },
      conversationId: `whatsapp-cloud:106540352242922:${PHONE}`,
    });
  });

  test('who got a telephone that was somebody else’s is a new customer, and what is said to the old one does not reach her', async () => {
    await ana.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'efectivo', 'sí');
    const luis = at.customer({ name: 'Luis Rojas', phone: PHONE, userId: 'PE.9' });
    await luis.say('mi pedido');
    expect(luis.lastText).not.toContain('#1001');
    await luis.say('quiero un polo blanco talla M');
    const heard = luis.app.screen.length;
    expect(await command(at.shop, 1001, 'mark-ready')).toMatchObject({ ok: true });
    await ana.hear();
    expect(ana.lastText).toContain('#1001');
    expect(luis.app.screen).toHaveLength(heard);
  });

  test('a new telephone is the same customer', async () => {
    await ana.sayAll('quiero una tote', 'cerrar pedido');
    const system = { type: 'user_changed_number', body: '', wa_id: '51911111111', user_id: 'PE.2', previous_user_id: USER_ID };
    expect(await ana.app.sends(ana.app.message('system', system))).toBe(200);
    const moved = at.customer({ name: 'Ana', phone: '51911111111', userId: 'PE.2' });
    await moved.sayAll('recojo', 'efectivo', 'sí');
    expect(await at.shop.orders()).toMatchObject([{ status: 'confirmed', customer: { name: 'Ana Quispe' } }]);
    expect(moved.app.screen.length).toBeGreaterThan(0);
  });
});

describe('the seller', () => {
  test('who writes from her own telephone is not talked over', async () => {
    await ana.say('quiero una gorra negra');
    expect(await ana.app.isWritten('Hola Ana, soy Rosa')).toBe(200);
    await ana.hear();
    expect(ana.lastText).toContain('Ahora te atiende una persona');
    const heard = ana.app.screen.length;
    await ana.sayAll('¿me la guardas?', 'gracias');
    expect(ana.app.screen).toHaveLength(heard);
    // What is read here is read on her telephone too: only what the program answers is.
    await at.shop.wait(5 * HOUR);
    await ana.say('catálogo');
    await expect.poll(() => at.graph.receipts.length).toBe(2);
  });

  test('is told what did not arrive, and why', async () => {
    await buysATote();
    const ref = ana.app.screen.at(-1)?.id ?? '';
    expect(await at.graph.tell([at.graph.status(ref, ana.app, 'failed', { errors: [{ code: 131053 }] })])).toBe(200);
    // It was delivered before: what comes late changes nothing.
    expect(kinds()).toEqual([]);
    at.graph.faults.add('message', { is: 'refused', code: 131049 });
    await ana.say('mi pedido');
    expect(kinds()).toEqual(['not-sent']);
  });

  test('is told what cannot be said any more after 24 hours; it is not tried, and she is answered as soon as she writes', async () => {
    await ana.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'efectivo', 'sí');
    await at.wait(25 * HOUR);
    const tried = at.graph.taken.length;
    expect(await command(at.shop, 1001, 'mark-ready')).toMatchObject({ ok: true });
    await at.settle();
    expect(at.graph.taken).toHaveLength(tried);
    const alerts = () => [...at.shop.app.store.query.all('alerts')].filter(({ kind }) => kind === 'not-sent');
    expect(alerts()).toMatchObject([{ orderId: '1001', data: { because: 'late-news' } }]);
    const page = await sellerPage(at.shop, '/seller');
    expect(page).toContain(`href="https://wa.me/${PHONE}?text=Pedido%20%231001%20listo`);
    expect(page).toContain('Escríbele desde tu teléfono');
    await ana.say('catálogo');
    expect(ana.last.map(({ text }) => text)).toEqual([expect.stringContaining('#1001'), expect.stringContaining('Esto es lo que tenemos')]);
    expect(alerts()).toEqual([]);
  });

  test('is told so also where her last message came late: WhatsApp counts from when it was written', async () => {
    await ana.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'efectivo', 'sí');
    const written = at.graph.now();
    await at.wait(20 * HOUR);
    expect(await ana.app.says('gracias', { at: written + 60_000 })).toBe(200);
    await at.wait(5 * HOUR);
    const tried = at.graph.taken.length;
    expect(await command(at.shop, 1001, 'mark-ready')).toMatchObject({ ok: true });
    await at.settle();
    expect(at.graph.taken).toHaveLength(tried);
    expect(kinds()).toContain('not-sent');
  });
});

describe('faults', () => {
  test('a shop that was closed hears everything that was written meanwhile, once and in order', async () => {
    await ana.say('quiero una tote');
    at.graph.webhooks.url = null;
    expect(await ana.app.says('cerrar pedido')).toBe(0);
    expect(await ana.app.says('recojo')).toBe(0);
    await at.restart();
    expect(await at.graph.webhooks.sendAgain()).toBe(0);
    expect(await at.graph.webhooks.sendAgain()).toBe(0);
    await ana.hear();
    expect(ana.lastText).toContain('¿Cómo quieres pagar?');
  });

  test('an answer that was lost is not said twice where its status came, and said again where none did', async () => {
    at.graph.faults.add('message', { is: 'lost-answer', told: true });
    await ana.say('hola');
    await at.wait(60_000);
    expect(ana.app.screen).toHaveLength(1);
    at.graph.faults.add('message', { is: 'broken-line' });
    await ana.say('catálogo');
    await at.wait(60_000);
    expect(ana.app.screen).toHaveLength(2);
  });

  test('too much for one customer: all of it arrives, in order', async () => {
    at.graph.faults.add('message', ...Array(3).fill({ is: 'refused', code: 131056 }));
    await ana.say('hola');
    await ana.say('catálogo');
    await at.wait(10 * 60_000);
    expect(ana.app.screen.map(({ text }) => text.slice(0, 4))).toEqual(['Hola', expect.any(String)]);
  });

  test('a token that expired is told to the seller; with a new one everything that waited leaves', async () => {
    at.graph.tokenIsGood = false;
    await ana.say('hola');
    expect(kinds()).toEqual(['channel-down']);
    expect(await (await fetch(`${at.shop.url}/health`)).json()).toMatchObject({ channels: { 'whatsapp-cloud': { ok: false } } });
    at.graph.tokenIsGood = true;
    await at.wait(6 * 60_000);
    expect(ana.app.screen).toHaveLength(1);
    expect(kinds()).toEqual([]);
  });
});
