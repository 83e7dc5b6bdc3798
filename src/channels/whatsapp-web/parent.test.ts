/**
 * The shop's process holds neither the client library nor what drives the browser.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Loads the channel, and says which modules of CommonJS are there then; both libraries are such. */
const LOAD = `
  import { createRequire } from 'node:module';
  await import(process.argv[1]);
  const { cache } = createRequire(import.meta.url);
  process.stdout.write(JSON.stringify(Object.keys(cache)));
`;

const LIBRARIES = /whatsapp-web\.js|puppeteer/;

function loadedWith(file: string): Promise<string> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--input-type=module', '-e', LOAD, path], (problem, said) => (problem ? reject(problem) : resolve(said)));
  });
}

test('with the channel loaded, no module of the library or of its browser is in memory', async () => {
  expect(await loadedWith('whatsapp-web.ts')).not.toMatch(LIBRARIES);
  // The question can be answered otherwise: what belongs into the other process has them.
  expect(await loadedWith('child/safe-client.ts')).toMatch(LIBRARIES);
});
