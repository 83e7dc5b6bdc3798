/** What the channel says, to customers and to the seller, in the three languages: `texts.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Language } from '../../commerce/catalog.ts';
import { RISK_REASONS } from './risk.ts';
import { STATES, TROUBLES } from './state.ts';

const said = z.string().min(1);

const ADVICE = [
  'consent',
  'no_browser',
  'needs_link',
  'paused',
  'logged_out',
  'blocked',
  'outdated',
  'conflict',
  'found_late',
  'at_cap',
  'browser_old',
  'offline',
] as const;
export type Advice = (typeof ADVICE)[number];

const words = z.strictObject({
  ask: z.strictObject({ menu: said, location: said, contact: said }),
  consent: said,
  states: z.record(z.enum(STATES), said),
  troubles: z.record(z.enum(TROUBLES), said),
  advice: z.record(z.enum(ADVICE), said),
  risk: z.record(z.enum(RISK_REASONS), said),
  browser: z.strictObject({ 'no-build': said, 'no-network': said, failed: said }),
  terminal: said,
});
export type Words = z.infer<typeof words>;

const file = z.strictObject({ es: words, pt: words, en: words });

export const WORDS: Readonly<Record<Language, Words>> = file.parse(
  JSON.parse(readFileSync(new URL('texts.json', import.meta.url), 'utf8')),
);
