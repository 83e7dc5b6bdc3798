/** "Mi equipo" in a browser: a name makes a code, who is linked is seen and taken away, the shop is paused. */
import { afterAll, expect, test } from 'vitest';
import { helperOf } from '../journeys/helping.ts';
import { TestShop } from '../journeys/shop.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { DEVICES, LONG_STORY, look, newVisitor } from './visitor.ts';

const opened: OpenBrowser | null = await openBrowser();
if (opened === null)
  process.stderr.write('\nSKIPPED: no Chromium, Chrome or Edge was found: the page of the team was not tried in a browser.\n\n');
afterAll(() => opened?.close());

test.skipIf(opened === null).each(DEVICES)('the team on %s', { timeout: LONG_STORY }, async (_name, device) => {
  if (!opened) throw new Error('there is no browser');
  const shop = await TestShop.open();
  const seller = await newVisitor(opened.browser, device);
  const { page } = seller;
  await page.goto(`${shop.url}/seller/enter?key=${shop.app.sellerKey}`);
  await page.getByRole('link', { name: 'Mi equipo' }).click();
  await page.getByText('Empieza por ti').waitFor();
  await look(page, 'team-1-nobody');
  await page.getByLabel('Nombre').fill('Rosa');
  await page.getByRole('button', { name: 'Pedir código' }).click();
  await page.getByRole('heading', { name: 'Código para Rosa' }).waitFor();
  await look(page, 'team-2-code');
  await helperOf(shop, 'Luis', 'courier');
  await page.getByRole('link', { name: 'Mi equipo' }).click();
  await page.getByRole('button', { name: 'Poner en pausa' }).click();
  await page.getByText('En pausa desde 10:00').waitFor();
  await look(page, 'team-3-paused');
  await page.getByRole('button', { name: 'Quitar a Luis' }).click();
  await page.getByText('Luis ya no está en el equipo.').waitFor();
  expect(seller.problems).toEqual([]);
  await seller.context.close();
  await shop.close();
});
