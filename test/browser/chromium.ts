/**
 * A Chromium for the tests: the system's, wherever the three systems put it, or the one that comes inside an npm
 * package (Linux on x64 only). Where there is neither, the answer is null.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

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

export interface Chromium {
  readonly path: string;
  /** What its process needs besides the usual environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Removes what was unpacked for it. */
  remove(): Promise<void>;
}

export async function findChromium(): Promise<Chromium | null> {
  const path = SYSTEM[process.platform]?.find((candidate) => existsSync(candidate));
  if (path) return { path, env: {}, remove: async () => {} };
  return process.platform === 'linux' && process.arch === 'x64' ? unpackChromium() : null;
}

/**
 * The package unpacks itself into the temporary folder and changes the environment; here into a folder of
 * its own, so that two runs do not meet, and the environment is put back. Its flags are for a cloud
 * function (one process, no web security): the browser's own defaults are what customers have.
 */
async function unpackChromium(): Promise<Chromium> {
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
    return { path, env, remove: () => rm(folder, { recursive: true, force: true }) };
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
