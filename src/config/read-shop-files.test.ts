import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ENGINE_TEXTS } from '../conversation/wording/keys.ts';
import { rememberingReader } from './document.ts';
import { filesWith, GOOD_FILES, IMAGES, NEEDS, patched } from './good-files.ts';
import { formatProblems } from './problem.ts';
import { checkSources, readShopFiles } from './read-shop-files.ts';
import { LARGEST_FILE } from './source.ts';

const read = rememberingReader();

const SAMPLE = join(import.meta.dirname, '../..');
const SAMPLE_NEEDS = { texts: ENGINE_TEXTS, flows: ['checkout'] };

describe('the sample shop', () => {
  test('is read without a single problem or warning', async () => {
    const result = await readShopFiles(SAMPLE, SAMPLE_NEEDS);
    expect(result.ok ? '' : formatProblems(result.problems, 'en')).toBe('');
    expect(result.warnings).toEqual([]);
    expect(result.language).toBe('es');
  });

  test('sells eight things from Lima, and the black polo in M is sold out', async () => {
    const result = await readShopFiles(SAMPLE, SAMPLE_NEEDS);
    if (!result.ok) throw new Error(formatProblems(result.problems, 'en'));
    const { shop, catalog } = result.files;
    expect(shop).toMatchObject({ name: 'Retama', currency: 'PEN', country: 'PE', timeZone: 'America/Lima' });
    expect(catalog.products.map(({ id }) => id).toSorted()).toEqual([
      'body',
      'casaca',
      'gorra',
      'medias',
      'panuelo',
      'polera',
      'polo',
      'tote',
    ]);
    const soldOut = catalog.products.flatMap(({ variants }) => variants).filter(({ count }) => count === 0);
    expect(soldOut.map(({ id }) => id)).toEqual(['polo/negro/m']);
    const districts = shop.delivery.zones.flatMap((zone) => zone.districts);
    expect(districts.length).toBeGreaterThanOrEqual(20);
    expect(shop.delivery.zones.map(({ fee }) => fee)).toEqual([800, 1000, 1200, 1500]);
  });

  test('has a picture with words for every product', async () => {
    const result = await readShopFiles(SAMPLE, SAMPLE_NEEDS);
    if (!result.ok) throw new Error(formatProblems(result.problems, 'en'));
    for (const { image, imageAlt } of result.files.catalog.products) expect([typeof image, typeof imageAlt]).toEqual(['string', 'string']);
  });
});

describe('several files with mistakes', () => {
  test('are all told at once, by file and line', () => {
    const result = checkSources(
      filesWith({
        'catalog/shop.yaml': patched('catalog/shop.yaml', 'moneda: PEN', 'moneda: PENN').replace('14:00\n  dias', '99:00\n  dias'),
        'catalog/products.yaml': patched('catalog/products.yaml', 'precio: 45.00', 'precio: 45,5'),
        'flows/checkout.yaml': patched('flows/checkout.yaml', 'place-order', 'fly'),
        'flows/texts/en.yaml': patched('flows/texts/en.yaml', '"Done."', '""'),
      }),
      NEEDS,
    );
    expect(result.ok ? [] : result.problems.map(({ file, line, what }) => `${file}:${line} ${what}`)).toEqual([
      'catalog/products.yaml:11 money-comma',
      'catalog/shop.yaml:5 not-one-of-nearest',
      'catalog/shop.yaml:23 bad-hour',
      'flows/checkout.yaml:7 not-one-of',
      'flows/texts/en.yaml:12 empty',
    ]);
  });

  test('a file that cannot be understood hides no mistake of another, and blames no other', () => {
    const result = checkSources(
      filesWith({
        'catalog/products.yaml': patched('catalog/products.yaml', '[camiseta]', '[camiseta'),
        'flows/texts/es.yaml': patched('flows/texts/es.yaml', '"Listo."', '"Listo.'),
        'catalog/shop.yaml': patched('catalog/shop.yaml', 'pais: PE', 'pais: Perú'),
      }),
      NEEDS,
    );
    expect(result.ok ? [] : result.problems.map(({ file, what }) => `${file} ${what}`)).toEqual([
      'catalog/products.yaml yaml-bracket',
      'catalog/shop.yaml bad-country',
      'flows/texts/es.yaml yaml-quote',
    ]);
  });

  test('the language of the shop is known even when other things are wrong', () => {
    const shop = patched('catalog/shop.yaml', 'idioma: es', 'idioma: pt').replace('pais: PE', 'pais: Brasil');
    expect(checkSources(filesWith({ 'catalog/shop.yaml': shop }), NEEDS)).toMatchObject({ ok: false, language: 'pt' });
    expect(checkSources(filesWith({ 'catalog/shop.yaml': '[' }), NEEDS)).toMatchObject({ ok: false, language: null });
  });

  test('what the shop can live with is a warning', () => {
    const text = patched('flows/texts/es.yaml', 'tallas:', 'talas:\n  intro: "Hola"\ntallas:');
    const sources = { ...filesWith({ 'flows/texts/es.yaml': text }), ignored: ['flows/regalo.yml'] };
    const result = checkSources(sources, NEEDS, read);
    expect(result).toMatchObject({ ok: true });
    expect(result.warnings.map(({ file, what, facts }) => [file, what, facts.nearest])).toEqual([
      ['flows/regalo.yml', 'file-ignored', undefined],
      ['flows/texts/es.yaml', 'text-unused-nearest', 'tallas.intro'],
    ]);
  });

  test('a flow that the program needs is missing', () => {
    const flow = patched('flows/tallas.yaml', 'flow:checkout', 'polos');
    const result = checkSources(filesWith({ 'flows/checkout.yaml': null, 'flows/tallas.yaml': flow }), NEEDS, read);
    expect(result.ok ? [] : result.problems.map(({ file, what }) => `${file} ${what}`)).toEqual(['flows/checkout.yaml flow-missing']);
  });
});

describe('files on disk', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tanteo-files-'));
    await cp(join(SAMPLE, 'catalog'), join(directory, 'catalog'), { recursive: true });
    await cp(join(SAMPLE, 'flows'), join(directory, 'flows'), { recursive: true });
  });
  afterEach(() => rm(directory, { recursive: true }));

  const told = async () => {
    const result = await readShopFiles(directory, SAMPLE_NEEDS);
    return result.ok ? [] : result.problems.map(({ file, what }) => `${file} ${what}`);
  };

  test('a missing file, one that is no text, one that is too large and a folder in place of a file', async () => {
    await rm(join(directory, 'flows/texts/en.yaml'));
    await writeFile(join(directory, 'flows/words/en.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xf1, 0x0a]));
    await writeFile(join(directory, 'flows/words/pt.yaml'), `# ${'x'.repeat(LARGEST_FILE)}`);
    await rm(join(directory, 'catalog/products.yaml'));
    await cp(join(directory, 'flows'), join(directory, 'catalog/products.yaml'), { recursive: true });
    expect(await told()).toEqual([
      'catalog/products.yaml file-unreadable',
      'flows/texts/en.yaml file-missing',
      'flows/words/en.yaml file-not-utf8',
      'flows/words/pt.yaml file-too-large',
    ]);
  });

  test('an empty folder has no shop, and that is said without a stack of errors', async () => {
    await rm(join(directory, 'catalog'), { recursive: true });
    await rm(join(directory, 'flows'), { recursive: true });
    const whats = new Set((await told()).map((line) => line.split(' ')[1]));
    expect([...whats].toSorted()).toEqual(['file-missing', 'flow-missing']);
  });

  test('the mark some editors put at the beginning and the line ends of Windows are no mistake', async () => {
    const shop = GOOD_FILES['catalog/shop.yaml'] ?? '';
    await writeFile(join(directory, 'catalog/shop.yaml'), `\uFEFF${shop.replaceAll('\n', '\r\n')}`);
    expect(await told()).toEqual([]);
  });
});

test('whatever is done to the files, they are read or their problems are told, and nothing is thrown', () => {
  const names = Object.keys(GOOD_FILES);
  const piece = fc.oneof(
    fc.constantFrom(
      '',
      '\t',
      ': ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&a',
      '*a',
      '!!x',
      '<<: x',
      '\n',
      '\n\n  ',
      '#',
      '|',
      '>',
      '\0',
      '\u2028',
      '😀',
    ),
    fc.string({ maxLength: 20 }),
  );
  const change = fc.record({ file: fc.constantFrom(...names), at: fc.nat(2000), drop: fc.nat(30), insert: piece });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const files: Record<string, string> = { ...GOOD_FILES };
      for (const { file, at, drop, insert } of changes) {
        const text = files[file] ?? '';
        files[file] = text.slice(0, at) + insert + text.slice(at + drop);
      }
      const result = checkSources(
        { files: names.map((file) => ({ file, text: files[file] ?? '' })), images: IMAGES, ignored: [] },
        NEEDS,
        read,
      );
      if (result.ok) return;
      expect(result.problems.length).toBeGreaterThan(0);
      for (const { file, line } of result.problems) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual((files[file] ?? '').split('\n').length + 1);
      }
    }),
    { numRuns: 100 },
  );
});
