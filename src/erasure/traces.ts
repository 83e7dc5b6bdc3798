/** Whether any file still holds a person: all of them are read, byte by byte, whatever they are for. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { BALLAST_FILE } from '../store/json/ballast.ts';
import { filesOf } from '../store/json/linked-copy.ts';

/** Files of the folder whose content or name holds any of the traces, seen from it. */
export async function filesWithTraces(directory: string, traces: readonly string[]): Promise<readonly string[]> {
  const wanted = traces.map((trace) => Buffer.from(trace));
  const found: string[] = [];
  for (const name of await filesOf(directory)) {
    if (name === BALLAST_FILE) continue;
    const bytes = await readFile(path.join(directory, name)).catch(() => null);
    if (bytes && (traces.some((trace) => name.includes(trace)) || wanted.some((trace) => bytes.includes(trace)))) found.push(name);
  }
  return found;
}
