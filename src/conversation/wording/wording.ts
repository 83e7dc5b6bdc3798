/**
 * From a key and what fills its placeholders to the spans a customer reads. Templates are compiled once
 * per text; what fills a placeholder is inserted as it is and never read as markup, so that nothing a
 * person typed can become bold, a link or another placeholder.
 */
import type { Language } from '../../commerce/catalog.ts';
import type { Rich, Span } from '../message.ts';
import type { Parameter, TextKey, TextParameters } from './keys.ts';
import type { Texts } from './texts.ts';

export interface Wording {
  readonly language: Language;
  /** The spans of a text of the program. */
  rich<K extends TextKey>(key: K, ...parameters: TextParameters<K>): Rich;
  /** The same as a plain string: for labels and descriptions, which have no formatting. */
  plain<K extends TextKey>(key: K, ...parameters: TextParameters<K>): string;
  /** A text that a flow names; `{shop}` is the only placeholder such texts have. */
  flowText(key: string, shop: string): Rich;
}

type Piece = { readonly text: string; readonly bold: boolean } | { readonly placeholder: string; readonly bold: boolean };

/** Templates live as long as the files they came from. */
const compiled = new WeakMap<object, Map<string, readonly Piece[]>>();

export function wordingIn(texts: Texts, language: Language): Wording {
  const templates = texts[language];
  const fill = (key: string, parameters: Readonly<Record<string, Parameter>>): Rich => {
    const pieces = piecesOf(templates, key);
    const spans: Span[] = [];
    for (const piece of pieces) {
      if ('text' in piece) pushSpan(spans, { t: piece.text, ...(piece.bold && { b: true as const }) });
      else for (const span of spansOf(parameters[piece.placeholder])) pushSpan(spans, piece.bold ? { ...span, b: true } : span);
    }
    return spans;
  };
  return {
    language,
    rich: (key, ...parameters) => fill(key, parameters[0] ?? {}),
    plain: (key, ...parameters) => plainText(fill(key, parameters[0] ?? {})),
    flowText: (key, shop) => fill(key, { shop }),
  };
}

export function plainText(rich: Rich): string {
  return rich.map((span) => span.t).join('');
}

/** Paragraphs of one bubble, a blank line between them. */
export function joinParagraphs(paragraphs: readonly Rich[]): Rich {
  const spans: Span[] = [];
  for (const [index, paragraph] of paragraphs.entries()) {
    if (index > 0) pushSpan(spans, { t: '\n\n' });
    for (const span of paragraph) pushSpan(spans, span);
  }
  return spans;
}

export function joinLines(lines: readonly Rich[]): Rich {
  const spans: Span[] = [];
  for (const [index, line] of lines.entries()) {
    if (index > 0) pushSpan(spans, { t: '\n' });
    for (const span of line) pushSpan(spans, span);
  }
  return spans;
}

function pushSpan(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last && last.b === span.b && last.i === span.i && last.code === span.code) spans[spans.length - 1] = { ...last, t: last.t + span.t };
  else if (span.t !== '') spans.push(span);
}

function spansOf(parameter: Parameter | undefined): Rich {
  if (parameter === undefined) return [];
  return typeof parameter === 'object' ? parameter : [{ t: String(parameter) }];
}

/** @throws when the key does not exist: the check at start-up makes that a bug. */
function piecesOf(templates: Readonly<Record<string, string>>, key: string): readonly Piece[] {
  const cache = compiled.get(templates) ?? new Map<string, readonly Piece[]>();
  compiled.set(templates, cache);
  const known = cache.get(key);
  if (known) return known;
  const template = templates[key];
  if (template === undefined) throw new Error(`text "${key}" does not exist`);
  const pieces = compile(template);
  cache.set(key, pieces);
  return pieces;
}

/** `*bold*` and `{placeholder}`; an asterisk without a partner is an asterisk. */
export function compile(template: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const asterisks = template.split('*').length - 1;
  const paired = asterisks - (asterisks % 2);
  let seen = 0;
  for (const part of template.split(/([*]|\{[a-z_]+\})/)) {
    if (part === '') continue;
    if (part === '*' && seen < paired) {
      seen += 1;
      continue;
    }
    const bold = seen % 2 === 1;
    const placeholder = /^\{([a-z_]+)\}$/.exec(part)?.[1];
    pieces.push(placeholder === undefined ? { text: part, bold } : { placeholder, bold });
  }
  return pieces;
}
