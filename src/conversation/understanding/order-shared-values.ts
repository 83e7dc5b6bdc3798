/**
 * Option values that are said once and are those of something else too: "todas M", "del mismo color".
 */
import type { Draft } from './draft.ts';
import { optionNamesAt } from './naming.ts';
import type { ValueOwner } from './option-values.ts';
import { cueAt, find, isAfterCue, type Reading } from './reading.ts';
import type { Scan } from './scan.ts';

/** "todas M", "all in iPhone 14": after what was counted, the value is that of each. */
export function isSaidOfAll({ reading, drafts, current }: Scan, at: number): boolean {
  const before = optionNamesAt(reading, at - 1).length > 0 || cueAt(reading, at - 1, 'of', 'place-intro') > 0 ? at - 1 : at;
  return drafts.length + (current ? 1 : 0) > 1 && isAfterCue(reading, before, 'all') && !isAfterCue(reading, before - 1, 'remove');
}

export function shareValue({ drafts, current }: Scan, owners: readonly ValueOwner[]): void {
  const options = new Set(owners.map(({ option }) => option));
  for (const draft of current ? [...drafts, current] : drafts) {
    const isSaid = draft.values.some((values) => values.some(({ option }) => options.has(option)));
    const fitting = draft.named ? owners.filter(({ product }) => draft.named?.candidates.includes(product)) : owners;
    if (!isSaid && draft.mode === 'add' && fitting.length > 0) draft.values.push([...fitting]);
  }
}

/** "la correa del mismo color": the value that what was said before has. */
export function readSame(scan: Scan, at: number): number | null {
  const { reading, current } = scan;
  const same = cueAt(reading, at, 'same');
  if (same === 0 || !current?.named) return null;
  const inside = optionNamesAt(reading, same - 1);
  const named = inside.length > 0 ? inside : optionNamesAt(reading, same);
  const options = named.length > 0 || !isNoun(reading, same) ? named : openOptions(scan, current);
  const before = scan.drafts.findLast(({ values }) => values.some((owners) => owners.some(({ option }) => options.includes(option))));
  const said = before?.values.flat().find(({ option }) => options.includes(option));
  const label = said && labelOf(said);
  const owners = current.named.candidates.flatMap((product) =>
    product.product.options
      .filter(({ id }) => options.includes(id))
      .flatMap(({ id, values }) =>
        values.filter((value) => value.label === label).map((value): ValueOwner => ({ product, option: id, value: value.id })),
      ),
  );
  if (owners.length === 0) return null;
  current.values.push(owners);
  current.to = inside.length > 0 ? same : same + 1;
  scan.last = 'value';
  return current.to;
}

/** "same phone": a noun that is no name of an option, where only one option can be meant. */
function isNoun(reading: Reading, at: number): boolean {
  return (
    reading.tokens[at]?.kind === 'word' && find(reading, at, 'filler') === null && cueAt(reading, at, 'and', 'the', 'of', 'with') === 0
  );
}

/** The option that was said before and is open here, where it is only one. */
function openOptions({ drafts }: Scan, { named, values }: Draft): string[] {
  const said = new Set(values.flat().map(({ option }) => option));
  const before = new Set(drafts.flatMap((draft) => draft.values.flat().map(({ option }) => option)));
  const options = named?.candidates.flatMap(({ product }) => product.options.map(({ id }) => id)) ?? [];
  const open = [...new Set(options)].filter((id) => before.has(id) && !said.has(id));
  return open.length === 1 ? open : [];
}

function labelOf({ product, option, value }: ValueOwner): string | undefined {
  return product.product.options.find(({ id }) => id === option)?.values.find(({ id }) => id === value)?.label;
}
