/**
 * What a customer chooses in a product: `opciones` of `catalog/products.yaml`, e.g.
 * `color: [rojo / vermelho / red, negro]`.
 */
import type { OptionValue, ProductOption } from '../commerce/catalog.ts';
import { listOf, named, plainIdLike, slug } from './fields.ts';
import { addProblem, childrenOf, itemsOf, type Place, type Report, readValue } from './place.ts';

/** Questions a customer would have to answer for one product, and values of each. */
const MOST_OPTIONS = 4;
const MOST_VALUES = 50;

/** null where they could not be read: what depends on them cannot be judged. */
export function readOptions(report: Report, at: Place | null): readonly ProductOption[] | null {
  if (!at) return [];
  const before = report.problems.length;
  if (at.node.kind !== 'map') addProblem(report, at, 'expected-map');
  const children = childrenOf(at);
  if (children.length > MOST_OPTIONS) addProblem(report, at, 'too-many', { most: MOST_OPTIONS });
  const options: ProductOption[] = [];
  for (const [label, child] of children) {
    const values = readValue(report, child, listOf(named(40), 1, MOST_VALUES));
    if (slug(label) === '') addProblem(report, child, 'bad-id', { value: label, fixed: plainIdLike(label) });
    else if (values) options.push({ id: slug(label), label: capitalized(label), values: distinctValues(report, child, values) });
  }
  return report.problems.length === before ? options : null;
}

type NamedValue = { readonly name: string; readonly aliases: readonly string[] };

/** A spelling means one value only. */
function distinctValues(report: Report, at: Place, values: readonly NamedValue[]): readonly OptionValue[] {
  const places = itemsOf(at);
  const taken = new Map<string, string>();
  return values.map(({ name, aliases }, index) => {
    for (const spelling of [name, ...aliases]) {
      const other = taken.get(slug(spelling));
      if (other !== undefined) addProblem(report, places[index] ?? at, 'value-twice', { value: spelling, other });
    }
    for (const spelling of [name, ...aliases]) taken.set(slug(spelling), name);
    return { id: slug(name), label: capitalized(name), aliases };
  });
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
