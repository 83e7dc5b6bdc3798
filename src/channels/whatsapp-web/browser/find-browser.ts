/**
 * Which browser the channel uses: the one the seller named, else one of the machine, else one that was fetched
 * before. Chrome, Chromium, Edge and Brave are all the same to it; every Windows has Edge.
 */
import { execFile } from 'node:child_process';
import { access, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fetchedBrowser } from './fetch-browser.ts';

export interface Browser {
  readonly path: string;
  /** `156.0.7444.162`; null where it does not say. */
  readonly version: string | null;
  /** Of one that was fetched, which nobody else keeps up to date: when, ms since the epoch; null for one of the machine. */
  readonly fetchedAt: number | null;
  /** A shell without a window knows no other way to run. */
  readonly headless: true | 'shell';
}

export interface FindingDeps {
  readonly configured: string | null;
  /** Where fetched ones lie. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

const LINUX_NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
];
const LINUX_PLACES = ['/opt/google/chrome/chrome', '/snap/bin/chromium'];
const MAC_NAMES = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];
const WINDOWS_PLACES = [
  'Google/Chrome/Application/chrome.exe',
  'Chromium/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
  'BraveSoftware/Brave-Browser/Application/brave.exe',
];

/** Where browsers of the machine may be, best first. */
export function candidates({ environment, platform }: Pick<FindingDeps, 'environment' | 'platform'>): readonly string[] {
  if (platform === 'darwin') {
    const folders = ['/Applications', join(homedir(), 'Applications')];
    return folders.flatMap((folder) => MAC_NAMES.map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`));
  }
  if (platform === 'win32') {
    const { ProgramFiles, LOCALAPPDATA } = environment;
    const folders = [ProgramFiles, environment['ProgramFiles(x86)'], LOCALAPPDATA].filter((folder) => folder !== undefined);
    return folders.flatMap((folder) => WINDOWS_PLACES.map((place) => join(folder, place)));
  }
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...folders.flatMap((folder) => LINUX_NAMES.map((name) => join(folder, name))), ...LINUX_PLACES];
}

/** null: there is none, or the one that was named does not run. */
export async function findBrowser(deps: FindingDeps): Promise<Browser | null> {
  if (deps.configured !== null) return tried(deps.configured, deps);
  for (const path of candidates(deps)) {
    const browser = await tried(path, deps);
    if (browser) return browser;
  }
  const fetched = await fetchedBrowser(deps.folder);
  return fetched && { ...fetched, headless: 'shell' };
}

async function tried(path: string, { platform, environment }: FindingDeps): Promise<Browser | null> {
  if (!(await isThere(path))) return null;
  const headless = path.includes('headless-shell') ? 'shell' : true;
  if (platform === 'win32') return { path, version: await versionBeside(path), headless, fetchedAt: null };
  const version = await versionOf(path, environment);
  return version === null ? null : { path, version, headless, fetchedAt: null };
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

const VERSION = /\d+(?:\.\d+){2,3}/;
/** A browser that does not say its version in this time does not run, ms. */
const SAYS_WITHIN_MS = 10_000;

function versionOf(path: string, environment: FindingDeps['environment']): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(path, ['--version'], { timeout: SAYS_WITHIN_MS, env: environment }, (problem, said) => {
      resolve(problem ? null : (VERSION.exec(said)?.[0] ?? null));
    });
  });
}

/** On Windows a question opens a window; the folder of each version lies beside the program. */
async function versionBeside(path: string): Promise<string | null> {
  const names = await readdir(dirname(path)).catch(() => []);
  return names.find((name) => VERSION.exec(name)?.[0] === name) ?? null;
}
