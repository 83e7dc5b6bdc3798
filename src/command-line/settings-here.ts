/**
 * The settings of this folder: the environment and `.env`.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSettings, type SettingsResult } from '../config/settings.ts';

export async function settingsHere(home: string): Promise<SettingsResult> {
  return readSettings(process.env, await dotEnv(home));
}

async function dotEnv(home: string): Promise<string> {
  try {
    return await readFile(join(home, '.env'), 'utf8');
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT') return '';
    throw problem;
  }
}
