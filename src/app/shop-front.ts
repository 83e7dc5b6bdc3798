/**
 * What the public page shows of the shop, in words.
 */
import { localDate } from '../commerce/calendar.ts';
import type { Language } from '../commerce/catalog.ts';
import { openAt } from '../commerce/delivery.ts';
import type { ShopFiles } from '../conversation/shop-files.ts';
import { todayWords } from '../conversation/wording/dates.ts';
import { wordingIn } from '../conversation/wording/wording.ts';

/** `language` null: the shop's own. `now`: ms since the epoch. */
export function shopFront(files: ShopFiles, language: Language | null, now: number, practice: boolean) {
  const { shop } = files;
  const wording = wordingIn(files.texts, language ?? shop.language);
  return {
    name: shop.name,
    tagline: shop.tagline,
    language: wording.language,
    pronoun: shop.pronoun,
    hours: { open: openAt(shop.hours, now, shop.timeZone), words: todayWords(wording, shop.hours, localDate(now, shop.timeZone)) },
    logo: shop.logo ?? null,
    practice,
  };
}
