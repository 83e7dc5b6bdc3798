/**
 * The libraries beside ours, installed on demand into a folder of their own that is never committed: none
 * of them becomes a dependency of the project by being measured.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Exact versions. BuilderBot's own JSON database (`@builderbot/database-json`) is not on the npm registry;
 * `@bot-whatsapp/database` is the package it continues, by the same authors, and holds the JSON adapter
 * that BuilderBot takes as it is.
 */
export const PINNED = {
  '@builderbot/bot': '1.3.13',
  '@bot-whatsapp/database': '0.1.38',
  grammy: '1.46.0',
  '@grammyjs/storage-file': '2.6.0',
  telegraf: '4.16.3',
  lowdb: '7.0.1',
} as const;

const FOLDER = join(import.meta.dirname, 'install');
const MANIFEST = join(FOLDER, 'package.json');
const DONE = join(FOLDER, 'installed.json');

/** @throws where npm cannot install them */
export async function installPeers(say: (text: string) => void): Promise<void> {
  const wanted = JSON.stringify({ name: 'peers-of-the-bench', private: true, dependencies: PINNED }, null, 2);
  if (existsSync(DONE) && (await readFile(DONE, 'utf8')) === wanted) return;
  await mkdir(FOLDER, { recursive: true });
  await writeFile(MANIFEST, wanted);
  say(
    `installing ${Object.entries(PINNED)
      .map(([name, version]) => `${name}@${version}`)
      .join(', ')}`,
  );
  const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts'];
  const { status } = spawnSync('npm', ['install', ...flags], { cwd: FOLDER, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`npm install ended with ${status} in ${FOLDER}; the registry has to be reachable for it`);
  await writeFile(DONE, wanted);
}

/** Loads a module of that folder; its type is said where it is used. */
export const installed = createRequire(MANIFEST);
