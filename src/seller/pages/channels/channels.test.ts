/** What the seller sees of her channels, and what she can do about each. */
import { describe, expect, test } from 'vitest';
import { HOST, samplePages } from '../sample-pages.ts';
import type { ChannelOnPage } from './deps.ts';
import { QR, sampleTelephone } from './sample-telephone.ts';
import { channelTexts } from './texts.ts';

const WEB: ChannelOnPage = { name: 'web', standing: 'works', words: '', link: 'https://retama.pe/?say=hola' };
const TELEGRAM: ChannelOnPage = { name: 'telegram', standing: 'works', words: '', link: 'https://t.me/retama_bot?start=hola' };
const OFF: readonly ChannelOnPage[] = [
  { name: 'whatsapp-web', standing: 'off', words: '', link: null },
  { name: 'whatsapp-cloud', standing: 'off', words: '', link: null },
];

describe('the channels', () => {
  const page = (channels: readonly ChannelOnPage[]) => samplePages({ channels: () => channels }).page('/seller/channels');

  test('each with its link, and those that are off with how to connect them', async () => {
    const html = await page([WEB, TELEGRAM, ...OFF]);
    expect(html).toContain('Te escriben por Chat web y Telegram');
    expect(html).toContain('href="https://t.me/retama_bot?start=hola"');
    expect(html).toContain('>t.me/retama_bot<');
    expect(html).toContain('npm run -s connect -- whatsapp-cloud');
    expect(html).toContain('puede costarte el número');
  });

  test('one that does not work comes first, in its own words', async () => {
    const html = await page([WEB, { ...TELEGRAM, standing: 'trouble', words: 'Otro programa está usando este bot.' }, ...OFF]);
    expect(html).toContain('<h1>Telegram te necesita</h1>');
    expect(html).toContain('Otro programa está usando este bot.');
  });

  test('a shop on its own machine is told that nobody from outside can write yet', async () => {
    const html = await page([{ ...WEB, standing: 'here', link: null }, ...OFF]);
    expect(html).toContain('Todavía no te escribe nadie de fuera');
    expect(html).toContain('npm run -s connect -- address');
  });

  test('a sheet for the counter has the code and the address, and none where there is no link', async () => {
    const pages = samplePages({ channels: () => [WEB, TELEGRAM, ...OFF] });
    const html = await pages.page('/seller/channels/telegram/counter');
    expect(html).toContain('Escríbenos por Telegram');
    expect(html).toContain('aria-label="Código QR que abre t.me/retama_bot"');
    expect(html).toContain('<svg');
    const cookie = await pages.enter();
    expect((await pages.request('/seller/channels/whatsapp-web/counter', { headers: { cookie } })).status).toBe(404);
    expect((await pages.request('/seller/channels/fax/counter', { headers: { cookie } })).status).toBe(404);
  });

  test('nobody without the key sees them', async () => {
    const pages = samplePages({ telephone: sampleTelephone() });
    for (const path of ['/seller/channels', '/seller/channels/whatsapp-web', '/seller/channels/telegram/counter']) {
      expect((await pages.request(path)).status).toBe(401);
    }
  });
});

describe('WhatsApp on her telephone', () => {
  function opened(change: Parameters<typeof sampleTelephone>[0] = {}) {
    const telephone = sampleTelephone(change);
    const pages = samplePages({ telephone });
    const get = async (path = '') => pages.request(`/seller/channels/whatsapp-web${path}`, { headers: { cookie: await pages.enter() } });
    const post = async (path: string, form: Record<string, string> = {}, origin = `http://${HOST}`) =>
      pages.post(`/seller/channels/whatsapp-web/${path}`, form, { cookie: await pages.enter(), origin });
    return { telephone, get, post };
  }

  test('the risk is read and agreed to before anything else', async () => {
    const { telephone, get, post } = opened({ consented: false });
    const html = await (await get()).text();
    expect(html).toContain('Antes de vincular tu WhatsApp');
    expect(html).toContain('Puede bloquear tu número, sin aviso y para siempre.');
    expect((await post('consent')).status).toBe(303);
    expect(telephone.asked).toEqual(['consent']);
    expect(await (await get()).text()).toContain('Abriendo WhatsApp Web…');
  });

  test('the code is shown with how long it lasts, and the page asks for itself again until it is told not to', async () => {
    const { telephone, get } = opened();
    telephone.linkingNow = { state: 'needs_link', qr: QR, expiresAt: Date.parse('2026-11-24T20:30:42Z') };
    const answer = await get();
    expect(answer.headers.get('refresh')).toBe('5');
    const html = await answer.text();
    expect(html).toContain('Vale 42 segundos más');
    expect(html).toContain('aria-label="Código QR para vincular WhatsApp"');
    expect(html).not.toContain(QR);
    expect((await get('?still=1')).headers.get('refresh')).toBeNull();
  });

  test('a code by the number of the telephone, however it is typed', async () => {
    const { telephone, get, post } = opened();
    telephone.linkingNow = { state: 'needs_link', qr: QR };
    expect((await get('/number')).headers.get('refresh')).toBeNull();
    const refused = await post('number', { phone: 'casa' });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('Ese número no sirve');
    expect((await post('number', { phone: '+51 987-654-321' })).status).toBe(303);
    expect(telephone.asked).toEqual(['code casa', 'code 51987654321']);
    const html = await (await get()).text();
    expect(html).toContain('ABCD-1234');
    expect(html).toContain('Vale 180 segundos más');
    // WhatsApp does not take every code: the other one stays.
    expect(html).toContain('aria-label="Código QR para vincular WhatsApp"');
  });

  test('how many messages a number may send is told in words, and until when it is new', async () => {
    const { telephone, get } = opened();
    telephone.linkingNow = { state: 'ready' };
    const isNew = await (await get()).text();
    expect(isNew).toContain(
      'Hasta el mar 8 dic envía como mucho 50 mensajes por hora y 250 por día, la cuarta parte de lo normal. Ahora quedan 38',
    );
    telephone.reportNow = { ...telephone.reportNow, sent: { hour: 2, day: 2, mostAnHour: 200, mostADay: 1000, left: 198, newUntil: null } };
    expect(await (await get()).text()).toContain('Envía como mucho 200 mensajes por hora y 1000 por día. Ahora quedan 198');
  });

  test('a browser that was fetched long ago is fetched anew where she says so', async () => {
    const { telephone, get, post } = opened({ advice: 'El navegador tiene más de un mes.' });
    telephone.linkingNow = { state: 'ready' };
    expect(await (await get()).text()).not.toContain('/whatsapp-web/browser"');
    telephone.reportNow = { ...telephone.reportNow, browser: { path: '/tienda/chrome', version: '143.0.1', isOld: true } };
    expect(await (await get()).text()).toContain('/whatsapp-web/browser"');
    expect((await post('browser')).status).toBe(303);
    telephone.progress(0.5);
    expect(await (await get()).text()).toContain('Descargando: 50 %');
  });

  test('why it begins anew is told, and when', async () => {
    const { telephone, get } = opened({ words: 'WhatsApp se cayó y vuelve a abrirse solo.' });
    telephone.linkingNow = { state: 'recovering' };
    telephone.reportNow = {
      ...telephone.reportNow,
      recovery: { words: 'El navegador se cerró.', attempt: 2, nextAt: Date.parse('2026-11-24T20:30:10Z') },
    };
    expect(await (await get()).text()).toContain('El navegador se cerró. Intento 2: vuelve a abrirse en 10 segundos.');
  });

  test('codes that nobody used are not shown for ever', async () => {
    const { telephone, get, post } = opened();
    telephone.linkingNow = { state: 'needs_link', paused: true };
    const answer = await get();
    expect(answer.headers.get('refresh')).toBeNull();
    expect(await answer.text()).toContain('Nadie usó los códigos');
    await post('show');
    expect(telephone.asked).toEqual(['show']);
  });

  test('a browser is fetched once, with how far it got, and where it fails she may try again', async () => {
    const { telephone, get, post } = opened();
    telephone.linkingNow = { state: 'no_browser' };
    expect(await (await get()).text()).toContain('Descargar un navegador (unos 100 MB)');
    await post('browser');
    await post('browser');
    expect(telephone.asked).toEqual(['browser']);
    telephone.progress(0.37);
    expect(await (await get()).text()).toContain('Descargando: 37 %');
    telephone.fetched({ ok: false, words: 'No hay internet.' });
    await Promise.resolve();
    const html = await (await get()).text();
    expect(html).toContain('No se pudo descargar. No hay internet.');
    expect(html).toContain('Descargar un navegador');
  });

  test('how it goes: the number, the caps, the risk with its reasons, and the way out', async () => {
    const { telephone, get, post } = opened();
    telephone.linkingNow = { state: 'ready' };
    const html = await (await get()).text();
    for (const words of [
      'Tu WhatsApp está conectado',
      '…321',
      '80 de 250',
      '12 de 50',
      'Riesgo para tu número',
      'Medio',
      'El número es nuevo aquí',
      '380 MB',
    ]) {
      expect(html).toContain(words);
    }
    await post('unlink');
    expect(telephone.asked).toEqual(['unlink']);
    expect(await (await get()).text()).toContain('Vincular de nuevo');
  });

  test('who lost her number has her customers at hand, to tell them another', async () => {
    const { telephone, get } = opened();
    telephone.linkingNow = { state: 'blocked' };
    expect(await (await get()).text()).toContain('href="/seller/export?what=customers&amp;format=xlsx"');
    telephone.linkingNow = { state: 'conflict' };
    expect(await (await get()).text()).not.toContain('what=customers');
  });

  test('another page cannot unlink it', async () => {
    const { telephone, post } = opened();
    expect((await post('unlink', {}, 'https://malo.example')).status).toBe(403);
    expect(telephone.asked).toEqual([]);
  });
});

function blanksOf(texts: unknown, path = ''): [key: string, blanks: string][] {
  if (typeof texts === 'string') return [[path, (texts.match(/\{[a-zA-Z]+\}/g) ?? []).toSorted().join(' ')]];
  return Object.entries(texts ?? {}).flatMap(([key, value]) => blanksOf(value, `${path}.${key}`));
}

test.each(['pt', 'en'] as const)('the texts of channels have the same keys and blanks in %s as in Spanish', (language) => {
  expect(blanksOf(channelTexts(language))).toEqual(blanksOf(channelTexts('es')));
});
