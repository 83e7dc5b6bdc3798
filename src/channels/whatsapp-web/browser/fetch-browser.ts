/**
 * A browser for machines that have none: Chrome's own shell without a window, fetched when the seller says so. The
 * package that does it is the one that puppeteer-core has too, and is loaded when it is needed.
 */

export interface FetchedBrowser {
  readonly path: string;
  readonly version: string;
}

/** The newest that was fetched into `folder`; null: none. */
export async function fetchedBrowser(folder: string): Promise<FetchedBrowser | null> {
  const { Browser, getInstalledBrowsers } = await import('@puppeteer/browsers');
  const installed = await getInstalledBrowsers({ cacheDir: folder }).catch(() => []);
  const newest = installed
    .filter(({ browser }) => browser === Browser.CHROMEHEADLESSSHELL)
    .toSorted((a, b) => a.buildId.localeCompare(b.buildId, 'en', { numeric: true }))
    .at(-1);
  return newest ? { path: newest.executablePath, version: newest.buildId } : null;
}

export type Fetching =
  | { readonly ok: true; readonly browser: FetchedBrowser }
  /** `no-build`: there is none for this kind of machine; `no-network`: Chrome's address was not reached. */
  | { readonly ok: false; readonly why: 'no-build' | 'no-network' | 'failed' };

/** About 100 MB. `progress`: 0..1. */
export async function fetchBrowser(folder: string, progress: (part: number) => void): Promise<Fetching> {
  const { Browser, detectBrowserPlatform, install, resolveBuildId, BrowserPlatform } = await import('@puppeteer/browsers');
  const platform = detectBrowserPlatform();
  // Chrome is not built for Linux on ARM: there the system's Chromium is the way.
  if (!platform || platform === BrowserPlatform.LINUX_ARM) return { ok: false, why: 'no-build' };
  try {
    const buildId = await resolveBuildId(Browser.CHROMEHEADLESSSHELL, platform, 'stable');
    const installed = await install({
      browser: Browser.CHROMEHEADLESSSHELL,
      buildId,
      cacheDir: folder,
      platform,
      downloadProgressCallback: (done, total) => progress(total > 0 ? done / total : 0),
    });
    return { ok: true, browser: { path: installed.executablePath, version: buildId } };
  } catch (problem) {
    return { ok: false, why: isOffline(problem) ? 'no-network' : 'failed' };
  }
}

const OFFLINE = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|fetch failed|403|502|503)\b/;

function isOffline(problem: unknown): boolean {
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
  return OFFLINE.test(`${code} ${problem instanceof Error ? problem.message : ''}`);
}
