/**
 * Which browser, and how it is started.
 */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { argumentsFor, userAgentOf } from './browser-arguments.ts';
import { candidates, findBrowser } from './find-browser.ts';

describe('a browser of the machine', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'browser-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const program = async (name: string, script: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
    return path;
  };
  const find = (configured: string | null = null) =>
    findBrowser({ configured, folder: join(folder, 'fetched'), environment: { PATH: folder }, platform: 'linux' });

  test.skipIf(process.platform === 'win32')('is the first on the path that says its version', async () => {
    await program('chromium', 'exit 1');
    const brave = await program('brave-browser', 'echo "Brave Browser 156.1.80.113"');
    expect(await find()).toEqual({ path: brave, version: '156.1.80.113', headless: true, fetchedAt: null });
  });

  test.skipIf(process.platform === 'win32')('named by the seller it is that one or none', async () => {
    const own = await program('own-headless-shell', 'echo "Chrome 150.0.7000.1"');
    await program('chromium', 'echo "Chromium 156.0.8078.79"');
    expect(await find(own)).toEqual({ path: own, version: '150.0.7000.1', headless: 'shell', fetchedAt: null });
    expect(await find(join(folder, 'nothing'))).toBeNull();
  });

  test('is looked for where the other systems put it', () => {
    const onMac = candidates({ environment: {}, platform: 'darwin' });
    expect(onMac).toContain('/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge');
    const onWindows = candidates({ environment: { ProgramFiles: 'C:/Programs', LOCALAPPDATA: 'C:/Local' }, platform: 'win32' });
    expect(onWindows).toContain(join('C:/Programs', 'Google/Chrome/Application/chrome.exe'));
    expect(onWindows).toContain(join('C:/Local', 'Microsoft/Edge/Application/msedge.exe'));
  });
});

test('the sandbox is left out for root only', () => {
  expect(argumentsFor([], 0)).toContain('--no-sandbox');
  expect(argumentsFor([], 1000)).not.toContain('--no-sandbox');
  expect(argumentsFor([], null)).not.toContain('--no-sandbox');
  expect(argumentsFor(['--no-sandbox'], 0).filter((one) => one === '--no-sandbox')).toHaveLength(1);
});

test('it goes by its own name, without a word about windows', () => {
  expect(userAgentOf('156.0.8078.79', 'linux')).toBe(
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  );
  expect(userAgentOf(null, 'win32')).toMatch(/Windows NT 10\.0; .*Chrome\/\d{3}\.0\.0\.0/);
});

test('the browser’s driver is the one that the client library asks for', () => {
  const read = createRequire(import.meta.url);
  const library = z.object({ dependencies: z.object({ puppeteer: z.string() }) }).parse(read('whatsapp-web.js/package.json'));
  const depends = z.object({ '@puppeteer/browsers': z.string() });
  const driver = z.object({ name: z.string(), version: z.string(), dependencies: depends }).parse(read('puppeteer/package.json'));
  // Without the script that fetches a browser at every install.
  expect(driver).toMatchObject({ name: 'puppeteer-core', version: library.dependencies.puppeteer });
  // What fetches one when the seller says so is there once.
  const ours = z.object({ dependencies: depends }).parse(read('../../../../package.json'));
  expect(ours.dependencies).toMatchObject(driver.dependencies);
});
