/**
 * Public holidays of the countries that shops sell in, from `holidays.json`, which says where they come from
 * and under which licence. Made once with a development tool; a shop needs no package for it.
 */
import holidays from './holidays.json' with { type: 'json' };

type Years = Readonly<Record<string, string>>;
const COUNTRIES: Readonly<Record<string, Years>> = holidays.countries;

/** Local dates (`YYYY-MM-DD`) of all years that are known; null for a country (ISO 3166-1 alpha-2) without a list. */
export function holidaysOf(country: string): readonly string[] | null {
  const years = COUNTRIES[country];
  return years ? Object.entries(years).flatMap(([year, days]) => days.split(' ').map((day) => `${year}-${day}`)) : null;
}
