/**
 * A browser for machines that have none: Chrome's own shell without a window, fetched when the seller says so. The
 * package that does it is the one that puppeteer-core has too, and is loaded when it is needed.
 */
import { stat, utimes } from 'node:fs/promises';

export interface FetchedBrowser {
  readonly path: string;
  readonly version: string;
  /** When it was fetched, or was found to be the newest there is, ms since the epoch. */
  readonly fetchedAt: number;
}

/** The newest that was fetched into `folder`; null: none. */
export async function fetchedBrowser(folder: string): Promise<FetchedBrowser | null> {
  const { Browser, getInstalledBrowsers } = await import('@puppeteer/browsers');
  const installed = await getInstalledBrowsers({ cacheDir: folder }).catch(() => []);
  const newest = installed
    .filter(({ browser }) => browser === Browser.CHROMEHEADLESSSHELL)
    .toSorted((a, b) => a.buildId.localeCompare(b.buildId, 'en', { numeric: true }))
    .at(-1);
  if (!newest) return null;
  const there = await stat(newest.executablePath).catch(() => null);
  return there && { path: newest.executablePath, version: newest.buildId, fetchedAt: there.mtimeMs };
}

export type Fetching =
  | { readonly ok: true; readonly path: string }
  /** `no-build`: there is none for this kind of machine; `no-network`: Chrome's address was not reached. */
  | { readonly ok: false; readonly why: 'no-build' | 'no-network' | 'failed' };

/** About 100 MB. `now`: ms since the epoch. `progress`: 0..1. */
export async function fetchBrowser(folder: string, now: number, progress: (part: number) => void): Promise<Fetching> {
  const { Browser, detectBrowserPlatform, install, resolveBuildId, BrowserPlatform, uninstall, getInstalledBrowsers } = await import(
    '@puppeteer/browsers'
  );
  const platform = detectBrowserPlatform();
  // Chrome is not built for Linux on ARM: there the system's Chromium is the way.
  if (!platform || platform === BrowserPlatform.LINUX_ARM) return { ok: false, why: 'no-build' };
  try {
    const before = await fetchedBrowser(folder);
    const buildId = await resolveBuildId(Browser.CHROMEHEADLESSSHELL, platform, 'stable');
    const installed = await install({
      browser: Browser.CHROMEHEADLESSSHELL,
      buildId,
      cacheDir: folder,
      platform,
      downloadProgressCallback: (done, total) => progress(total > 0 ? done / total : 0),
    });
    await utimes(installed.executablePath, now / 1000, now / 1000);
    // The one before may be at work until the next restart.
    const kept = [buildId, before?.version];
    for (const old of await getInstalledBrowsers({ cacheDir: folder })) {
      if (!kept.includes(old.buildId))
        await uninstall({ browser: old.browser, buildId: old.buildId, platform: old.platform, cacheDir: folder });
    }
    return { ok: true, path: installed.executablePath };
  } catch (problem) {
    return { ok: false, why: isOffline(problem) ? 'no-network' : 'failed' };
  }
}

const OFFLINE = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|fetch failed|403|502|503)\b/;

function isOffline(problem: unknown): boolean {
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
  return OFFLINE.test(`${code} ${problem instanceof Error ? problem.message : ''}`);
}
