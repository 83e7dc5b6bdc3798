/**
 * How the shop that ships speaks in every country: the words of the place, and examples of telephones
 * and addresses that the shop itself would take there.
 */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Language } from '../commerce/catalog.ts';
import { isPhone } from '../commerce/phone.ts';
import { ENGINE_TEXTS } from '../conversation/wording/keys.ts';
import type { Texts } from '../conversation/wording/texts.ts';
import { rememberingReader } from './document.ts';
import { filesWith, NEEDS, patched } from './good-files.ts';
import { formatProblems } from './problem.ts';
import { checkSources, collectSources, type Sources } from './read-shop-files.ts';
import { localized } from './regions-file.ts';

const read = rememberingReader();
const sources = await collectSources(fileURLToPath(new URL('../..', import.meta.url)));

/** Latin America, as far as people there pay by chat; and Spain, where many of its people live. */
const COUNTRIES = ['AR', 'BO', 'BR', 'CL', 'CO', 'CR', 'DO', 'EC', 'ES', 'GT', 'HN', 'MX', 'NI', 'PA', 'PE', 'PY', 'SV', 'UY', 'VE'];

/** What people call the part of town that an order goes to. */
const DISTRICT: Readonly<Record<string, string>> = {
  AR: 'barrio',
  BO: 'zona',
  BR: 'barrio',
  CL: 'comuna',
  CO: 'barrio',
  CR: 'barrio',
  DO: 'sector',
  EC: 'sector',
  ES: 'barrio',
  GT: 'zona',
  HN: 'colonia',
  MX: 'colonia',
  NI: 'barrio',
  PA: 'barrio',
  PE: 'distrito',
  PY: 'barrio',
  SV: 'colonia',
  UY: 'barrio',
  VE: 'zona',
};

/** What bringing an order is called where it is not "envío". */
const SHIPPING: Readonly<Record<string, string>> = { CL: 'despacho', CO: 'domicilio', PY: 'delivery', VE: 'delivery' };

/** Labels with words of the country in them; a row of a WhatsApp list has 24 characters (facts/channels.md). */
const LABELS = ['delivery.home', 'delivery.pickup', 'delivery.see_districts', 'payment.cash_pickup', 'change.phone', 'welcome.shipping'];
const LONGEST_LABEL = 24;

const spoken = new Map<string, Texts>();

function textsIn(country: string): Texts {
  const known = spoken.get(country) ?? readTextsIn(country);
  spoken.set(country, known);
  return known;
}

function readTextsIn(country: string): Texts {
  const files = sources.files.map((file) =>
    file.file === 'catalog/shop.yaml' && 'text' in file ? { ...file, text: file.text.replace('pais: PE', `pais: ${country}`) } : file,
  );
  return textsOf({ ...sources, files });
}

function textsOf(from: Sources): Texts {
  const result = checkSources(from, { texts: ENGINE_TEXTS, flows: [] }, read);
  if (!result.ok) throw new Error(formatProblems(result.problems, 'en'));
  return result.files.texts;
}

/** The examples of a text: what stands in bold. */
function shown(text: string | undefined): readonly string[] {
  return [...(text ?? '').matchAll(/\*([^*]+)\*/g)].map((match) => match[1] ?? '');
}

describe.each(COUNTRIES)('in %s', (country) => {
  const texts = textsIn(country);

  test('every word of the country is filled in, in three languages', () => {
    const left = (['es', 'pt', 'en'] as const).flatMap((language: Language) =>
      Object.entries(texts[language]).filter(([, text]) => /\{local_|\bundefined\b/.test(text) || / {2}|\*\*/.test(text)),
    );
    expect(left).toEqual([]);
  });

  test('the part of town and the delivery have the names that people use', () => {
    const district = DISTRICT[country] ?? '';
    const shipping = SHIPPING[country] ?? 'envío';
    expect(texts.es['ask.district']).toMatch(new RegExp(`^¿A qué ${district} lo enviamos\\? `));
    expect(texts.es['cart.total_so_far']).toContain(`sin contar el ${shipping}.`);
    expect(texts.es['summary.delivery']?.toLowerCase()).toMatch(new RegExp(`^${shipping} a `));
    expect(texts.es['summary.delivery']).toMatch(/^\p{Lu}/u);
  });

  test('the telephone that is shown as an example would be taken there', () => {
    for (const key of ['ask.phone', 'answer.phone_unfit', 'wholesale.phone']) {
      for (const language of ['es', 'pt', 'en'] as const) {
        const [example = ''] = shown(texts[language][key]);
        expect(isPhone(example, country), `${language} ${key}: ${example}`).toBe(true);
      }
    }
  });

  test('the address is one of there, and not the one of another country', () => {
    const [example = ''] = shown(texts.es['ask.address']);
    expect(example).toMatch(/\d/);
    const others = COUNTRIES.filter((other) => other !== country).map((other) => shown(textsIn(other).es['ask.address'])[0]);
    expect(others).not.toContain(example);
  });

  test('labels still fit on a row of a list', () => {
    const long = (['es', 'pt', 'en'] as const).flatMap((language) =>
      LABELS.map((key) => texts[language][key] ?? '').filter((label) => label === '' || label.length > LONGEST_LABEL),
    );
    expect(long).toEqual([]);
  });
});

test('a country that nobody wrote words for has the usual ones', () => {
  expect(textsIn('US').es['ask.district']).toMatch(/^¿A qué zona/);
});

test('Buenos Aires, Asunción and Montevideo say "vos" by themselves; a shop may want it otherwise', () => {
  expect(COUNTRIES.filter((country) => textsIn(country).es.thanks?.includes('vos'))).toEqual(['AR', 'PY', 'UY']);
  const shop = (line: string) => filesWith({ 'catalog/shop.yaml': patched('catalog/shop.yaml', 'pais: PE', line) });
  const thanks = (from: Sources) => {
    const result = checkSources(from, NEEDS, read);
    return result.ok ? result.files.texts.es.thanks : null;
  };
  expect(thanks(shop('pais: PE\ntrato: vos'))).toBe('Gracias a vos.');
  expect(thanks(shop('pais: AR\ntrato: tú'))).toBe('Gracias.');
  expect(thanks(shop('pais: AR\ntrato: tu'))).toBe('Gracias.');
});

describe('a mistake in the words is told with its line', () => {
  const told = (changed: Readonly<Record<string, string>>) => {
    const result = checkSources(filesWith(changed), NEEDS, read);
    return result.ok ? [] : result.problems.map(({ file, line, what }) => `${file}:${line} ${what}`);
  };
  const regions = (find: string, replace: string) =>
    told({ 'flows/texts/regions.yaml': patched('flows/texts/regions.yaml', find, replace) });

  test('a text that asks for a word that is not there', () => {
    expect(told({ 'flows/texts/es-vos.yaml': 'thanks: "Gracias, {local_distrit}."\n' })).toEqual([
      'flows/texts/es-vos.yaml:1 unknown-placeholder',
    ]);
  });

  test('a word that no text could ask for, a country that is none, a word that is missing', () => {
    expect(regions('{ district: colonia }', '{ distritc: colonia }')).toEqual(['flows/texts/regions.yaml:9 unknown-key-nearest']);
    expect(regions('MX:', 'Mexico:')).toEqual(['flows/texts/regions.yaml:7 bad-country']);
    expect(regions('colonia', '""')).toEqual(['flows/texts/regions.yaml:9 empty']);
    expect(regions('usual:', 'usuall:')).toEqual(['flows/texts/regions.yaml:2 missing-key']);
  });

  test('a form of address that there is not', () => {
    const shop = patched('catalog/shop.yaml', 'pais: PE', 'pais: PE\ntrato: usted');
    expect(told({ 'catalog/shop.yaml': shop })).toEqual(['catalog/shop.yaml:5 not-one-of']);
  });
});

test('a word of the country begins a sentence with a capital letter', () => {
  const words = { shipping: 'envío' };
  expect(localized('{local_shipping} a casa', words)).toBe('Envío a casa');
  expect(localized('*{local_shipping}*', words)).toBe('*Envío*');
  expect(localized('Sí. {local_shipping}: S/ 8', words)).toBe('Sí. Envío: S/ 8');
  expect(localized('Total con {local_shipping}', words)).toBe('Total con envío');
});
