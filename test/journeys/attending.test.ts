/** The seller attends a customer from her page and through the API: plain forms, and one message per key. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { NO_CHANNELS } from '../../src/config/channel-settings.ts';
import { CARRIED_GOOD_MS } from '../../src/conversation/turn/moving.ts';
import { pageTexts } from '../../src/seller/pages/texts.ts';
import { buyTotes, openPayingShop, orderOf, sellerForm, sellerPage, sendPicture, TRANSFER } from './paying-shop.ts';
import { type Customer, HOME, TestShop } from './shop.ts';

let shop: TestShop;
let ana: Customer;
beforeEach(async () => {
  shop = await TestShop.open();
  ana = shop.customer('ana');
});
afterEach(() => shop.close());

const told = z.object({ lines: z.array(z.string()) });

const pathOf = ({ conversationId }: Customer) => `/seller/conversations/${encodeURIComponent(conversationId)}`;
const page = (customer: Customer) => sellerPage(customer.shop, pathOf(customer));
const submit = (customer: Customer, form: Readonly<Record<string, string>>) => sellerForm(customer.shop, pathOf(customer), form);

describe('from the page', () => {
  test('she writes, the customer reads it as hers, and the assistant is silent until it is let go on', async () => {
    await ana.say('quiero una gorra negra');
    expect(await page(ana)).toContain('Contesta el asistente.');
    expect(await submit(ana, { do: 'write-to-customer', text: 'Te la guardo <b>hasta</b> el viernes' })).toMatchObject({ status: 303 });
    expect((await ana.history()).slice(-2).map(({ from, text }) => [from, text.split('.')[0]])).toEqual([
      ['shop', 'Ahora te atiende una persona de Retama'],
      ['seller', 'Te la guardo <b>hasta</b> el viernes'],
    ]);
    const attended = await page(ana);
    expect(attended).toContain('Atiendes tú hasta 14:00');
    expect(attended).toContain('Te la guardo &lt;b&gt;hasta&lt;/b&gt; el viernes');
    await ana.hear();
    expect(await ana.say('cerrar pedido')).toEqual([]);
    await submit(ana, { do: 'hand-back' });
    await ana.hear();
    expect(ana.lastText).toContain('Soy otra vez el asistente');
    expect(ana.lastText).toContain('Gorra');
    expect(await page(ana)).toContain('Contesta el asistente.');
  });

  test('“atiendo yo” silences the assistant before anything is written', async () => {
    await ana.say('quiero hablar con una persona');
    expect(shop.alerts()).toEqual(['person-wanted']);
    await submit(ana, { do: 'take-over' });
    expect(shop.alerts()).toEqual([]);
    expect(await ana.say('¿hola?')).toMatchObject([{ text: expect.stringContaining('Ahora te atiende') }]);
    expect(await ana.say('¿hola?')).toEqual([]);
    expect(shop.alerts()).toEqual(['customer-waits']);
  });

  test('nothing is sent of nothing, and nobody is written to who is not there', async () => {
    await ana.say('hola');
    const empty = await submit(ana, { do: 'write-to-customer', text: '  ' });
    expect([empty.status, await empty.text()]).toEqual([409, expect.stringContaining('Escribe algo antes de enviar.')]);
    const nobody = await submit(shop.customer('nobody'), { do: 'write-to-customer', text: 'hola' });
    expect([nobody.status, await nobody.text()]).toEqual([409, expect.stringContaining('No existe esa conversación.')]);
  });

  test('a receipt that comes while she speaks is put with its order, which does not expire under them', async () => {
    const paying = await openPayingShop(TRANSFER);
    const luis = paying.shop.customer('luis');
    await buyTotes(luis, 'yape');
    await submit(luis, { do: 'take-over' });
    await luis.hear();
    await sendPicture(luis, 1);
    expect(await luis.hear()).toEqual([]);
    expect(await orderOf(paying.shop)).toMatchObject({ payments: { manual: [{ status: 'under_review' }] } });
    expect(paying.shop.alerts()).toEqual(['customer-waits', 'receipt-to-review']);
    await paying.close();
  });
});

describe('through the API', () => {
  async function token(): Promise<string> {
    const answer = await fetch(`${shop.url}/seller/desk/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.app.sellerKey}` },
      body: JSON.stringify({
        asked: { do: 'create', name: 'crm', scopes: 'conversations:write,orders:read,customers:read', expires: null },
        language: 'es',
      }),
    });
    return told.parse(await answer.json()).lines[0] ?? '';
  }

  const send = (key: string, token: string, method: string, path: string, body: unknown) =>
    fetch(`${shop.url}/api/conversations/${encodeURIComponent(ana.conversationId)}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    });

  test('a message is written once under its key, and the conversation is taken over by the program that wrote it', async () => {
    await ana.say('hola');
    const crm = await token();
    for (const _ of [1, 2]) {
      const answer = await send('k1', crm, 'POST', 'messages', { text: 'Ya salió tu pedido' });
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ message: 4, takenOver: { by: 'api:crm', until: '2026-11-25T19:00:01.000Z' } });
    }
    expect((await ana.history()).filter(({ from }) => from === 'seller')).toHaveLength(1);
    expect(await (await send('k2', crm, 'PUT', 'attention', { attend: false })).json()).toEqual({ message: null, takenOver: null });
    expect(await (await send('k3', crm, 'PUT', 'attention', { attend: true })).json()).toMatchObject({ takenOver: { by: 'api:crm' } });
  });

  test('what cannot be done is said with its code', async () => {
    const crm = await token();
    const missing = await send('k1', crm, 'POST', 'messages', { text: 'hola' });
    expect([missing.status, await missing.json()]).toMatchObject([404, { code: 'CONVERSATION_NOT_FOUND' }]);
    const empty = await send('k2', crm, 'POST', 'messages', { text: ' ' });
    expect([empty.status, await empty.json()]).toMatchObject([400, { code: 'BAD_REQUEST' }]);
  });
});

test('docs/atender-tu-misma.md calls the buttons, links and settings as the pages and files do', async () => {
  const text = await readFile(join(HOME, 'docs', 'atender-tu-misma.md'), 'utf8');
  const { conversation, alert, order } = pageTexts('es');
  for (const words of [conversation.takeOver, conversation.handBack, alert.conversation, alert.again, order.conversation])
    expect(text).toContain(`**${words}**`);
  expect(text).toContain(`**${NO_CHANNELS.takeoverHours} horas después`);
  expect(text).toContain(`dura ${CARRIED_GOOD_MS / 60_000} minutos`);
});
