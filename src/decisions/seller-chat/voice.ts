/**
 * How a helper is spoken to: in her language, in words of this room and of her pages, as texts and menus that
 * every channel can show.
 */
import type { Language } from '../../commerce/catalog.ts';
import type { Choice, Spoken } from '../../conversation/menu.ts';
import type { Rich } from '../../conversation/message.ts';
import type { StaffCommand } from '../../conversation/staff-command.ts';
import { fill } from '../../seller/pages/texts.ts';
import { awake } from '../awake.ts';
import type { Draft } from '../draft.ts';
import type { Helper } from '../staff.ts';
import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };
import pt from './texts/pt.json' with { type: 'json' };

/** Spanish is the measure: a key that a language lacks does not compile. */
export type ChatTexts = typeof es;

const TEXTS: Readonly<Record<Language, ChatTexts>> = { es, pt, en };

export function chatTexts(language: Language): ChatTexts {
  return TEXTS[language];
}

/** `title` stands out; the lines come below it. Empty lines are left out. */
export function told(title: string, ...lines: readonly string[]): Rich {
  const rest = lines.filter((line) => line !== '').join('\n');
  return rest === '' ? [{ t: title, b: true }] : [{ t: title, b: true }, { t: `\n${rest}` }];
}

export function plain(...lines: readonly string[]): Rich {
  return [{ t: lines.filter((line) => line !== '').join('\n') }];
}

/** As a sentence has it in the middle. */
export function inside(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** A text, or a menu where there is something to choose. */
export function spoken(rich: Rich, choices: readonly Choice[] = []): Spoken {
  return choices.length === 0 ? { kind: 'text', rich } : { kind: 'menu', rich, choices };
}

export function option(label: string, staff: StaffCommand, more: Partial<Choice> = {}): Choice {
  return { label, commands: [{ do: 'staff', staff }], ...more };
}

/** The way out of a question. */
export function wayOut({ leave }: Pick<ChatTexts, 'leave'>): Choice {
  return option(leave, { ask: 'leave' }, { last: true, means: 'no' });
}

/** `about`: conversations of the customers it tells of, so that it is found when one of them is to be forgotten. */
export function tellHelper(draft: Draft, { conversationId }: Helper, said: readonly Spoken[], ...about: readonly string[]): void {
  const conversation = awake(draft, conversationId);
  if (conversation) draft.say(conversation, said, about.length === 0 ? {} : { about });
}

/** `chat:Rosa` → "Rosa"; the helper herself is "you". */
export function whoWords(texts: ChatTexts, who: string | undefined, to: Helper): string {
  if (who === undefined) return '';
  const doors: Readonly<Record<string, string>> = texts.who;
  const name = who.slice(who.indexOf(':') + 1);
  if (who.startsWith('chat:')) return name === to.name ? texts.you : name;
  return doors[who] ?? name;
}

export { fill };
