/** Where the shop is reached from outside: kept only where it leads here. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWay } from '../../../test/stand-ins/address/way.ts';
import { SellerAtTerminal } from '../../../test/stand-ins/seller-at-terminal.ts';
import { newId } from '../../chance.ts';
import { makeDoor } from '../../door.ts';
import { reachRoutes } from '../../reach.ts';
import { putSign } from '../open-sign.ts';

let she: SellerAtTerminal;
beforeEach(async () => {
  she = await SellerAtTerminal.sit();
});
afterEach(() => she.leave());

describe('the address', () => {
  async function openShop(): Promise<string> {
    const door = await makeDoor('127.0.0.1', 0);
    door.open(reachRoutes({ newId, clock: she.clock }));
    she.open.push(() => door.close());
    await putSign(she.home, door.url);
    return door.url;
  }

  test('one that leads here is kept, and behind a tunnel customers are told apart', async () => {
    const way = await openWay(await openShop());
    she.open.push(() => way.close());
    const told = await she.connect(['address'], '1', way.url);
    expect(told.said).toContain('cloudflared tunnel --url http://127.0.0.1:0');
    expect(told.said).toContain('Tu dirección llega a esta tienda, entera');
    expect(told.dotEnv).toBe(`# mi tienda\nPUBLIC_URL=${way.url}\nTRUST_PROXY=yes\n`);
  });

  test('a shop that is open to the whole network gets a key for its pages', async () => {
    she.env.HOST = '0.0.0.0';
    const way = await openWay(await openShop());
    she.open.push(() => way.close());
    const told = await she.connect(['address'], '4', way.url);
    expect(told.dotEnv).toMatch(/^SELLER_KEY=[a-z0-9]{40}$/m);
    expect(told.said).not.toMatch(/[a-z0-9]{40}/);
  });

  test('one that does not is told why, and not kept', async () => {
    const way = await openWay(await openShop(), { answers: 502 });
    she.open.push(() => way.close());
    const told = await she.connect(['address'], '4', 'mi tienda', way.url, '');
    expect(told.said).toContain('Tiene que ser https://');
    expect(told.said).toContain('detrás no encuentra la tienda');
    expect(told.dotEnv).toBe('# mi tienda\n');
  });

  test('while the shop is closed its door alone is opened for the check', async () => {
    she.env.PORT = String(await freePort());
    const way = await openWay(`http://127.0.0.1:${she.env.PORT}`);
    she.open.push(() => way.close());
    she.env.PUBLIC_URL = way.url;
    const told = await she.connect(['address', '--check']);
    expect(told.said).toContain('La tienda está cerrada: abrí solo su puerta');
    expect(told).toMatchObject({ code: 0 });
  });

  test('an address read off a browser is taken: without its beginning, with a page behind it', async () => {
    she.fetched = (url, init) => (String(url).startsWith('https://') ? Promise.reject(new Error('x')) : fetch(url, init));
    await openShop();
    expect((await she.connect(['address'], '4', ' tienda.retama.pe/seller?a=1 ', 's')).dotEnv).toContain(
      'PUBLIC_URL=https://tienda.retama.pe\n',
    );
  });

  test('for a server there is a Caddyfile with its name', async () => {
    await openShop();
    she.fetched = (url, init) =>
      String(url).startsWith('https://tienda.retama.pe')
        ? Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }))
        : fetch(url, init);
    const told = await she.connect(['address'], '3', 'https://tienda.retama.pe', 's', 's');
    expect(await readFile(join(she.home, 'Caddyfile'), 'utf8')).toContain('tienda.retama.pe {\n\treverse_proxy 127.0.0.1:0');
    expect(told.said).toContain('Ese nombre no existe en internet');
    expect(told.dotEnv).toContain('PUBLIC_URL=https://tienda.retama.pe');
  });
});

async function freePort(): Promise<number> {
  const door = await makeDoor('127.0.0.1', 0);
  await door.close();
  return door.port;
}
