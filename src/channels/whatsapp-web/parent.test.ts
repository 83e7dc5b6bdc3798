/**
 * The shop's process holds neither the client library nor what drives the browser.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const CHANNEL = fileURLToPath(new URL('whatsapp-web.ts', import.meta.url));
/** Loads the channel, and says which modules of CommonJS are there then; both libraries are such. */
const LOAD = `
  import { createRequire } from 'node:module';
  await import(process.argv[1]);
  const { cache } = createRequire(import.meta.url);
  process.stdout.write(JSON.stringify(Object.keys(cache)));
`;

test('with the channel loaded, no module of the library or of its browser is in memory', async () => {
  const loaded = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, ['--input-type=module', '-e', LOAD, CHANNEL], (problem, said) =>
      problem ? reject(problem) : resolve(said),
    );
  });
  const modules: unknown = JSON.parse(loaded);
  expect(modules).toBeInstanceOf(Array);
  expect(String(modules)).not.toMatch(/whatsapp-web\.js|puppeteer/);
});
