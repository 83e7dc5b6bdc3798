/**
 * What the public page shows of the shop, in words.
 */

import type { Right } from '../channels/web-chat/page/page.ts';
import { localDate } from '../commerce/calendar.ts';
import type { Language } from '../commerce/catalog.ts';
import { openAt } from '../commerce/delivery.ts';
import { withdrawalPolicy } from '../commerce/withdrawal.ts';
import type { ShopFiles } from '../conversation/shop-files.ts';
import { todayWords } from '../conversation/wording/dates.ts';
import { wordingIn } from '../conversation/wording/wording.ts';

/** `language` null: the shop's own. `now`: ms since the epoch. */
export function shopFront(files: ShopFiles, language: Language | null, now: number, practice: boolean) {
  const { shop } = files;
  const today = localDate(now, shop.timeZone);
  const hoursIn = (one: Language) => todayWords(wordingIn(files.texts, one), shop.hours, today);
  return {
    name: shop.name,
    tagline: shop.tagline,
    language: language ?? shop.language,
    pronoun: shop.pronoun,
    hours: { open: openAt(shop.hours, now, shop.timeZone), words: { es: hoursIn('es'), pt: hoursIn('pt'), en: hoursIn('en') } },
    logo: shop.logo ?? null,
    rights: rightsIn(shop.country),
    practice,
  };
}

/** Argentina: Disposición 954/2025. Peru: Ley 32495, for the book. */
function rightsIn(country: string): readonly Right[] {
  if (country === 'PE') return ['complaints'];
  return withdrawalPolicy(country) ? ['withdrawal'] : [];
}
