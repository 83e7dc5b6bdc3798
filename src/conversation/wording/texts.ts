/**
 * The texts that people read, from `flows/texts/{es,pt,en}.yaml`: key → template with `{placeholders}`.
 * Every key exists in the three languages with the same placeholders; that is checked at start.
 */
import type { Language } from '../../commerce/catalog.ts';

/** Key → template. `*x*` is bold; a blank line starts a new paragraph of the same bubble. */
export type Texts = Readonly<Record<Language, Readonly<Record<string, string>>>>;
