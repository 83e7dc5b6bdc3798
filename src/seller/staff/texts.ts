/** The words in which the team is made and shown, on the terminal and on its page. */
import type { Language } from '../../commerce/catalog.ts';
import type { Role } from '../../conversation/staff-command.ts';
import type { StaffProblem } from '../../decisions/staff.ts';
import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };
import pt from './texts/pt.json' with { type: 'json' };

/** Spanish is the measure. */
export type StaffTexts = typeof es & {
  /** In a word, and what each does. */
  readonly role: Readonly<Record<Role, string>>;
  readonly roles: Readonly<Record<Role, string>>;
  readonly problems: Readonly<Record<StaffProblem, string>>;
};

const TEXTS: Readonly<Record<Language, StaffTexts>> = { es, pt, en };

export function staffTexts(language: Language): StaffTexts {
  return TEXTS[language];
}
