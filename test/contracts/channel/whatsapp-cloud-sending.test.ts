/** What the shop says leaves once, in its parts and in its time, whatever Meta answers. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Attempt, Sent } from '../../../src/channels/port.ts';
import type { OrderTemplate } from '../../../src/channels/whatsapp-cloud/template.ts';
import type { ChannelNews } from '../../../src/conversation/channel-news.ts';
import type { LoggedMessage, OutboundBody } from '../../../src/conversation/message.ts';
import { type CloudChannel, messageTo, NOW, openCloudChannel } from '../../stand-ins/whatsapp-cloud/cloud-channel.ts';
import type { CustomerApp } from '../../stand-ins/whatsapp-cloud/customer-app.ts';
import { APPROVED, PHONE_ID } from '../../stand-ins/whatsapp-cloud/graph-api.ts';

const CHAT = 'PE.1047385771169864';
const ID = `whatsapp-cloud:${PHONE_ID}:${CHAT}`;
const HELLO: OutboundBody = { kind: 'text', rich: [{ t: 'Hola' }] };
const PLAIN_MENU: OutboundBody = {
  kind: 'menu',
  rich: [{ t: '¿Qué talla?' }],
  menu: { id: 'abcdefghij', options: [{ number: 1, label: 'S', token: '1.abcdefghij.0', commands: [] }] },
};
const SHORT_MENU: OutboundBody = { ...PLAIN_MENU, image: { name: 'polo.jpg', alt: 'Polo' } };

const menuOf = (count: number) => ({
  id: 'abcdefghij',
  options: Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    label: `Talla ${index}`,
    token: `1.abcdefghij.${index}`,
    commands: [],
  })),
});

let directory: string;
let at: CloudChannel;
let ana: CustomerApp;
let news: ChannelNews[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tanteo-cloud-'));
  await writeFile(join(directory, 'polo.jpg'), 'a picture of a polo');
  at = await openCloudChannel({ imagesDirectory: directory, dataDirectory: directory });
  ana = at.graph.customer({ name: 'Ana', userId: CHAT });
  ana.lastWroteAt = NOW;
  at.wrote.set(ID, NOW);
  news = [];
  const note = async (one: ChannelNews) => {
    news.push(one);
    return { accepted: true, duplicate: false } as const;
  };
  await at.channel.start({ accept: async () => ({ accepted: true, duplicate: false }), note });
  // What was under way before the start is not waited for any more.
  await at.clock.advance(5000, async () => {});
});
afterEach(async () => {
  await at.close();
  await rm(directory, { recursive: true, force: true });
});

const send = (
  body: OutboundBody,
  attempt: { readonly refs?: readonly string[]; readonly uncertain?: boolean } = {},
  n = 2,
): Promise<Sent> => {
  const message = messageTo(CHAT, n, body);
  return at.channel.send({ account: PHONE_ID, chat: CHAT }, message, { key: message.id, refs: [], uncertain: false, ...attempt });
};
const seen = () => ana.screen.map(({ text }) => text);

describe('to whom', () => {
  test('an id is never written in the place of a telephone', async () => {
    expect(await send(HELLO)).toEqual({ sent: true, refs: [ana.screen[0]?.id] });
    expect(at.graph.taken).toMatchObject([{ recipient: CHAT }]);
    expect(at.graph.taken[0]?.to).toBeUndefined();
  });

  test('a telephone is, as it came', async () => {
    const luis = at.graph.customer({ name: 'Luis', phone: '5491123456789' });
    luis.lastWroteAt = NOW;
    await at.channel.send({ account: PHONE_ID, chat: '5491123456789' }, messageTo('5491123456789', 2, HELLO), {
      key: 'k',
      refs: [],
      uncertain: false,
    });
    expect(luis.screen).toMatchObject([{ text: 'Hola' }]);
  });

  test('who wrote to another number of the shop is not answered by this one', async () => {
    const message = messageTo(CHAT, 2, HELLO);
    const sent = await at.channel.send({ account: '999', chat: CHAT }, message, { key: 'k', refs: [], uncertain: false });
    expect(sent).toMatchObject({ sent: false, final: true, because: 'no-such-chat' });
    expect(at.graph.taken).toEqual([]);
  });
});

describe('the window of 24 hours', () => {
  test('is open until the last moment, and after it nothing is asked of Meta', async () => {
    at.wrote.set(ID, at.clock.now() - 24 * 3_600_000 + 1);
    ana.lastWroteAt = at.clock.now();
    expect(await send(HELLO)).toMatchObject({ sent: true });
    at.wrote.set(ID, at.clock.now() - 24 * 3_600_000);
    expect(await send(HELLO)).toMatchObject({ sent: false, final: true, because: 'window-closed', uncertain: false });
    expect(at.graph.taken).toHaveLength(1);
  });

  test('is closed where Meta says so, whatever the shop thought', async () => {
    ana.lastWroteAt = NOW - 25 * 3_600_000;
    expect(await send(HELLO)).toMatchObject({ sent: false, final: true, because: 'window-closed' });
    expect(seen()).toEqual([]);
  });
});

describe('news of an order after that, by a template that Meta approved', () => {
  const news = (body: OutboundBody) => ({ ...messageTo(CHAT, 2, body), orderId: '1001' });
  const READY: OutboundBody = { kind: 'text', rich: [{ t: 'Pedido #1001 listo.\n\nEstá en Jr. Unión 345.\tHasta las 19:00.' }] };
  const tell = async (template: OrderTemplate | null, message: LoggedMessage, attempt: Partial<Attempt> = {}) => {
    const late = await openCloudChannel(template ? { template } : {});
    const customer = late.graph.customer({ name: 'Ana', userId: CHAT });
    const yesterday = NOW - 25 * 3_600_000;
    customer.lastWroteAt = yesterday;
    late.wrote.set(ID, yesterday);
    const sent = await late.channel.send({ account: PHONE_ID, chat: CHAT }, message, {
      key: message.id,
      refs: [],
      uncertain: false,
      ...attempt,
    });
    expect(late.graph.mistakes).toEqual([]);
    await late.close();
    return { sent, seen: customer.screen.map(({ text }) => text) };
  };

  test('is one message, in one line', async () => {
    const { sent, seen } = await tell(APPROVED, news(READY));
    expect(sent).toMatchObject({ sent: true, refs: [expect.stringContaining('wamid')] });
    expect(seen).toEqual([
      'Novedades de tu pedido #1001: Pedido #1001 listo. · Está en Jr. Unión 345. Hasta las 19:00. Responde aquí si necesitas algo.',
    ]);
  });

  test('has the address of a link, and nothing that could be tapped', async () => {
    const link = await tell(APPROVED, news({ kind: 'link', rich: [{ t: 'Paga aquí' }], label: 'Pagar', url: 'https://x.pe/1' }));
    expect(link.seen).toEqual([expect.stringContaining('Paga aquí · Pagar: https://x.pe/1')]);
    const menu = await tell(APPROVED, news(PLAIN_MENU));
    expect(menu.seen).toEqual([expect.stringMatching(/#1001: ¿Qué talla\? Responde/)]);
  });

  test('is no way to say anything else, nor more than fits', async () => {
    for (const message of [messageTo(CHAT, 2, HELLO), news({ kind: 'text', rich: [{ t: 'a'.repeat(701) }] })]) {
      expect(await tell(APPROVED, message)).toMatchObject({ sent: { final: true, because: 'window-closed' }, seen: [] });
    }
  });

  test('does not finish what began to leave in time: the seller is told of the rest', async () => {
    expect(await tell(APPROVED, news(READY), { refs: ['wamid.1'] })).toMatchObject({
      sent: { sent: false, refs: ['wamid.1'], final: true, because: 'window-closed' },
      seen: [],
    });
  });

  test('is not needed where a status told that all of it left in time, though no answer came', async () => {
    for (const template of [APPROVED, null]) {
      const { sent, seen } = await tell(template, news(READY), { uncertain: true, seen: { 0: 'wamid.1' } });
      expect(sent).toEqual({ sent: true, refs: ['wamid.1'] });
      expect(seen).toEqual([]);
    }
  });

  test('that Meta does not know is news that came too late, as without one', async () => {
    const { sent, seen } = await tell({ name: 'novedades_pedido', language: 'pt_BR' }, news(READY));
    expect(sent).toMatchObject({ sent: false, final: true, because: 'window-closed', reason: expect.stringContaining('(132001)') });
    expect(seen).toEqual([]);
  });
});

describe('what Meta answers', () => {
  test.each([
    [131047, { final: true, because: 'window-closed' }],
    [131026, { final: true, because: 'no-such-chat' }],
    [131049, { final: true }],
    [131051, { final: true }],
    [131009, { final: true }],
    [999999, { final: true }],
    [4, { final: false }],
    [130429, { final: false }],
    [131000, { final: false }],
    [131016, { final: false }],
    [190, { final: false, retryAfterMs: 300_000 }],
    [10, { final: false, retryAfterMs: 300_000 }],
    [200, { final: false, retryAfterMs: 300_000 }],
    [131031, { final: false, retryAfterMs: 300_000 }],
    [131042, { final: false, retryAfterMs: 300_000 }],
  ])('code %i', async (code, expected) => {
    at.graph.faults.add('message', { is: 'refused', code });
    const sent = await send(HELLO);
    expect(sent).toMatchObject({ sent: false, refs: [], uncertain: false, ...expected });
    expect(sent).toMatchObject({ reason: expect.stringContaining(`(${code})`) });
    expect(seen()).toEqual([]);
  });

  test('too much for one customer waits longer each time, and begins anew after it worked', async () => {
    const refused = { is: 'refused', code: 131056 } as const;
    at.graph.faults.add('message', refused, refused, refused);
    const waits = [await send(HELLO), await send(HELLO), await send(HELLO)].map((sent) => (sent.sent ? 0 : sent.retryAfterMs));
    expect(waits).toEqual([6000, 24_000, 96_000]);
    expect(await send(HELLO)).toMatchObject({ sent: true });
    at.graph.faults.add('message', refused);
    expect(await send(HELLO)).toMatchObject({ retryAfterMs: 6000 });
  });

  test('a form that is not taken goes in plain words, once', async () => {
    at.graph.faults.add('message', { is: 'refused', code: 131009 });
    expect(await send(PLAIN_MENU)).toMatchObject({ sent: true });
    expect(ana.screen).toMatchObject([{ type: 'text', text: '¿Qué talla?\n\n1. S' }]);
  });
});

describe('no answer', () => {
  test('before anything was written: it is sent again, and nothing is in doubt', async () => {
    await at.graph.close();
    expect(await send(HELLO)).toMatchObject({ sent: false, final: false, uncertain: false });
    await at.graph.listen();
  });

  test('but that of something on the way: nobody knows, and it is sent again later', async () => {
    at.graph.faults.add('message', { is: 'gateway', status: 502 });
    expect(await send(HELLO)).toMatchObject({ sent: false, final: false, uncertain: true, retryAfterMs: 5000 });
    expect(await send(HELLO, { uncertain: true })).toMatchObject({ sent: true });
    expect(seen()).toEqual(['Hola']);
  });

  test('for too long: the call is given up', async () => {
    const hasty = await openCloudChannel({ waits: { callMs: 20, fileMs: 20 } });
    hasty.graph.faults.add('message', { is: 'silence' });
    const message = messageTo(CHAT, 2, HELLO);
    const sent = await hasty.channel.send({ account: PHONE_ID, chat: CHAT }, message, { key: 'k', refs: [], uncertain: false });
    expect(sent).toMatchObject({ sent: false, final: false, uncertain: true, reason: 'no answer came: TimeoutError' });
    await hasty.close();
  });

  test('and the shop was restarted: what may have left is asked for first, then sent', async () => {
    await at.channel.start({
      accept: async () => ({ accepted: true, duplicate: false }),
      note: async () => ({ accepted: true, duplicate: false }),
    });
    expect(await send(HELLO, { uncertain: true })).toMatchObject({ sent: false, final: false, uncertain: true, retryAfterMs: 5000 });
    await at.clock.advance(5000, async () => {});
    expect(await send(HELLO, { uncertain: true })).toMatchObject({ sent: true });
  });
});

describe('pictures', () => {
  test('are uploaded once, and sent by their id above the buttons', async () => {
    await Promise.all([send(SHORT_MENU), send(SHORT_MENU, {}, 3)]);
    await send(SHORT_MENU, {}, 4);
    expect(at.graph.media.uploads).toBe(1);
    expect(ana.screen).toHaveLength(3);
    const file = at.graph.media.file(ana.screen[0]?.file ?? '');
    expect(file && Buffer.from(file.bytes).toString()).toBe('a picture of a polo');
  });

  test('are uploaded again before their id dies, and where Meta lost them', async () => {
    await send(SHORT_MENU);
    at.graph.media.drop(ana.screen[0]?.file ?? '');
    expect(await send(SHORT_MENU, {}, 3)).toMatchObject({ sent: true });
    expect(at.graph.media.uploads).toBe(2);
    await at.clock.advance(29 * 24 * 3_600_000, async () => {});
    at.wrote.set(ID, at.clock.now());
    ana.lastWroteAt = at.clock.now();
    expect(await send(SHORT_MENU, {}, 4)).toMatchObject({ sent: true });
    expect(at.graph.media.uploads).toBe(3);
  });

  test('that WhatsApp does not take, or that are gone, are left out, and the message leaves', async () => {
    await writeFile(join(directory, 'polo.svg'), '<svg/>');
    for (const name of ['polo.svg', 'gone.jpg', '../polo.jpg']) {
      expect(await send({ ...SHORT_MENU, image: { name, alt: 'Polo' } })).toMatchObject({ sent: true });
    }
    expect(ana.screen.map(({ type, file }) => [type, file])).toEqual(Array(3).fill(['button', undefined]));
  });

  test('that Meta does not want are left out as well', async () => {
    at.graph.faults.add('upload', { is: 'refused', code: 100 });
    expect(await send({ ...SHORT_MENU, menu: menuOf(5) })).toMatchObject({ sent: true });
    expect(ana.screen.map(({ type }) => type)).toEqual(['list']);
  });

  test('go before a list, which has no place for them', async () => {
    expect(await send({ ...SHORT_MENU, menu: menuOf(5) })).toMatchObject({ sent: true });
    expect(ana.screen.map(({ type }) => type)).toEqual(['image', 'list']);
  });

  test('that cannot be uploaded now are tried again with their message', async () => {
    at.graph.faults.add('upload', { is: 'refused', code: 131000 });
    expect(await send(SHORT_MENU)).toMatchObject({ sent: false, final: false });
    expect(await send(SHORT_MENU)).toMatchObject({ sent: true });
  });
});

describe('files of the data folder', () => {
  const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

  test.each([
    ['pedidos.xlsx', SHEET, 'document', SHEET],
    ['pedidos.csv', 'text/csv', 'document', 'text/plain'],
    ['pago.pdf', 'application/pdf', 'document', 'application/pdf'],
    ['nota.ogg', 'audio/ogg', 'audio', 'audio/ogg'],
  ])('%s leaves with its name, as something that WhatsApp takes', async (name, mime, type, as) => {
    await mkdir(join(directory, 'outgoing', 'x'), { recursive: true });
    await writeFile(join(directory, 'outgoing', 'x', name), `what is in ${name}`);
    const file = { folder: 'outgoing', ref: `x/${name}`, name, mime } as const;
    expect(await send({ kind: 'file', rich: [], file })).toMatchObject({ sent: true });
    const [screen] = ana.screen;
    expect(screen).toMatchObject({ type, text: type === 'document' ? name : '' });
    expect(at.graph.media.file(screen?.file ?? '')).toMatchObject({ mime: as, name });
  });

  test('one that is gone, or of a kind that WhatsApp does not take, is named in words', async () => {
    const gone = { folder: 'outgoing', ref: 'x/gone.pdf', name: 'gone.pdf', mime: 'application/pdf' } as const;
    expect(await send({ kind: 'file', rich: [{ t: 'Tus pedidos' }], file: gone })).toMatchObject({ sent: true });
    expect(await send({ kind: 'file', rich: [], file: gone }, {}, 3)).toMatchObject({ sent: true });
    expect(seen()).toEqual(['Tus pedidos', 'gone.pdf']);
  });
});

describe('health', () => {
  test('names the quality of the number and when Meta told something last', async () => {
    await expect.poll(() => at.channel.health().words).toContain('quality of the number: GREEN; no webhook yet');
    await ana.says('hola');
    expect(at.channel.health()).toEqual({ ok: true, words: expect.stringContaining('last webhook 2026-11-25T15:00:05.000Z') });
    at.graph.quality = 'RED';
    await at.graph.webhooks.send([[{ field: 'phone_number_quality_update', value: { event: 'FLAGGED' } }]]);
    await at.clock.advance(0, async () => {});
    await expect.poll(() => at.channel.health().words).toContain('quality of the number: RED');
  });

  test('a token that is refused is told at once, and again when it is good', async () => {
    at.graph.tokenIsGood = false;
    expect(await send(HELLO)).toMatchObject({ sent: false, final: false });
    expect(at.channel.health()).toEqual({ ok: false, words: expect.stringContaining('the access token is not valid') });
    expect(news).toMatchObject([{ what: 'down', words: 'the access token is not valid or has expired (190)' }]);
    at.graph.tokenIsGood = true;
    expect(await send(HELLO)).toMatchObject({ sent: true });
    expect(news.map(({ what }) => what)).toEqual(['down', 'up']);
    expect(at.channel.health().ok).toBe(true);
  });

  test('a line that is down for minutes is told once', async () => {
    at.graph.faults.add('number', ...Array(20).fill({ is: 'broken-line' }));
    at.graph.faults.add('message', { is: 'broken-line' });
    await send(HELLO);
    expect(at.channel.health().ok).toBe(false);
    for (let minute = 0; minute < 12; minute += 1) {
      const before = at.graph.faults.left('number');
      // The next look is planned when the answer to the last one is there, which takes a moment of the network's own time.
      const look = async () => {
        await at.clock.advance(60_000, async () => {});
        return at.graph.faults.left('number');
      };
      await expect.poll(look).toBeLessThan(before);
      expect(at.channel.health().words).toContain('cannot send');
    }
    await expect.poll(() => news.map(({ what }) => what)).toEqual(['down']);
  });
});

test('a link opens a chat with words ready to be sent, once the number is known', async () => {
  await expect.poll(() => at.channel.invite?.('FERIA-2026')).toBe('https://wa.me/15550783881?text=FERIA-2026');
});
