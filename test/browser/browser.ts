/**
 * A Chromium for the browser tests: the system's, wherever the three systems put it, or the one that comes
 * inside an npm package (Linux on x64 only). Where there is neither, the answer is null and the caller says
 * loudly that it skips.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const SYSTEM: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: ['', homedir()].flatMap((root) => [
    `${root}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome`,
    `${root}/Applications/Chromium.app/Contents/MacOS/Chromium`,
    `${root}/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge`,
  ]),
  win32: [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LocalAppData].flatMap((root) =>
    root ? [`${root}\\Google\\Chrome\\Application\\chrome.exe`, `${root}\\Microsoft\\Edge\\Application\\msedge.exe`] : [],
  ),
};

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
  const system = SYSTEM[process.platform]?.find((path) => existsSync(path));
  if (system) return launch(system, {}, async () => {});
  if (process.platform === 'linux' && process.arch === 'x64') return openPackaged();
  return null;
}

async function launch(executablePath: string, env: Readonly<Record<string, string>>, after: () => Promise<void>): Promise<OpenBrowser> {
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS, headless: true, env: { ...process.env, TZ: 'UTC', ...env } });
  return {
    browser,
    what: `${executablePath} ${browser.version()}`,
    async close() {
      await browser.close();
      await after();
    },
  };
}

/**
 * The package unpacks itself into the temporary folder and changes the environment; here into a folder of
 * its own, so that two runs do not meet, and the environment is put back. Its flags are for a cloud
 * function (one process, no web security): the browser's own defaults are what customers have.
 */
async function openPackaged(): Promise<OpenBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'chromium-'));
  const before = { ...process.env };
  process.env.TMPDIR = folder;
  // Makes the package unpack the system libraries that a bare machine lacks, too.
  process.env.VERCEL = '1';
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    const path = await packaged.executablePath();
    await rewriteFontSettings(join(folder, 'fonts', 'fonts.conf'), folder);
    const env = { FONTCONFIG_PATH: join(folder, 'fonts'), LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
    return await launch(path, env, () => rm(folder, { recursive: true, force: true }));
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** They name a fixed temporary folder: left so, every text would measure nothing (facts/stack.md). */
async function rewriteFontSettings(settings: string, folder: string): Promise<void> {
  const text = await readFile(settings, 'utf8');
  await writeFile(settings, text.replaceAll('/tmp/', `${folder}/`));
}
