/**
 * How the browser is started: with its sandbox wherever that works, and under the name that it has with a window.
 */

/** Where a browser does not say its version. */
const MAJOR_WHEN_WRITTEN = '156';

/** As Chrome reduces it: only the major version is told (https://www.chromium.org/updates/ua-reduction). */
const SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Macintosh; Intel Mac OS X 10_15_7',
  win32: 'Windows NT 10.0; Win64; x64',
};

export function userAgentOf(version: string | null, platform: NodeJS.Platform): string {
  const major = version?.split('.')[0] ?? MAJOR_WHEN_WRITTEN;
  const system = SYSTEMS[platform] ?? 'X11; Linux x86_64';
  return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`;
}

/** @param userId of this process; null on Windows. Chromium's sandbox does not work for root, and for nobody else is it left out. */
export function argumentsFor(more: readonly string[], userId: number | null): string[] {
  const own = ['--disable-gpu', ...(userId === 0 ? ['--no-sandbox'] : [])];
  return [...own.filter((one) => !more.includes(one)), ...more];
}
