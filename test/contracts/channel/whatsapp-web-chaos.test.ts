/**
 * Whatever dies in the middle, nothing that a customer wrote is lost, nothing that the shop said is lost or said twice,
 * and the order of each chat is kept.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { KeepingShop } from '../../stand-ins/whatsapp-web/keeping-shop.ts';
import { chromium, Line } from '../../stand-ins/whatsapp-web/line.ts';
import type { Person } from '../../stand-ins/whatsapp-web/person.ts';
import { browserOf, browsersOf, channelProcesses, renderersOf } from '../../stand-ins/whatsapp-web/processes.ts';

describe.skipIf(!chromium)('whatever dies on WhatsApp Web', () => {
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
  /** Each story has a customer of its own, who wrote first, on the line that the one before left. */
  beforeEach(async () => {
    numbers += 1;
    ana = line.whatsapp.person({ name: 'Ana', number: `5198765432${numbers}` });
    line.whatsapp.onTaken = () => {};
    shop.forget();
    ana.says('hola');
    await shop.hasReceived('hola');
  });

  const kill = (pids: readonly number[]) => {
    expect(pids).not.toEqual([]);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
  };

  const DEATHS: Readonly<Record<string, () => void>> = {
    'the page’s process': () => kill(renderersOf(line.profile).map(({ pid }) => pid)),
    'the browser': () => kill([browserOf(line.profile).pid]),
    'the process of the channel': () => kill(channelProcesses().map(({ pid }) => pid)),
    'the network': () => {
      line.whatsapp.cut();
      setTimeout(() => line.whatsapp.back(), 300);
    },
  };

  test.each(Object.entries(DEATHS))('%s dies while both sides write', async (_what, die) => {
    const said = Array.from({ length: 6 }, (_, n) => `de Ana ${n}`);
    const told = Array.from({ length: 6 }, (_, n) => `de la tienda ${n}`);
    for (const text of said.slice(0, 3)) ana.says(text);
    const sending = told.reduce(
      (before, text) =>
        before.then(async () => {
          const sent = await shop.send(() => line.channel, shop.textTo(line.channel, ana.wid, text));
          expect(sent).toMatchObject({ sent: true });
        }),
      Promise.resolve(),
    );
    await line.whatsapp.until('the third message', () => ana.hears().length === 3);
    die();
    for (const text of said.slice(3)) ana.says(text);
    await sending;
    await shop.hasReceived(...said);
    await line.whatsapp.until('all of the shop’s', () => ana.hears().length >= told.length);
    await line.reaches('ready');
    expect(ana.reading()).toEqual(told);
    expect(shop.texts).toEqual(['hola', ...said]);
    expect(browsersOf(line.profile)).toHaveLength(1);
  });

  test('a browser that dies before WhatsApp has the message: it leaves when there is one again', async () => {
    line.whatsapp.cut();
    const sending = shop.send(() => line.channel, shop.textTo(line.channel, ana.wid, 'Pedido #1001'));
    kill([browserOf(line.profile).pid]);
    line.whatsapp.back();
    expect(await sending).toMatchObject({ sent: true });
    await line.whatsapp.until('the message', () => ana.hears().length > 0);
    await line.reaches('ready');
    expect(ana.reading()).toEqual(['Pedido #1001']);
  });

  test('the shop stops and starts in the middle of a message of unknown fate', async () => {
    let stopped: Promise<void> | null = null;
    line.whatsapp.onTaken = () => {
      stopped ??= line.channel.stop();
    };
    const message = shop.textTo(line.channel, ana.wid, 'Pedido #1001');
    await line.channel.send({ account: 'main', chat: ana.wid }, message, { key: message.id, refs: [], uncertain: false });
    await stopped;
    await line.again().start(shop);
    await line.reaches('ready');
    const again = await line.channel.send({ account: 'main', chat: ana.wid }, message, { key: message.id, refs: [], uncertain: true });
    expect(again).toMatchObject({ sent: true });
    expect(ana.reading()).toEqual(['Pedido #1001']);
  });

  test('after a logout nothing leaves; once the seller linked it again, what waited leaves once', async () => {
    line.whatsapp.phone.logsOut();
    await line.reaches('logged_out');
    const message = shop.textTo(line.channel, ana.wid, 'Pedido #1001');
    const refused = await line.channel.send({ account: 'main', chat: ana.wid }, message, { key: message.id, refs: [], uncertain: false });
    expect(refused).toMatchObject({ sent: false, final: false });
    ana.says('¿hay alguien?');
    await line.channel.showNewQr();
    await line.linking('a code', () => line.channel.linking().qr !== undefined);
    line.whatsapp.phone.scans(line.channel.linking().qr ?? '');
    await line.reaches('ready');
    expect(await shop.send(() => line.channel, message)).toMatchObject({ sent: true });
    await shop.hasReceived('¿hay alguien?');
    expect(ana.reading()).toEqual(['Pedido #1001']);
  });
});
