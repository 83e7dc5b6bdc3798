/**
 * `flows/texts/{es,pt,en}.yaml`: what people read. Keys are maps inside maps (`nav: { back: … }` is
 * `nav.back`). The three languages must say the same things with the same placeholders. `es-vos.yaml` has
 * only the texts that a shop which says "vos" words otherwise.
 */
import type { Language } from '../commerce/catalog.ts';
import type { Flow, FlowStep } from '../conversation/flow/flow.ts';
import type { Texts } from '../conversation/wording/texts.ts';
import { paragraphs } from './fields.ts';
import { nearest } from './nearest.ts';
import { addProblem, addProblemWith, childOf, childrenOf, type Place, type Report, readValue } from './place.ts';
import { isRegional, localized, type RegionalWords } from './regions-file.ts';

/** Longest text, in characters: the body of an interactive WhatsApp message (facts/channels.md). */
const LONGEST_TEXT = 1024;

/** The texts the program says: key → the placeholders it fills. */
export type RequiredTexts = Readonly<Record<string, readonly string[]>>;

/** The texts of one language by key, each with its place. `top` null: the file could not be read. */
export interface ReadTexts {
  readonly language: Language;
  /** It says some texts otherwise than the whole file of its language, which is another one. */
  readonly overlay: boolean;
  readonly top: Place | null;
  readonly texts: ReadonlyMap<string, { readonly text: string; readonly at: Place }>;
  /** Keys that are there although their text is wrong. */
  readonly keys: ReadonlySet<string>;
}

export function readTexts(report: Report, top: Place, language: Language, overlay = false): ReadTexts {
  const texts = new Map<string, { readonly text: string; readonly at: Place }>();
  const keys = new Set<string>();
  if (top.node.kind !== 'map') addProblem(report, top, 'expected-map');
  const walk = (at: Place, prefix: string): void => {
    for (const [key, child] of childrenOf(at)) {
      const name = prefix === '' ? key : `${prefix}.${key}`;
      if (!/^[a-z0-9_-]+$/.test(key)) {
        keys.add(name.toLowerCase());
        addProblem(report, child, 'bad-text-key', { value: key });
      } else if (child.node.kind === 'map') walk(child, name);
      else {
        keys.add(name);
        const text = readValue(report, child, paragraphs(LONGEST_TEXT));
        if (text !== undefined && wellFormed(report, child, text)) texts.set(name, { text, at: child });
      }
    }
  };
  walk(top, '');
  return { language, overlay, top, texts, keys };
}

const PLACEHOLDER = /\{([a-z_]+)\}/g;

function wellFormed(report: Report, at: Place, text: string): boolean {
  const stray = /\{[^}]*\}?|\}/.exec(text.replace(PLACEHOLDER, ''));
  if (!stray) return true;
  addProblem(report, at, 'bad-placeholder', { value: stray[0].slice(0, 30) });
  return false;
}

/** What is filled while the shop speaks; words of the country are filled before. */
function placeholdersIn(text: string): readonly string[] {
  const names = [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
  return [...new Set(names.filter((name) => !isRegional(name)))].toSorted();
}

/** What a text named by a flow may have. */
const FLOW_PLACEHOLDERS = ['shop'];

/**
 * Every text that the program or a flow says is there in every language, with placeholders that get
 * filled and that are the same in every language. Texts that nobody says are told as `warnings`.
 */
export function checkTexts(
  report: Report,
  warnings: Report,
  all: readonly ReadTexts[],
  required: RequiredTexts,
  flows: readonly Flow[],
): void {
  const offered = new Map<string, readonly string[]>(Object.entries(required));
  for (const key of flows.flatMap(textsOf)) if (!offered.has(key)) offered.set(key, FLOW_PLACEHOLDERS);
  const readable = all.filter(({ top }) => top !== null);
  for (const read of readable) {
    if (!read.overlay) refuseMissing(report, read, offered, readable);
    for (const [key, { text, at }] of read.texts) {
      const placeholders = offered.get(key);
      if (placeholders) refuseUnknownPlaceholders(report, at, key, text, placeholders);
      else warnUnused(warnings, at, key, [...offered.keys()]);
    }
  }
  for (const [key, placeholders] of offered) refuseDifferentPlaceholders(report, key, placeholders, readable);
}

/** The keys of texts that a flow says. */
function textsOf(flow: Flow): readonly string[] {
  return flow.steps.flatMap(textsOfStep);
}

function textsOfStep(step: FlowStep): readonly string[] {
  switch (step.kind) {
    case 'say':
    case 'ask':
      return [step.text];
    case 'choose':
      return [step.text, ...step.options.map((option) => option.text)];
    case 'do':
    case 'when':
    case 'go':
    case 'end':
      return [];
  }
}

function refuseMissing(
  report: Report,
  { top, keys, language }: ReadTexts,
  offered: ReadonlyMap<string, readonly string[]>,
  all: readonly ReadTexts[],
): void {
  for (const [key, placeholders] of offered) {
    if (!top || keys.has(key)) continue;
    const elsewhere = all.flatMap((other) => {
      const found = other.texts.get(key);
      return found ? [{ language: other.language, text: found.text }] : [];
    })[0];
    const at = closest(top, key.split('.'));
    const like = elsewhere ? ` (${elsewhere.language}: "${elsewhere.text.slice(0, 60)}")` : '';
    const filled = placeholders.map((name) => `{${name}}`).join(' ');
    const example = lineOf(key, elsewhere?.text ?? filled);
    if (filled === '') addProblemWith(report, at, 'text-missing-plain', { key, language, like }, example);
    else addProblemWith(report, at, 'text-missing', { key, language, like, placeholders: filled }, example);
  }
}

/** Where the key would have to be written. */
function closest(top: Place, path: readonly string[]): Place {
  const [key = '', ...rest] = path;
  const child = childOf(top, key);
  return child && rest.length > 0 ? closest(child, rest) : top;
}

/** A text under its own key, as it would stand in the file. */
function lineOf(key: string, text: string): string {
  return `${key.split('.').at(-1)}: ${JSON.stringify(text)}`;
}

function refuseUnknownPlaceholders(report: Report, at: Place, key: string, text: string, offered: readonly string[]): void {
  for (const name of placeholdersIn(text)) {
    if (offered.includes(name)) continue;
    const value = `{${name}}`;
    const known = offered.map((one) => `{${one}}`).join(', ');
    const meant = nearest(name, offered);
    const without = lineOf(key, text.replaceAll(value, '').trim());
    if (meant !== null) {
      const right = `{${meant}}`;
      addProblemWith(report, at, 'unknown-placeholder-nearest', { key, value, nearest: right }, lineOf(key, text.replaceAll(value, right)));
    } else if (known === '') addProblemWith(report, at, 'no-placeholders', { key, value }, without);
    else addProblemWith(report, at, 'unknown-placeholder', { key, value, known }, without);
  }
}

/** Told in the languages that lack what another one has; a text with a wrong placeholder was told already. */
function refuseDifferentPlaceholders(report: Report, key: string, offered: readonly string[], all: readonly ReadTexts[]): void {
  const found = all.flatMap((read) => {
    const entry = read.texts.get(key);
    const names = entry ? placeholdersIn(entry.text) : [];
    return entry && names.every((name) => offered.includes(name)) ? [{ ...entry, language: read.language, names }] : [];
  });
  for (const { at, names, text } of found) {
    for (const other of found) {
      const lacking = other.names.filter((name) => !names.includes(name)).map((name) => `{${name}}`);
      if (lacking.length === 0) continue;
      const example = lineOf(key, `${text} ${lacking.join(' ')}`);
      addProblemWith(report, at, 'placeholder-missing', { key, value: lacking.join(', '), other: other.language }, example);
      break;
    }
  }
}

function warnUnused(warnings: Report, at: Place, key: string, used: readonly string[]): void {
  const meant = nearest(key, used);
  if (meant === null) addProblem(warnings, at, 'text-unused', { key });
  else addProblem(warnings, at, 'text-unused-nearest', { key, nearest: meant });
}

/** `all`: those of one language in a row, a later one over the earlier. `wordsIn`: what the country calls things. */
export function textsByLanguage(all: readonly ReadTexts[], wordsIn: (language: Language) => RegionalWords): Texts {
  const of = (language: Language) => {
    const words = wordsIn(language);
    const texts = all.filter((read) => read.language === language).flatMap((read) => [...read.texts]);
    return Object.fromEntries(texts.map(([key, { text }]) => [key, localized(text, words)]));
  };
  return { es: of('es'), pt: of('pt'), en: of('en') };
}
