/** The door of the shop says where it opens: an address that a browser takes, whatever it was told to listen at. */
import { afterEach, expect, test } from 'vitest';
import { type Door, makeDoor } from './door.ts';

const open: Door[] = [];
afterEach(async () => {
  for (const door of open.splice(0)) await door.close();
});

async function doorAt(host: string): Promise<Door> {
  const door = await makeDoor(host, 0);
  open.push(door);
  return door;
}

test('open to the whole network, it is found on this machine and, by another address, from the others', async () => {
  const door = await doorAt('0.0.0.0');
  expect(door.url).toBe(`http://127.0.0.1:${door.port}`);
  expect((await fetch(`${door.url}/`)).status).toBe(503);
  // A machine may be in no network.
  if (door.networkUrl === null) return;
  expect(door.networkUrl).toMatch(/^http:\/\/\d+\.\d+\.\d+\.\d+:\d+$/);
  expect(door.networkUrl).not.toContain('127.0.0.1');
  expect((await fetch(`${door.networkUrl}/`)).status).toBe(503);
});

test('open to this machine alone, others have no address', async () => {
  const door = await doorAt('127.0.0.1');
  expect(door).toMatchObject({ url: `http://127.0.0.1:${door.port}`, networkUrl: null });
});
