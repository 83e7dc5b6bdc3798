/** What health says of the channel, in the three languages: `health.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Language } from '../../commerce/catalog.ts';
import { type HealthWords, STATES } from './standing.ts';

const words = z.record(z.enum(STATES), z.string().min(1));
const file = z.object({ es: words, pt: words, en: words });

export const HEALTH_WORDS: Readonly<Record<Language, HealthWords>> = file.parse(
  JSON.parse(readFileSync(new URL('health.json', import.meta.url), 'utf8')),
);
