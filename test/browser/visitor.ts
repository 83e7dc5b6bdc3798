/**
 * Somebody with a browser: opens pages, and notices on every one of them what a person would mind — a
 * script that fails, something axe finds, a page that must be pushed sideways, a heavy first load. A
 * picture of each page in light and dark stays in `screens/`, to be looked at.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page, Request } from 'playwright-core';
import { expect } from 'vitest';

const AT_HOME: BrowserContextOptions = { locale: 'es-PE', timezoneId: 'America/Lima', reducedMotion: 'reduce' };
export const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, ...AT_HOME };
export const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, ...AT_HOME };
/** Name and device of the two that every page is tried on. */
export const DEVICES: readonly (readonly [string, BrowserContextOptions])[] = [
  ['a phone', PHONE],
  ['a desk', DESK],
];

/** Everything a page loads the first time, uncached, in bytes (features.md §6.4). */
const FIRST_LOAD = 200 * 1000;
/** Smallest phone that pages are made for, in CSS pixels. */
const NARROWEST = 320;
/** Held upright; what is wider shows the layout of a desk. */
const WIDEST_PHONE = 480;
/** ms until a step that does not happen fails its test. */
const PATIENCE = 10_000;
/** ms that a long story may take on a machine that is busy with other things. */
export const LONG_STORY = 60_000;

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What consoles said and scripts threw, on all pages of this visitor. */
  readonly problems: readonly string[];
}

export async function newVisitor(browser: Browser, options: BrowserContextOptions): Promise<Visitor> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE);
  const problems: string[] = [];
  context.on('weberror', (problem) => problems.push(String(problem.error())));
  context.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') problems.push(line.text());
  });
  return { context, page: await context.newPage(), problems };
}

/** A browser that is busy sometimes answers that it cannot take a picture just now. */
async function photograph(page: Page, path: string): Promise<void> {
  const picture = { path, fullPage: true };
  await page.screenshot(picture).catch(() => page.screenshot(picture));
}

/** Looks at a page as it is now: in light and in dark at its own width, and a phone's page on the narrowest phone too. */
export async function look(page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  if (!size) throw new Error('a page that is looked at has a size');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await photograph(page, join(import.meta.dirname, 'screens', `${name}-${size.width}-${colorScheme}.png`));
    expect(await barriersOn(page), `${name}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (size.width > WIDEST_PHONE) return;
  await page.setViewportSize({ ...size, width: NARROWEST });
  const sideways = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(sideways, `${name} at ${NARROWEST} px: pixels out of sight at the side`).toBe(0);
  expect(await barriersOn(page), `${name} at ${NARROWEST} px`).toEqual([]);
  await page.setViewportSize(size);
}

/** What axe finds: rule, element, and how to mend it. */
async function barriersOn(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(`'axe' in window`))) await page.evaluate(AXE);
  return page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations.flatMap((violation) => violation.nodes.map((node) => violation.id + ': ' + node.html + ' ' + node.failureSummary)))`,
  );
}

/**
 * Opens an address with an empty cache and says whether it is light enough. `ready`: what stands there
 * once everything was loaded.
 */
export async function expectLightLoad(browser: Browser, options: BrowserContextOptions, url: string, ready: (page: Page) => Promise<void>) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  const weigh = (request: Request) => {
    sizes.push(request.sizes().then((size) => size.responseHeadersSize + size.responseBodySize));
  };
  page.on('requestfinished', weigh);
  await page.goto(url, { waitUntil: 'load' });
  await ready(page);
  // What ends only because the page is closed has no size to ask for any more.
  page.off('requestfinished', weigh);
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await context.close();
  expect(bytes, url).toBeGreaterThan(1000);
  expect(bytes, url).toBeLessThan(FIRST_LOAD);
}
