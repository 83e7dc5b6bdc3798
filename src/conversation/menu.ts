/**
 * Menus: options that a customer taps, numbers or names. Each option carries what it does, on the shop's
 * side; what travels is a token that only means something in its own conversation. Options are numbered
 * the same on every channel, so that "2" means the same everywhere.
 */
import type { Command } from './commands.ts';
import type { Menu, MenuOption, OutboundBody, Picture, Rich } from './message.ts';
import { plainText } from './wording/wording.ts';

/** Options of one menu besides the way out (a WhatsApp list has 10 rows: 9 and "more"). */
export const MENU_SIZE = 9;

/** An option before it is numbered. `last` ones (more, back) get the number 0. */
export interface Choice {
  readonly label: string;
  readonly description?: string;
  readonly synonyms?: readonly string[];
  readonly image?: Picture;
  readonly commands: readonly Command[];
  /** Only valid for the cart in this version. */
  readonly cartVersion?: number;
  readonly means?: 'yes' | 'no';
  readonly last?: true;
}

/** What the shop wants to say, before it has a place in the conversation. */
export type Spoken =
  | Exclude<OutboundBody, { readonly kind: 'menu' }>
  | { readonly kind: 'menu'; readonly rich: Rich; readonly choices: readonly Choice[]; readonly image?: Picture };

/** `n`: number of the message that carries the menu; `menuId`: unguessable. */
export function numberMenu(choices: readonly Choice[], n: number, menuId: string): Menu {
  const options = choices.map((choice, index): MenuOption => {
    const { last, ...rest } = choice;
    return { ...rest, number: last ? 0 : index + 1, token: `${n.toString(36)}.${menuId}.${index}` };
  });
  return { id: menuId, options };
}

export interface TokenParts {
  readonly n: number;
  readonly menuId: string;
  readonly index: number;
}

export function readToken(token: string): TokenParts | null {
  const match = /^([0-9a-z]{1,8})\.([0-9a-z]{8,16})\.([0-9]{1,2})$/.exec(token);
  if (!match) return null;
  return { n: Number.parseInt(match[1] ?? '', 36), menuId: match[2] ?? '', index: Number(match[3]) };
}

/** Shortest unfinished label that is taken for it, in characters (facts/channels.md §3d). */
const SHORTEST_PREFIX = 3;

/**
 * The option that a typed text names: its number ("2", "2.", "2️⃣", "opción 2"), its label or a synonym of
 * it, or the only label that begins so (`beginnings`: not for a menu that is past, where words mean something else again).
 * Null where the text is something else, or names two: on a menu of the sizes 2, 4
 * and 6, "2" is the number of one and the label of another.
 */
export function chooseByText(menu: Menu, text: string, by: 'beginnings' | 'whole labels' = 'beginnings'): MenuOption | null {
  const typed = foldLabel(text);
  if (typed === '') return null;
  const number = numberIn(typed);
  const named = menu.options.filter((option) => option.number === number || foldLabel(option.label) === typed);
  if (named.length > 0) return onlyOne(named);
  const meant = by === 'beginnings' ? menu.options.filter(({ synonyms = [] }) => synonyms.some((word) => foldLabel(word) === typed)) : [];
  if (meant.length > 0) return onlyOne(meant);
  if (by === 'whole labels' || typed.length < SHORTEST_PREFIX) return null;
  return onlyOne(menu.options.filter((option) => foldLabel(option.label).startsWith(typed)));
}

function onlyOne(options: readonly MenuOption[]): MenuOption | null {
  return options.length === 1 ? (options[0] ?? null) : null;
}

function numberIn(folded: string): number | null {
  const match = /^(?:opcion |la |el |numero |opcao |option |number )?([0-9]{1,2})$/.exec(folded);
  return match ? Number(match[1]) : null;
}

/** Lower case, no accents, emoji or punctuation, single spaces; full-width and keycap digits are digits. */
export function foldLabel(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The readable whole of a message: what a log, a plain channel or a screen reader shows. */
export function readable(body: OutboundBody): string {
  const text = plainText(body.rich);
  switch (body.kind) {
    case 'menu':
      return `${text}\n\n${body.menu.options.map(optionLine).join('\n')}`;
    case 'link':
      return `${text}\n${body.label}: ${body.url}`;
    case 'text':
    case 'ask':
    case 'file':
      return text;
  }
}

export function optionLine({ number, label, description }: Pick<MenuOption, 'number' | 'label' | 'description'>): string {
  return `${number}. ${label}${description ? ` — ${description}` : ''}`;
}
