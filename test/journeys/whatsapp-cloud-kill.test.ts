/**
 * The shop is killed in the seconds in which nobody knows whether a message left: its answer was lost, or has not come
 * yet, and Meta told only by a status that it did. Started again on the same folder, it does not say it twice, and goes
 * on. A real process, real files, real time.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { diceFrom } from '../simulation/dice.ts';
import { persistently } from '../stand-ins/patient-customer.ts';
import { freePairOfPorts, ShopProcess } from '../stand-ins/shop-process.ts';
import type { Fault } from '../stand-ins/whatsapp-cloud/faults.ts';
import { type GraphStandIn, startGraph } from '../stand-ins/whatsapp-cloud/graph-api.ts';

const LONGEST_RUN_MS = 60_000;
/** What the shop waits for a status, and some more. */
const PATIENCE = { timeout: 20_000, interval: 50 };

let directory: string;
let graph: GraphStandIn;
let running: ShopProcess;
afterEach(async () => {
  await running.kill();
  await graph.close();
  await rm(directory, { recursive: true, force: true });
});

const MOMENTS: readonly (readonly [name: string, fault: Fault])[] = [
  ['whose answer was lost', { is: 'lost-answer', told: true }],
  ['whose answer has not come yet', { is: 'taken-in-silence' }],
];

test.each(MOMENTS)(
  'a message %s is not said twice by a shop that was killed meanwhile',
  { timeout: LONGEST_RUN_MS },
  async (_name, fault) => {
    directory = await mkdtemp(join(tmpdir(), 'tanteo-cloud-kill-'));
    graph = await startGraph({ clock: { now: Date.now } });
    const port = await freePairOfPorts(diceFrom(Date.now()).next);
    const begin = async () => {
      running = new ShopProcess({ directory, port, settings: settingsFor(graph) });
      await running.open();
    };
    await begin();
    graph.webhooks.url = `${running.url}/webhooks/whatsapp`;
    const ana = graph.customer({ name: 'Ana Quispe', phone: '51987654321', userId: 'PE.1047385771169864' });

    graph.faults.add('message', fault);
    expect(await ana.says('hola')).toBe(200);
    await expect.poll(() => ana.screen.length, PATIENCE).toBe(1);
    // Its status is on disk, or it would come again.
    await graph.idle();
    await running.kill();
    await begin();
    await persistently(() => fetch(`${running.url}/health`), 200);
    expect(await ana.says('catálogo')).toBe(200);
    await expect.poll(() => ana.screen.length, PATIENCE).toBeGreaterThan(1);

    expect(ana.screen.map(({ text }) => text.slice(0, 4))).toEqual(['Hola', 'Esto']);
    expect(new Set(ana.marks).size).toBe(2);
    expect(graph.mistakes).toEqual([]);
  },
);

function settingsFor({ settings, url }: GraphStandIn): Readonly<Record<string, string>> {
  return {
    PUBLIC_URL: 'https://tienda.example',
    SELLER_KEY: 'a-key-of-the-seller-that-is-long-enough',
    WHATSAPP_CLOUD_TOKEN: settings.token,
    WHATSAPP_CLOUD_PHONE_ID: settings.phoneId,
    WHATSAPP_CLOUD_APP_SECRET: settings.appSecret,
    WHATSAPP_CLOUD_VERIFY_TOKEN: settings.verifyToken,
    WHATSAPP_CLOUD_API_URL: url,
  };
}
