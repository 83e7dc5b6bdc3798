/** What is written into `.env` for the seller can be read back, and nothing of hers is lost. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withChanges, writeSettings } from './write-dot-env.ts';

const HERS = '# mi tienda\nPORT=3100 # el 3000 lo usa mi hijo\n\n# clave\nSELLER_KEY="una clave"\n';

describe('a change of .env', () => {
  test('takes the place of the old value and keeps the remark behind it', () => {
    expect(withChanges(HERS, { PORT: '3200' })).toBe(HERS.replace('3100', '3200'));
    expect(withChanges(HERS, { SELLER_KEY: 'otra' })).toBe(HERS.replace('"una clave"', 'otra'));
  });

  test('goes below the example that explains it', () => {
    const example = '# Tu token\n#TELEGRAM_BOT_TOKEN=123:abc\n\n# Otra cosa\n#PORT=3000\n';
    expect(withChanges(example, { TELEGRAM_BOT_TOKEN: '9:x' })).toBe(
      '# Tu token\n#TELEGRAM_BOT_TOKEN=123:abc\nTELEGRAM_BOT_TOKEN=9:x\n\n# Otra cosa\n#PORT=3000\n',
    );
  });

  test('goes to the end where nobody explained it, also behind a last line without an end', () => {
    expect(withChanges('PORT=1', { HOST: 'x' })).toBe('PORT=1\nHOST=x\n');
    expect(withChanges('', { HOST: 'x' })).toBe('HOST=x\n');
  });

  test('takes a setting out, and one that stood there twice stands there once', () => {
    expect(withChanges('A=1\nPORT=1\nB=2\n', { PORT: null })).toBe('A=1\nB=2\n');
    expect(withChanges('PORT=1\nB=2\nPORT=3\n', { PORT: '4' })).toBe('PORT=4\nB=2\n');
  });

  test('leaves a name alone that only begins the same', () => {
    expect(withChanges('PORT_OF_OTHER=1\n#PORTS=2\n', { PORT: '4' })).toBe('PORT_OF_OTHER=1\n#PORTS=2\nPORT=4\n');
  });

  test('keeps the line ends of Windows', () => {
    expect(withChanges('A=1\r\nPORT=1\r\n', { PORT: '2', B: '3' })).toBe('A=1\r\nPORT=2\r\nB=3\r\n');
  });

  test('whatever is written is read back as it was, or refused', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.constantFrom('', HERS, '#X=1\r\n'), (value, before) => {
        fc.pre(value === value.trim());
        let text: string;
        try {
          text = withChanges(before, { X: value });
        } catch (problem) {
          expect(problem).toBeInstanceOf(RangeError);
          return;
        }
        expect(parseEnv(text)).toEqual({ ...parseEnv(before), X: value });
      }),
    );
  });
});

test.each(['a\nSELLER_KEY=mine', 'a\rb', `"'\``])(
  'a value that would be more than one line, or that nothing can quote, is refused: %j',
  (value) => {
    expect(() => withChanges(HERS, { SHOP: value })).toThrow(RangeError);
  },
);

describe('the file', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'tanteo-env-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  test('begins as the explained example, is for its owner only, and leaves no copy behind', async () => {
    await writeFile(join(home, '.env.example'), '# Puerto\n#PORT=3000\n');
    await writeSettings(home, { PORT: '3100' });
    expect(await readFile(join(home, '.env'), 'utf8')).toBe('# Puerto\n#PORT=3000\nPORT=3100\n');
    if (process.platform !== 'win32') expect((await stat(join(home, '.env'))).mode & 0o777).toBe(0o600);
    expect((await readdir(home)).sort()).toEqual(['.env', '.env.example']);
  });

  test('that others could read is closed to them', async () => {
    await writeFile(join(home, '.env'), HERS, { mode: 0o644 });
    await writeSettings(home, { PORT: '3200' });
    if (process.platform !== 'win32') expect((await stat(join(home, '.env'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(home, '.env'), 'utf8')).toContain('# mi tienda');
  });
});
