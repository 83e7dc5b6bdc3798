/**
 * The three files of texts that ship with the shop, held against each other and against what the program
 * says. Here because these texts are the voice of the conversation; the check at start only asks that
 * they fit, this one also asks that they are kind to read.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Language } from '../../commerce/catalog.ts';
import { ENGINE_TEXTS } from './keys.ts';

const LANGUAGES = ['es', 'pt', 'en'] as const satisfies readonly Language[];

/** Longest text that is still read on a phone, in characters; a WhatsApp body takes 1024 (facts/channels.md). */
const LONGEST_READ = 600;
/** Title of a row of a WhatsApp list, in characters (facts/channels.md): a longer label is shown as text. */
const LONGEST_LABEL = 24;

const FLOWS = new URL('../../../flows/', import.meta.url);

/** Questions whose answers are the options below them, so that an example would say them twice. */
const MENU_QUESTIONS: Readonly<Record<string, string>> = {
  'ask.option': 'the values of the option that are left',
  'ask.delivery': 'home or pickup',
  'ask.which_district': 'the districts that the words could mean',
  'ask.slot_which': 'the parts of days that the words could mean',
  'ask.payment': 'the ways to pay that the shop takes',
};

/** Texts that stand on a button or a row, with nothing around them. */
const LABELS = [
  'edit.yes',
  'edit.no',
  'edit.other',
  'edit.in_cart',
  'edit.in_order',
  'edit.join',
  'catalog.more',
  'product.add',
  'product.see_catalog',
  'stock.take',
  'stock.other',
  'stock.remove',
  'cart.close',
  'ask.personal_none',
  'ask.name_yes',
  'ask.name_no',
  'ask.phone_yes',
  'ask.phone_no',
  'delivery.home',
  'delivery.pickup',
  'payment.link',
  'payment.cash_delivery',
  'payment.cash_pickup',
  'order.link_label',
  'order.again',
  'summary.confirm',
  'summary.change',
  'summary.cancel',
  'change.items',
  'change.delivery',
  'change.address',
  'change.name',
  'change.phone',
  'change.payment',
  'nav.go_on',
  'nav.skip',
  'nav.empty_cart',
  'nav.cancel_order',
  'repair.my_order',
  'repair.talk',
  'welcome.catalog',
  'welcome.shipping',
  'welcome.sizes',
  'welcome.person',
  'sizes.polo',
  'sizes.body',
] as const;

/** What a customer may type anywhere, in her own language. */
const WORDS_TO_TYPE: Readonly<Record<Language, readonly string[]>> = {
  es: ['catálogo', 'mi pedido', 'volver', 'cancelar', 'persona'],
  pt: ['catálogo', 'meu pedido', 'voltar', 'cancelar', 'pessoa'],
  en: ['catalog', 'my order', 'back', 'cancel', 'person'],
};

/** Written the same in two languages because the words are the same. */
const SAME_WORDS = new Set([
  'cart.noted',
  'order.link_label',
  'order.status.cancelled',
  'order.status.confirmed',
  'order.title',
  'payment.order_item',
  'product.see_catalog',
  'summary.cancel',
  'summary.confirm',
  'summary.total',
]);

/** Forms of "tú" with those of "vos", where they differ: what customers read and what they are shown to write. */
const TU_AND_VOS: readonly (readonly [string, string])[] = [
  ['agrega', 'agregá'],
  ['busca', 'buscá'],
  ['buscas', 'buscás'],
  ['cambias', 'cambiás'],
  ['cierra', 'cerrá'],
  ['confirma', 'confirmá'],
  ['confirmas', 'confirmás'],
  ['contigo', 'con vos'],
  ['cópialo', 'copialo'],
  ['cuéntame', 'contame'],
  ['dime', 'decime'],
  ['dudas', 'dudás'],
  ['elige', 'elegí'],
  ['envíame', 'enviame'],
  ['eres', 'sos'],
  ['escribe', 'escribí'],
  ['escribes', 'escribís'],
  ['escríbele', 'escribile'],
  ['escríbelo', 'escribilo'],
  ['escríbeme', 'escribime'],
  ['escríbemelo', 'escribímelo'],
  ['espera', 'esperá'],
  ['hablas', 'hablás'],
  ['lleva', 'llevá'],
  ['llevas', 'llevás'],
  ['mándala', 'mandala'],
  ['mándame', 'mandame'],
  ['mira', 'mirá'],
  ['míralo', 'miralo'],
  ['necesitas', 'necesitás'],
  ['pagas', 'pagás'],
  ['pégalo', 'pegalo'],
  ['perdona', 'perdoná'],
  ['prefieres', 'preferís'],
  ['prueba', 'probá'],
  ['puedes', 'podés'],
  ['quieres', 'querés'],
  ['quita', 'quitá'],
  ['recoges', 'recogés'],
  ['responde', 'respondé'],
  ['revisa', 'revisá'],
  ['revísalo', 'revisalo'],
  ['sabes', 'sabés'],
  ['ti', 'vos'],
  ['tienes', 'tenés'],
  ['toca', 'tocá'],
  ['transfiere', 'transferí'],
  ['tú', 'vos'],
  ['usa', 'usá'],
];

const texts: Readonly<Record<Language, ReadonlyMap<string, string>>> = { es: textsOf('es'), pt: textsOf('pt'), en: textsOf('en') };

function textsOf(language: Language): ReadonlyMap<string, string> {
  return new Map(leavesOf(parse(readFileSync(new URL(`texts/${language}.yaml`, FLOWS), 'utf8')), []));
}

function leavesOf(node: unknown, path: readonly string[]): readonly (readonly [string, string])[] {
  if (typeof node === 'object' && node !== null) return Object.entries(node).flatMap(([key, child]) => leavesOf(child, [...path, key]));
  return [[path.join('.'), String(node)]];
}

/** Keys of the texts with which the flows that ship ask for a free answer. */
function questionsOfFlows(): readonly string[] {
  const files = readdirSync(FLOWS).filter((name) => name.endsWith('.yaml'));
  return files.flatMap((name) => questionsIn(parse(readFileSync(new URL(name, FLOWS), 'utf8'))));
}

function questionsIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'ask' in node && 'text' in node && typeof node.text === 'string' ? [node.text] : [];
  return [...own, ...Object.values(node).flatMap(questionsIn)];
}

/** What is filled while the shop speaks. Words of the country (`{local_…}`) are filled before, and each language needs its own. */
function placeholdersIn(template: string): readonly string[] {
  const names = [...template.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
  return [...new Set(names)].filter((name) => !name.startsWith('local_')).toSorted();
}

function allPlaceholders(template: string): readonly string[] {
  return [...template.matchAll(/\{[^}]*\}/g)].map(([placeholder]) => placeholder).toSorted();
}

/** In front of an order to somebody: the beginning of a clause. Elsewhere "revisa" is what the team does. */
const CLAUSE_BEGINS = /(?:^|[.,:;?!(*\n—])\s*$|(?:^|\s)[yo]\s+\*?$/u;

/** The forms of one side of the table that stand in a text. */
function formsIn(text: string, forms: readonly string[]): readonly string[] {
  const lower = text.toLowerCase();
  const found = [...lower.matchAll(/\p{L}+/gu)].filter(({ 0: word }) => forms.includes(word));
  return found.filter(({ 0: word, index }) => !/[ae]$/.test(word) || CLAUSE_BEGINS.test(lower.slice(0, index))).map(({ 0: word }) => word);
}

function wordsOf(template: string): string {
  return template
    .replace(/\{[^}]*\}/g, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}

/** Texts of one language that break a rule, as `key: text`, so that a failure names them all. */
function breaking(language: Language, broken: (text: string, key: string) => boolean): readonly string[] {
  return [...texts[language]].filter(([key, text]) => broken(text, key)).map(([key, text]) => `${key}: ${text}`);
}

describe('the three languages', () => {
  it.each(['pt', 'en'] as const)('%s says exactly what the Spanish file says, no text more and none less', (language) => {
    expect([...texts[language].keys()].toSorted()).toEqual([...texts.es.keys()].toSorted());
  });

  it.each(['pt', 'en'] as const)('%s fills the same placeholders as Spanish in every text', (language) => {
    const placeholders = (of: Language) => Object.fromEntries([...texts[of]].map(([key, text]) => [key, placeholdersIn(text)]));
    expect(placeholders(language)).toEqual(placeholders('es'));
  });

  it.each(['pt', 'en'] as const)('%s was written for its readers and not left in Spanish', (language) => {
    const left = breaking(language, (text, key) => wordsOf(text).length > 3 && text === texts.es.get(key) && !SAME_WORDS.has(key));
    expect(left).toEqual([]);
  });
});

describe('a shop that says "vos"', () => {
  const overlay = new Map(leavesOf(parse(readFileSync(new URL('texts/es-vos.yaml', FLOWS), 'utf8')), []));
  const whole = new Map([...texts.es, ...overlay]);
  const tu = TU_AND_VOS.map(([form]) => form);
  const vos = TU_AND_VOS.map(([, form]) => form);
  const withForms = (of: ReadonlyMap<string, string>, forms: readonly string[]) =>
    [...of].flatMap(([key, text]) => formsIn(text, forms).map((form) => `${key}: ${form}`));

  it('words only what it says otherwise, and fills the same placeholders', () => {
    expect([...overlay].filter(([key, text]) => texts.es.get(key) === text)).toEqual([]);
    const placeholders = (of: ReadonlyMap<string, string>) =>
      [...overlay.keys()].map((key) => [key, ...allPlaceholders(of.get(key) ?? '')]);
    expect(placeholders(overlay)).toEqual(placeholders(texts.es));
  });

  it('says no "tú" anywhere', () => {
    expect(withForms(whole, tu)).toEqual([]);
  });

  it('and one that says "tú" says no "vos"', () => {
    expect(withForms(texts.es, vos)).toEqual([]);
  });

  it('shows and bolds in the same places', () => {
    const shape = (text: string) => text.split('*').length;
    expect([...overlay].filter(([key, text]) => shape(text) !== shape(texts.es.get(key) ?? '')).map(([key]) => key)).toEqual([]);
  });
});

describe.each(LANGUAGES)('the texts in %s', (language) => {
  it('have every text the program says, with the placeholders it fills', () => {
    const written = Object.fromEntries(
      Object.keys(ENGINE_TEXTS).map((key) => [key, texts[language].has(key) ? placeholdersIn(texts[language].get(key) ?? '') : 'missing']),
    );
    expect(written).toEqual(Object.fromEntries(Object.entries(ENGINE_TEXTS).map(([key, names]) => [key, [...names].toSorted()])));
  });

  it('show with every question an answer that works, unless its options are below it', () => {
    const labels: ReadonlySet<string> = new Set(LABELS);
    const fromFlows = questionsOfFlows();
    expect(fromFlows).not.toEqual([]);
    const questions = [...texts[language].keys()].filter((key) => key.startsWith('ask.') && !labels.has(key)).concat(fromFlows);
    const without = questions.filter((key) => !(key in MENU_QUESTIONS) && !/\*[^*]+\*/.test(texts[language].get(key) ?? ''));
    expect(without).toEqual([]);
  });

  it('name no menu question that is gone', () => {
    expect(Object.keys(MENU_QUESTIONS).filter((key) => !texts[language].has(key))).toEqual([]);
  });

  it('tell the customer the words to type in her own language', () => {
    const help = texts[language].get('help') ?? '';
    expect(WORDS_TO_TYPE[language].filter((word) => !help.includes(`*${word}*`))).toEqual([]);
    for (const key of ['greeting.first', 'welcome.hello', 'order.cannot_cancel', 'refuse.abuse'])
      expect(texts[language].get(key)).toContain(`*${WORDS_TO_TYPE[language].at(-1)}*`);
  });

  it('are short enough to be read on a phone', () => {
    expect(breaking(language, (text) => text.length > LONGEST_READ)).toEqual([]);
  });

  it('are never blank', () => {
    expect(breaking(language, (text) => text.trim() === '')).toEqual([]);
  });

  it('have at most one emoji each', () => {
    expect(breaking(language, (text) => (text.match(/\p{Extended_Pictographic}/gu) ?? []).length > 1)).toEqual([]);
  });

  it('never shout', () => {
    expect(breaking(language, (text) => (text.match(/!/g) ?? []).length > 1 || text.includes('¡¡'))).toEqual([]);
  });

  it('speak to a friend and not to a usted', () => {
    expect(breaking(language, (text) => /\busted(es)?\b/i.test(text))).toEqual([]);
  });

  it('close every bold they open', () => {
    expect(breaking(language, (text) => text.split('*').length % 2 === 0)).toEqual([]);
  });

  it('have labels that fit a row of a list, without bold and without a full stop', () => {
    const unfit = LABELS.filter((key) => {
      const label = (texts[language].get(key) ?? '').replace(/\{[^}]*\}/g, '99999');
      return label === '' || label.length > LONGEST_LABEL || /[*.\n]/.test(label);
    });
    expect(unfit).toEqual([]);
  });

  it('name seven days from Sunday and twelve months, one word each', () => {
    expect(texts[language].get('date.weekdays')?.split(' ')).toHaveLength(7);
    expect(new Set(texts[language].get('date.weekdays')?.split(' ')).size).toBe(7);
    expect(texts[language].get('date.months')?.split(' ')).toHaveLength(12);
    expect(new Set(texts[language].get('date.months')?.split(' ')).size).toBe(12);
    expect(texts[language].get('date.weekdays')).toMatch({ es: /^dom lun /, pt: /^dom seg /, en: /^Sun Mon / }[language]);
  });
});
