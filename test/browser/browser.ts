/**
 * A browser for the tests of pages. Where there is no Chromium, the answer is null and the caller says loudly
 * that it skips.
 */
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './chromium.ts';

/** No sandbox: tests often run as root or in a container, and only ever open pages of this project. The microphone hums. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
];

export interface OpenBrowser {
  readonly browser: Browser;
  /** Which one it is, for the log. */
  readonly what: string;
  close(): Promise<void>;
}

/** @throws when there is a browser and it does not start. */
export async function openBrowser(): Promise<OpenBrowser | null> {
  const found = await findChromium();
  if (!found) return null;
  const { path, env, remove } = found;
  const browser = await chromium.launch({
    executablePath: path,
    args: ARGUMENTS,
    headless: true,
    env: { ...process.env, TZ: 'UTC', ...env },
  });
  return {
    browser,
    what: `${path} ${browser.version()}`,
    async close() {
      await browser.close();
      await remove();
    },
  };
}
