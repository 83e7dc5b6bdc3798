/**
 * Telegram when things go wrong, with either client library: what a customer wrote is neither lost nor overtaken, what
 * the shop said is told for what it is, and health says in words what stands in the way.
 */
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Accept, Attempt, Sent, ShopSide } from '../../../src/channels/port.ts';
import { LARGEST_SENT } from '../../../src/channels/sent-files.ts';
import { CONFLICT_MEMORY_MS, DOUBT_WAITS_MS } from '../../../src/channels/telegram/limits.ts';
import type { TelegramChannel } from '../../../src/channels/telegram/telegram.ts';
import type { ChannelNews } from '../../../src/conversation/channel-news.ts';
import type { ArrivingMessage, LoggedMessage, OutboundBody, Rich } from '../../../src/conversation/message.ts';
import { DOT, openTelegramSide, passes, type TelegramSide } from './telegram-driver.ts';

const MINUTE_MS = 60_000;
/** What customers write here: nothing of it may be logged. */
const SECRETS = ['quiero 2 polos', 'mejor 3', 'y una gorra', '987654321', 'Tu pedido'];

describe.each(['grammy', 'telegraf'] as const)('Telegram in trouble, with %s', (library) => {
  let side: TelegramSide;
  let images: string;
  let received: ArrivingMessage[];
  let told: ChannelNews[];

  beforeEach(async () => {
    images = await mkdtemp(join(tmpdir(), 'tanteo-images-'));
    side = await openTelegramSide({ library, updates: 'polling' }, { imagesDirectory: images, dataDirectory: images });
    received = [];
    told = [];
  });
  afterEach(async () => {
    await side.close();
    await rm(images, { recursive: true, force: true });
    expect(side.telegram.mistakes).toEqual([]);
    const [, secret = ''] = side.telegram.token.split(':');
    for (const hidden of [secret, side.telegram.url, ...SECRETS]) expect(side.lines.join('\n')).not.toContain(hidden);
  });

  const keep: Accept = async (message) => {
    received.push(message);
    return { accepted: true, duplicate: false };
  };
  const shop = (accept: Accept = keep): ShopSide => ({
    accept,
    note: async (news) => {
      told.push(news);
      return { accepted: true, duplicate: false };
    },
  });
  const texts = () => received.map(({ chat, body }) => `${chat}: ${'text' in body ? body.text : body.kind}`);
  const said = (chat: string, body: OutboundBody): LoggedMessage => {
    const conversationId = `telegram:${side.telegram.bot.id}:${chat}`;
    return { id: `${conversationId}:2`, conversationId, n: 2, at: '2026-11-25T15:00:00.000Z', from: 'shop', body, text: '' };
  };
  const send = (chat: number | string, body: OutboundBody | Rich, attempt: Partial<Attempt> = {}): Promise<Sent> => {
    const message = said(String(chat), 'kind' in body ? body : { kind: 'text', rich: body });
    const to = { account: String(side.telegram.bot.id), chat: String(chat) };
    return side.channel.send(to, message, { key: message.id, refs: [], uncertain: false, ...attempt });
  };
  /** Somebody to whom the shop may write. */
  const known = async (channel: TelegramChannel = side.channel) => {
    await channel.start(shop());
    const ana = side.telegram.user();
    ana.says('hola');
    await side.telegram.caughtUp();
    return ana;
  };
  const READY: Rich = [{ t: 'Tu pedido está listo' }];

  describe('what comes in', () => {
    test('one customer’s messages stay in order while the others do not wait for her', async () => {
      const slow = Promise.withResolvers<void>();
      const [ana, luis] = [side.telegram.user({ name: 'Ana' }), side.telegram.user({ name: 'Luis' })];
      ana.says('quiero 2 polos');
      ana.says('mejor 3');
      luis.says('y una gorra');
      const luisIsHeard = Promise.withResolvers<void>();
      await side.channel.start(
        shop(async (message) => {
          if (message.chat === String(luis.user.id)) luisIsHeard.resolve();
          else await slow.promise;
          return keep(message);
        }),
      );
      await luisIsHeard.promise;
      slow.resolve();
      await side.telegram.caughtUp();
      expect(texts().filter((text) => text.startsWith(String(ana.user.id)))).toEqual([
        `${ana.user.id}: quiero 2 polos`,
        `${ana.user.id}: mejor 3`,
      ]);
      expect(texts()[0]).toBe(`${luis.user.id}: y una gorra`);
    });

    test('what cannot be kept holds back what the same customer wrote after it, and all of it comes again', async () => {
      const [ana, luis] = [side.telegram.user({ name: 'Ana' }), side.telegram.user({ name: 'Luis' })];
      ana.says('quiero 2 polos');
      ana.says('mejor 3');
      luis.says('y una gorra');
      let refused = 0;
      await side.channel.start(
        shop(async (message) => {
          if ('text' in message.body && message.body.text === 'quiero 2 polos' && refused < 2) {
            refused += 1;
            return { accepted: false };
          }
          return keep(message);
        }),
      );
      await passes(side.clock, side.telegram.caughtUp());
      expect(texts().filter((text) => text.startsWith(String(ana.user.id)))).toEqual([
        `${ana.user.id}: quiero 2 polos`,
        `${ana.user.id}: mejor 3`,
      ]);
      expect(refused).toBe(2);
      expect(side.channel.health().ok).toBe(true);
    });

    test('a process that dies between hearing and keeping loses nothing: the next one hears it', async () => {
      const heard = Promise.withResolvers<void>();
      const never = Promise.withResolvers<{ readonly accepted: false }>();
      await side.channel.start(
        shop(() => {
          heard.resolve();
          return never.promise;
        }),
      );
      const ana = side.telegram.user();
      ana.says('quiero 2 polos');
      await heard.promise;
      await side.another().start(shop());
      await side.telegram.until(() => received.length > 0);
      expect(texts()).toEqual([`${ana.user.id}: quiero 2 polos`]);
      never.resolve({ accepted: false });
    });

    test('groups are left and never answered', async () => {
      await side.channel.start(shop());
      const group = side.telegram.group('Feria');
      await side.telegram.caughtUp();
      await side.telegram.until(() => group.shut === 'kicked');
      expect(received).toEqual([]);
    });

    test('who blocks the bot, and comes back, is news', async () => {
      const ana = await known();
      ana.blocks();
      ana.unblocks();
      await side.telegram.caughtUp();
      expect(told.map(({ what }) => what)).toEqual(['blocked', 'unblocked']);
      expect(new Set(told.map(({ id }) => id)).size).toBe(2);
    });

    test('a tap is answered at once, and the buttons of a yes or no are gone once it is kept', async () => {
      const ana = await known();
      const options = [
        { number: 1, label: 'Sí', token: '2.abcdefghij.0', commands: [], means: 'yes' as const },
        { number: 2, label: 'No', token: '2.abcdefghij.1', commands: [], means: 'no' as const },
      ];
      await send(ana.user.id, { kind: 'menu', rich: [{ t: '¿Confirmas?' }], menu: { id: 'abcdefghij', options } });
      const tap = ana.taps('1. Sí');
      await side.telegram.until(() => ana.answerTo(tap) !== null && ana.heard.at(-1)?.buttons.length === 0);
      expect(ana.heard.at(-1)?.text).toBe('¿Confirmas?\n\n✓ Sí');
      expect(received.at(-1)?.body).toEqual({ kind: 'choice', token: '2.abcdefghij.0' });
      const again = ana.tapsData(ana.heard.at(-1)?.id ?? 0, '!2.abcdefghij.0');
      await side.telegram.until(() => ana.answerTo(again) !== null);
      await side.telegram.caughtUp();
      expect(ana.heard.at(-1)?.text).toBe('¿Confirmas?\n\n✓ Sí');
      expect(side.lines.filter((line) => /small call/.test(line))).toEqual([]);
    });

    test('an answer is marked on its button, and so is the next one where she changes her mind', async () => {
      const ana = await known();
      const options = ['Rojo', 'Negro'].map((label, index) => ({
        number: index + 1,
        label,
        token: `2.abcdefghij.${index}`,
        commands: [{ do: 'set' as const, line: { lineId: 'a' }, options: { color: label } }],
      }));
      await send(ana.user.id, { kind: 'menu', rich: [{ t: '¿Qué color?' }], menu: { id: 'abcdefghij', options } });
      const labels = () =>
        ana.heard
          .at(-1)
          ?.buttons.flat()
          .map(({ text }) => text);
      ana.taps('2. Negro');
      await side.telegram.until(() => labels()?.[1] === '✓ 2. Negro');
      expect(received.at(-1)?.body).toEqual({ kind: 'choice', token: '2.abcdefghij.1' });
      ana.taps('1. Rojo');
      await side.telegram.until(() => labels()?.[0] === '✓ 1. Rojo');
      expect(labels()).toEqual(['✓ 1. Rojo', '2. Negro']);
    });

    test('a file of a customer is brought, and is gone where Telegram does not know it any more', async () => {
      const ana = await known();
      ana.sendsPhoto({ bytes: DOT });
      await side.telegram.caughtUp();
      const body = received.at(-1)?.body;
      const source = body?.kind === 'file-elsewhere' ? body.source : '';
      const fetchFile = side.channel.fetchFile ?? (() => Promise.reject(new Error('this channel brings no files')));
      expect(Buffer.from((await fetchFile('', source)) ?? [])).toEqual(DOT);
      side.telegram.faults.next('getFile', { fault: 'refused', status: 400, description: 'Bad Request: invalid file_id' });
      expect(await fetchFile('', source)).toBeNull();
      side.telegram.faults.next('getFile', { fault: 'server-error', status: 502, carriedOut: false });
      await expect(fetchFile('', source)).rejects.toThrow('getFile: 502');
    });
  });

  test('a file that is larger than the shop keeps is not brought', async () => {
    const ana = await known();
    ana.sendsDocument({ bytes: new Uint8Array(LARGEST_SENT + 1) });
    await side.telegram.caughtUp();
    const body = received.at(-1)?.body;
    expect(body?.kind).toBe('file-elsewhere');
    expect(await side.channel.fetchFile?.('', body?.kind === 'file-elsewhere' ? body.source : '')).toBeNull();
  });

  test('"typing…" is shown while an answer takes its time, and not where it is there already', async () => {
    const ana = await known();
    const typed = () => side.telegram.calls.filter(({ method }) => method === 'sendChatAction').length;
    await send(ana.user.id, READY);
    await side.clock.advance(1000, async () => {});
    expect(typed()).toBe(0);
    ana.says('quiero 2 polos');
    await side.telegram.caughtUp();
    await side.clock.advance(1000, async () => {});
    await side.telegram.until(() => typed() === 1);
  });

  test('the list of commands is offered in each language', async () => {
    await side.channel.start(shop());
    const offers = () => side.telegram.calls.filter(({ method, outcome }) => method === 'setMyCommands' && outcome === 'done');
    await side.telegram.until(() => offers().length === 4);
    expect(offers().map(({ params }) => params.language_code)).toEqual([undefined, 'es', 'pt', 'en']);
    expect(side.telegram.commands).toEqual([{ command: 'carrito', description: 'Ver lo que elegí' }]);
  });

  describe('what goes out', () => {
    test('a customer who is no more, or never was, is told for what she is', async () => {
      const ana = await known();
      ana.deletesAccount();
      expect(await send(ana.user.id, READY)).toMatchObject({ sent: false, final: true, because: 'blocked' });
      expect(await send(12345678, READY)).toMatchObject({ sent: false, final: true, because: 'no-such-chat' });
    });

    test('a chat that moved is news', async () => {
      await side.channel.start(shop());
      const group = side.telegram.group('Feria');
      const next = side.telegram.upgrade(group);
      expect(await send(group.chat.id, READY)).toMatchObject({ sent: false, final: true, because: 'no-such-chat' });
      expect(told).toMatchObject([{ what: 'moved', chat: String(group.chat.id), to: String(next.chat.id) }]);
    });

    test('while Telegram asks for patience in a chat, nothing is asked of it there', async () => {
      const ana = await known();
      side.telegram.faults.next('sendMessage', { fault: 'too-many-requests', retryAfter: 3 });
      await send(ana.user.id, READY);
      const calls = side.telegram.calls.length;
      expect(await send(ana.user.id, READY)).toMatchObject({ sent: false, retryAfterMs: 3000 });
      expect(side.telegram.calls).toHaveLength(calls);
    });

    test('where Telegram has trouble of its own nobody knows whether it arrived', async () => {
      const ana = await known();
      side.telegram.faults.next('sendMessage', { fault: 'server-error', status: 502, carriedOut: true });
      expect(await send(ana.user.id, READY)).toMatchObject({ sent: false, final: false, uncertain: true });
    });

    test('what may have arrived leaves again only once Telegram answers something, later each time, and not for ever', async () => {
      const ana = await known();
      const lost = () => side.telegram.faults.next('sendMessage', { fault: 'no-answer', carriedOut: true });
      lost();
      expect(await send(ana.user.id, READY)).toMatchObject({ sent: false, uncertain: true, retryAfterMs: DOUBT_WAITS_MS[0] });
      side.telegram.faults.next('getMe', { fault: 'no-answer', carriedOut: false });
      expect(await send(ana.user.id, READY, { uncertain: true })).toMatchObject({ sent: false, final: false, uncertain: true });
      expect(ana.heard).toHaveLength(1);
      const waits: (number | null)[] = [];
      let last: Sent | null = null;
      while (!last || (!last.sent && !last.final)) {
        lost();
        last = await send(ana.user.id, READY, { uncertain: true });
        if (!last.sent) waits.push(last.retryAfterMs);
      }
      expect(waits).toEqual([...DOUBT_WAITS_MS.slice(1), null]);
      expect(last).toMatchObject({ sent: false, final: true, uncertain: true });
      expect(ana.heard).toHaveLength(DOUBT_WAITS_MS.length + 1);
    });

    test('another page of a list takes the place of the one she turned, and a list that is gone is a new message', async () => {
      const ana = await known();
      const list = (t: string): OutboundBody => ({
        kind: 'menu',
        rich: [{ t }],
        menu: { id: 'abcdefghij', options: [{ number: 0, label: 'Ver más', token: '2.abcdefghij.0', commands: [] }] },
      });
      const first = await send(ana.user.id, list('Polo y gorra'));
      const insteadOf = { body: list('Polo y gorra'), refs: first.refs };
      const second = await send(ana.user.id, list('Medias'), { insteadOf });
      expect(second).toEqual(first);
      expect(await send(ana.user.id, list('Medias'), { insteadOf: { ...insteadOf, body: list('Medias') } })).toEqual(first);
      expect(ana.heard.map(({ text, isEdited }) => [text, isEdited])).toEqual([['Medias', true]]);
      side.telegram.faults.next('editMessageText', {
        fault: 'refused',
        status: 400,
        description: 'Bad Request: message to edit not found',
      });
      expect((await send(ana.user.id, list('Polo'), { insteadOf })).refs).not.toEqual(first.refs);
      expect(ana.heard.map(({ text }) => text)).toEqual(['Medias', 'Polo']);
    });

    test('the key that asks for her place is gone with the next message, also where that one brings buttons', async () => {
      const ana = await known();
      await send(ana.user.id, { kind: 'ask', rich: [{ t: '¿A dónde?' }], what: 'location' });
      expect(ana.keyboard.flat()).toHaveLength(1);
      const menu = { id: 'abcdefghij', options: [{ number: 1, label: 'Yape', token: '2.abcdefghij.0', commands: [] }] };
      await send(ana.user.id, { kind: 'menu', rich: [{ t: '¿Cómo pagas?' }], menu });
      await send(ana.user.id, { kind: 'menu', rich: [{ t: '¿Seguro?' }], menu });
      expect(ana.keyboard).toEqual([]);
      expect(ana.heard.map(({ text }) => text)).toEqual(['¿A dónde?', '¿Cómo pagas?', '¿Seguro?']);
      expect(side.telegram.calls.filter(({ method }) => method === 'deleteMessage')).toHaveLength(1);
    });

    test('where a part stops, the parts before it are known', async () => {
      const ana = await known();
      const photo: OutboundBody = { kind: 'file', rich: [{ t: 'polo '.repeat(300) }], file: { name: 'polo.png', alt: '' } };
      await writeFile(join(images, 'polo.png'), DOT);
      side.telegram.faults.next('sendMessage', { fault: 'server-error', status: 500, carriedOut: false });
      const stopped = await send(ana.user.id, photo);
      expect(stopped).toMatchObject({ sent: false, uncertain: true, refs: [expect.any(String)] });
      expect(await send(ana.user.id, photo, { refs: stopped.refs, uncertain: true })).toMatchObject({ sent: true });
      expect(ana.heard.map(({ photo }) => photo !== null)).toEqual([true, false]);
    });

    test('a picture is uploaded once, again after it changed, and a broken one leaves its words', async () => {
      const ana = await known();
      const photo: OutboundBody = { kind: 'file', rich: [{ t: 'Polo rojo' }], file: { name: 'polo.png', alt: '' } };
      const path = join(images, 'polo.png');
      await writeFile(path, DOT);
      const uploads = () => side.telegram.calls.filter(({ files }) => files.length > 0).length;
      await send(ana.user.id, photo);
      await send(ana.user.id, photo);
      expect(uploads()).toBe(1);
      await utimes(path, 1, 1);
      await send(ana.user.id, photo);
      expect(uploads()).toBe(2);
      side.telegram.faults.next('sendPhoto', {
        fault: 'refused',
        status: 400,
        description: 'Bad Request: wrong file identifier/HTTP URL specified',
      });
      await send(ana.user.id, photo);
      expect(uploads()).toBe(3);
      await rm(path);
      expect(await send(ana.user.id, photo)).toMatchObject({ sent: true });
      side.telegram.faults.next('sendPhoto', { fault: 'refused', status: 400, description: 'Bad Request: IMAGE_PROCESS_FAILED' });
      await writeFile(path, DOT);
      expect(await send(ana.user.id, photo)).toMatchObject({ sent: true });
      expect(ana.heard.map(({ text, photo }) => [text, photo !== null])).toEqual([
        ['Polo rojo', true],
        ['Polo rojo', true],
        ['Polo rojo', true],
        ['Polo rojo', true],
        ['Polo rojo', false],
        ['Polo rojo', false],
      ]);
    });
  });

  describe('a file of the shop', () => {
    const list = { folder: 'outgoing' as const, ref: '1-k/pedidos.csv', name: 'pedidos de mañana.csv', mime: 'text/csv' };
    const body: OutboundBody = { kind: 'file', rich: [{ t: 'Los pedidos' }], file: list };

    test('leaves as a document, and where it is gone its words leave', async () => {
      const ana = await known();
      await mkdir(join(images, 'outgoing', '1-k'), { recursive: true });
      await writeFile(join(images, 'outgoing', list.ref), 'Pedido;Total');
      expect(await send(ana.user.id, body)).toMatchObject({ sent: true });
      expect(ana.heard.at(-1)).toMatchObject({ text: 'Los pedidos', document: { name: 'pedidos_de_manana.csv' } });
      expect(Buffer.from(ana.heard.at(-1)?.document?.bytes ?? []).toString()).toBe('Pedido;Total');
      await rm(join(images, 'outgoing'), { recursive: true });
      expect(await send(ana.user.id, body)).toMatchObject({ sent: true });
      expect(ana.heard.at(-1)).toMatchObject({ text: 'Los pedidos', document: null });
    });

    test('is a picture where it is one, and a document where Telegram does not take it for one', async () => {
      const ana = await known();
      const receipt = { folder: 'media' as const, ref: 'telegram_7/1.png', name: 'comprobante.png', mime: 'image/png' };
      const shown: OutboundBody = { kind: 'file', rich: [{ t: 'Comprobante del pedido #1001' }], file: receipt };
      await mkdir(join(images, 'media', 'telegram_7'), { recursive: true });
      await writeFile(join(images, 'media', receipt.ref), DOT);
      await send(ana.user.id, shown);
      side.telegram.faults.next('sendPhoto', { fault: 'refused', status: 400, description: 'Bad Request: PHOTO_INVALID_DIMENSIONS' });
      await send(ana.user.id, shown);
      expect(ana.heard.map(({ text, photo, document }) => [text, photo !== null, document?.name])).toEqual([
        ['Comprobante del pedido #1001', true, undefined],
        ['Comprobante del pedido #1001', false, 'comprobante.png'],
      ]);
    });
  });

  describe('how it stands', () => {
    test('the shop opens without Telegram, says so, and is connected when it can be', async () => {
      side.telegram.faults.next('getMe', { fault: 'no-answer', carriedOut: false }, 2);
      await side.channel.start(shop());
      expect(side.channel.health()).toMatchObject({ ok: false, words: expect.stringContaining('No se llega a Telegram') });
      const connected = side.telegram.until(() =>
        side.telegram.calls.some(({ method, outcome }) => method === 'deleteWebhook' && outcome === 'done'),
      );
      await passes(side.clock, connected);
      await passes(
        side.clock,
        side.telegram.until(() => side.telegram.calls.some(({ method }) => method === 'getUpdates')),
      );
      expect(side.channel.health().ok).toBe(true);
    });

    test('a token that was refused is said in words, and nothing is tried all the time', async () => {
      side.telegram.revokeToken();
      const channel = side.another();
      side.telegram.revokeToken();
      await channel.start(shop());
      expect(channel.health()).toMatchObject({ ok: false, words: expect.stringContaining('@BotFather') });
      await side.clock.advance(5 * MINUTE_MS, () => new Promise((resolve) => setImmediate(resolve)));
      expect(side.lines).toHaveLength(1);
    });

    test('another program that uses the same bot is said in words until it is gone', async () => {
      await known();
      const other = fetch(`${side.telegram.url}/bot${side.telegram.token}/getUpdates?timeout=0`);
      await side.telegram.until(() =>
        side.telegram.calls.some(
          ({ outcome }) => typeof outcome === 'object' && outcome !== null && 'error_code' in outcome && outcome.error_code === 409,
        ),
      );
      await other;
      await passes(
        side.clock,
        side.telegram.until(() => side.lines.length > 0),
      );
      expect(side.channel.health()).toMatchObject({ ok: false, words: expect.stringContaining('Otro programa está usando este bot') });
      await side.clock.advance(CONFLICT_MEMORY_MS, () => new Promise((resolve) => setImmediate(resolve)));
      const ana = side.telegram.user({ name: 'Ana' });
      ana.says('quiero 2 polos');
      await passes(side.clock, side.telegram.caughtUp());
      expect(side.channel.health().ok).toBe(true);
    });

    test('a webhook that another program left is taken away, and what waits there is heard', async () => {
      await fetch(`${side.telegram.url}/bot${side.telegram.token}/setWebhook?url=https://otra.example/x`);
      const ana = side.telegram.user();
      ana.says('quiero 2 polos');
      await side.channel.start(shop());
      await side.telegram.until(() => received.length === 1);
      expect(side.channel.health().ok).toBe(true);
    });

    test('its name is known for links, once Telegram has told it', async () => {
      expect(side.channel.invite?.('FERIA')).toBeNull();
      await side.channel.start(shop());
      expect(side.channel.invite?.('FERIA')).toBe('https://t.me/retama_bot?start=FERIA');
      expect(side.channel.invite?.('con espacio')).toBeNull();
    });
  });
});
