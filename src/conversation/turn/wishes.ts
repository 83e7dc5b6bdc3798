/**
 * How a line is wanted, in words: "sin cebolla", "con extra queso". A command carries what was understood;
 * the cart, the order and the seller read what is made of it here, in the customer's language.
 */
import type { Turn } from './turn.ts';

/** What stands before the noun in a mod that leaves something out, as commands write it. */
const WITHOUT = 'sin:';

/**
 * The wishes of a line after some more were said. The last word about one thing counts: "con extra queso"
 * takes the place of "sin queso".
 */
export function wishesWith({ wording }: Turn, before: readonly string[], mods: readonly string[]): readonly string[] {
  let wishes = before;
  for (const mod of mods) {
    const what = mod.slice(mod.indexOf(':') + 1);
    const said = wording.plain(mod.startsWith(WITHOUT) ? 'wish.without' : 'wish.extra', { what });
    wishes = [...wishes.filter((wish) => !isAbout(wish, what)), said];
  }
  return wishes;
}

function isAbout(wish: string, what: string): boolean {
  return wish.toLowerCase().endsWith(` ${what.toLowerCase()}`);
}
