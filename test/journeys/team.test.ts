/** The team is made from every door: the page, the terminal of an open shop and of a closed one. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { helperOf } from './helping.ts';
import { sellerForm, sellerPage } from './paying-shop.ts';
import { HOME, TestShop } from './shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await TestShop.open();
});
afterEach(() => shop.close());

/** What `npm run -s staff -- …` writes. */
function staff(...argv: string[]): Promise<{ stdout: string; stderr: string }> {
  const environment = { ...process.env, DATA_DIR: shop.directory, PORT: '0', LANG: 'es_PE.UTF-8', LC_ALL: 'es_PE.UTF-8' };
  return promisify(execFile)(process.execPath, [join(HOME, 'src/main.ts'), 'staff', ...argv], { cwd: HOME, env: environment });
}

describe('on the page', () => {
  test('a name makes a code, which is shown once; who is linked is seen, and can be taken away', async () => {
    expect(await sellerPage(shop, '/seller/team')).toContain('Empieza por ti');
    const made = await (await sellerForm(shop, '/seller/team/invite', { name: 'Rosa', role: 'owner' })).text();
    const [, code = ''] = /<code>([A-Z]{8})<\/code>/.exec(made) ?? [];
    expect(made).toContain(`say=${code}`);
    expect(await sellerPage(shop, '/seller/team')).not.toContain(code);
    const rosa = shop.customer('rosa');
    await rosa.say(code);
    const page = await sellerPage(shop, '/seller/team');
    expect(page).toContain('<b>Rosa</b> <small>dueña o dueño · Chat de la página · desde el mié 25 nov</small>');
    const again = await sellerForm(shop, '/seller/team/invite', { name: 'rosa', role: 'seller' });
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('Ya hay alguien con ese nombre')]);
    await sellerForm(shop, '/seller/team/unlink', { name: 'Rosa' });
    await rosa.hear();
    expect(rosa.lastText).toContain('ya no es del equipo');
  });

  test('the shop is paused and resumed; the team is told', async () => {
    const rosa = await helperOf(shop, 'Rosa');
    await sellerForm(shop, '/seller/team/pause', { paused: 'yes' });
    await rosa.hear();
    expect(rosa.lastText).toBe('Desde la página: la tienda quedó en pausa y no toma pedidos nuevos.');
    expect(await sellerPage(shop, '/seller/team')).toContain('En pausa desde 10:00');
    await sellerForm(shop, '/seller/team/pause', { paused: 'no' });
    expect(await sellerPage(shop, '/seller')).not.toContain('en pausa');
  });
});

test('on the terminal of a closed shop: the code alone is the first line, and works when the shop opens', async () => {
  await shop.app.stop();
  const made = await staff('link', '--role', 'owner', '--name', 'Rosa');
  expect(made.stdout).toMatch(/^[A-Z]{8}\n$/);
  expect(made.stderr).toContain('vale 10 minutos');
  expect((await staff('list')).stdout).toContain('Rosa · dueña o dueño · con un código por usar');
  await expect(staff('link', '--role', 'jefa', '--name', 'Eva')).rejects.toMatchObject({ code: 1 });
  await expect(staff('link', '--name', 'Eva')).rejects.toMatchObject({ code: 2 });
  expect((await staff('unlink', 'Rosa')).stderr).toContain('ya no está en el equipo');
  expect((await staff('list')).stdout).toContain('Todavía no hay nadie');
});
