/**
 * Back from a line of `products.yaml` to the rows of the list that it was made of: what the reader of the
 * catalog refuses is told at the cell the seller wrote.
 */

import { type Located, readDocument } from '../config/document.ts';
import { slug } from '../config/fields.ts';
import type { Problem } from '../config/problem.ts';
import { splitValues } from './cells.ts';
import type { CatalogDraft, ProductDraft } from './draft.ts';
import { cellOf, type List, optionCell, wrongField, wrongOption } from './list.ts';
import type { Mistake } from './mistake.ts';
import type { Field } from './words.ts';

/** Key of the file → what a list calls it. `opciones` has columns of its own. */
const FIELD_OF: Readonly<Record<string, Field>> = {
  id: 'name',
  nombre: 'name',
  descripcion: 'description',
  categoria: 'category',
  tambien: 'aliases',
  precio: 'price',
  precios: 'price',
  unidad: 'unit',
  imagen: 'image',
  imagen_descripcion: 'imageAlt',
  stock: 'stock',
  dias_de_encargo: 'leadDays',
  maximo_por_pedido: 'maxPerOrder',
  a_la_venta: 'active',
};

export function mistakesOf(problems: readonly Problem[], yaml: string, draft: CatalogDraft, list: List): readonly Mistake[] {
  const { tree } = readDocument(yaml);
  return problems.map((problem) => mistakeOf(problem, tree, draft, list));
}

function mistakeOf(problem: Problem, tree: Located | null, draft: CatalogDraft, list: List): Mistake {
  const { line } = problem;
  const whole: Mistake = { row: null, column: null, cell: '', wrong: problem };
  const part = entryAt(tree, line);
  if (!part) return whole;
  if (part.key === 'categorias') {
    const category = entryAt(part.value, line)?.key;
    const product = draft.products.find((candidate) => candidate.category === category);
    return product ? fieldMistake(problem, product, 'category', list) : whole;
  }
  const index = part.value.kind === 'list' ? part.value.items.findLastIndex((item) => item.line <= line) : -1;
  const product = draft.products[index];
  if (!product || part.value.kind !== 'list' || part.line === line) return whole;
  const entry = entryAt(part.value.items[index] ?? null, line);
  const option = entry?.key === 'opciones' ? entryAt(entry.value, line)?.key : undefined;
  return option === undefined
    ? fieldMistake(problem, product, FIELD_OF[entry?.key ?? ''] ?? 'name', list)
    : optionMistake(problem, product, option, list);
}

/** The last entry of a map that begins at the line or above it. */
function entryAt(node: Located | null, line: number): { readonly key: string; readonly value: Located; readonly line: number } | undefined {
  if (node?.kind !== 'map') return undefined;
  return [...node.entries].map(([key, entry]) => ({ key, value: entry.value, line: entry.line })).findLast((entry) => entry.line <= line);
}

/** The row of the product that says it; the first one where none does. */
function fieldMistake(problem: Problem, { from: { rows } }: ProductDraft, field: Field, list: List): Mistake {
  const row = rows.find((index) => cellOf(list, index, field).text !== '') ?? rows[0] ?? 0;
  return wrongField(list, row, field, problem);
}

function optionMistake(problem: Problem, { from: { rows } }: ProductDraft, option: string, list: List): Mistake {
  const which = list.columns.options.findIndex(({ label }) => label === option);
  const value = String(problem.facts.value ?? '');
  const says = (index: number) => splitValues(optionCell(list, index, which).text).some((one) => slug(one) === slug(value));
  return wrongOption(list, rows.find(says) ?? rows[0] ?? 0, which, problem);
}
