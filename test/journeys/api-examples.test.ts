/** What the pages for programmers and sellers show works as it is shown: their examples are run, their tables are complete. */

import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { REQUESTS_A_MINUTE } from '../../src/seller/api/guard.ts';
import { API_SCOPES } from '../../src/seller/api/scopes.ts';
import { parseExportArguments } from '../../src/seller/exports/arguments.ts';
import { EXPORT_FORMATS, EXPORT_LISTS } from '../../src/seller/exports/offered.ts';
import { ROWS_OF_A_SHEET } from '../../src/seller/exports/xlsx.ts';
import { curl } from '../stand-ins/curl.ts';
import { buyTotes } from './paying-shop.ts';
import { HOME, TestShop } from './shop.ts';

const told = z.object({ lines: z.array(z.string()) });
const page = (name: string) => readFile(join(HOME, 'docs', name), 'utf8');

describe('docs/api.md', () => {
  let shop: TestShop;
  let token: string;
  beforeAll(async () => {
    shop = await TestShop.open();
    await buyTotes(shop.customer('ana'), 'efectivo');
    const answer = await fetch(`${shop.url}/seller/desk/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.app.sellerKey}` },
      body: JSON.stringify({ asked: { do: 'create', name: 'examples', scopes: API_SCOPES.join(','), expires: null }, language: 'en' }),
    });
    token = told.parse(await answer.json()).lines[0] ?? '';
  });
  afterAll(() => shop.close());

  test('every example is answered as it says, in the order in which they stand', async () => {
    const examples = [...(await page('api.md')).matchAll(/```sh\n(.*?)```/gs)].flatMap(([, lines = '']) => lines.trim().split('\n'));
    expect(examples.length).toBeGreaterThan(10);
    const env = { SHOP: shop.url, TOKEN: token, CONVERSATION: encodeURIComponent(shop.customer('ana').conversationId) };
    for (const example of examples) {
      const said = await curl(example, env, shop.directory);
      const file = /-o (\S+)/.exec(example)?.[1];
      if (file) expect((await stat(join(shop.directory, file))).size, example).toBeGreaterThan(0);
      else expect(() => JSON.parse(said), example).not.toThrow();
    }
    const [order] = await shop.orders();
    expect(order).toMatchObject({ status: 'preparing', payments: { refunds: [{ amount: 800, reason: 'a stain' }] } });
    expect(shop.units('polo/rojo/m').onHand).toBe(5);
  });

  test('names every scope, list and format, and the limit of requests as it is', async () => {
    const text = await page('api.md');
    for (const word of [...API_SCOPES, ...EXPORT_LISTS, ...EXPORT_FORMATS]) expect(text).toContain(`\`${word}\``);
    expect(text).toContain(`${REQUESTS_A_MINUTE} requests a minute`);
    expect(text).toContain('is not the number of an invoice');
  });
});

describe('docs/listas.md', () => {
  test('names every list and how many rows a sheet holds, and its commands are understood', async () => {
    const text = await page('listas.md');
    for (const list of EXPORT_LISTS) expect(text).toContain(`\`${list}\``);
    expect(text).toContain(`${ROWS_OF_A_SHEET / 1000} 000 filas`);
    const commands = [...text.matchAll(/^npm run -s export -- (.*)$/gm)].map(([, argv = '']) => argv.split(' '));
    expect(commands.length).toBeGreaterThan(2);
    for (const argv of commands) expect(parseExportArguments(argv)).toMatchObject({ ok: true });
  });
});
