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
