/**
 * The form that every channel can show: text, with options by number and links written out. Options are numbered the
 * same on every channel, so that "2" means the same everywhere.
 */
import type { MenuOption, OutboundBody, Rich } from '../../conversation/message.ts';
import { cleanLabel } from './labels.ts';

/** What the message says, with its options and its link as words. */
export function inWords(body: OutboundBody): Rich {
  switch (body.kind) {
    case 'menu':
      return [...body.rich, { t: `\n\n${body.menu.options.map(optionInWords).join('\n')}` }];
    case 'link':
      return [...body.rich, { t: `\n${body.label}: ${body.url}` }];
    default:
      return body.rich;
  }
}

export function optionInWords({ number, label, description }: MenuOption): string {
  const line = `${number}. ${cleanLabel(label, number)}`;
  return description ? `${line} — ${cleanLabel(description, number)}` : line;
}

/** How a channel writes emphasis into its texts. */
export interface Marks {
  readonly b: string;
  readonly i: string;
  readonly code: string;
}

/** https://faq.whatsapp.com/539178204879377 */
export const WHATSAPP_MARKS: Marks = { b: '*', i: '_', code: '`' };
/** Signs that WhatsApp could take for emphasis. */
const SIGNS = /[*_~`]/;

/**
 * Spans as one text with marks. There is no way to write a sign plainly: a span that holds one stays without emphasis,
 * so that what somebody wrote never changes how the rest looks.
 */
export function marked(rich: Rich, marks: Marks): string {
  return rich.map((span) => mark(span.t, markOf(span, marks))).join('');
}

function markOf(span: Rich[number], marks: Marks): string {
  if (span.b) return marks.b;
  if (span.i) return marks.i;
  return span.code ? marks.code : '';
}

/** Marks stand at the edges of words: white space stays outside, and each line has its own. */
function mark(text: string, sign: string): string {
  if (sign === '' || SIGNS.test(text)) return text;
  return text.replace(/[^\n]+/g, (line) =>
    line.replace(
      /^(\s*)(.*?)(\s*)$/u,
      (_all, before, middle, after) => `${before}${middle === '' ? '' : `${sign}${middle}${sign}`}${after}`,
    ),
  );
}
