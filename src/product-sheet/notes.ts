/**
 * What a seller should know about a list that was read well: what was used of it, what was not, what is
 * missing, and what would change in her catalog.
 */
import type { Catalog, Language } from '../commerce/catalog.ts';
import { slug } from '../config/fields.ts';
import type { Column } from './columns.ts';
import { type CatalogDraft, variantsGone } from './draft.ts';
import type { List } from './list.ts';
import { type Facts, fill, type SheetTexts, sheetTexts } from './mistake.ts';
import type { ReadSheets } from './sheet.ts';
import { FIELDS, type Field } from './words.ts';

export interface Note {
  readonly what: keyof SheetTexts['notes'];
  readonly facts: Facts;
  /** Names, of which as many are shown as are useful. */
  readonly names?: readonly string[];
  /** Columns with what they say of a product. */
  readonly columns?: readonly { readonly title: string; readonly field?: Field }[];
}

/** Names of a note that are shown. */
const MOST_NAMES = 12;

export interface NotesOf {
  readonly list: List;
  readonly draft: CatalogDraft;
  readonly rows: number;
  readonly encoding: Extract<ReadSheets, { readonly ok: true }>['encoding'];
  /** Names of the sheets that were not read. */
  readonly others: readonly string[];
  readonly before: Catalog | null;
  readonly damaged: boolean;
}

export function notesOf(all: NotesOf): readonly Note[] {
  return [...aboutTheFile(all), ...aboutColumns(all.list), ...aboutWhatIsMissing(all), ...aboutTheCatalog(all)];
}

/** A sentence for each. `command`: the command that was given, for those that tell another way of giving it. */
export function formatNotes(notes: readonly Note[], language: Language, command: string): readonly string[] {
  const { notes: texts, fields, names: words } = sheetTexts(language);
  return notes.map(({ what, facts, names = [], columns = [] }) => {
    const titles = columns.map(({ title, field }) => (field ? `${title} (${fields[field]})` : title)).join(', ');
    const shown = names.slice(0, MOST_NAMES).join(' · ');
    const rest = names.length - MOST_NAMES;
    const sheet = facts.sheet ? fill(texts.sheet, { name: facts.sheet }) : '';
    const option = `${command} --option "${columns[0]?.title ?? ''}"`;
    const list = rest > 0 ? fill(words.more, { names: shown, count: rest }) : shown;
    return fill(texts[what], { ...facts, columns: titles, names: list, sheet, command: option });
  });
}

function aboutTheFile({ list, draft, rows, encoding, others }: NotesOf): readonly Note[] {
  const variants = draft.products.reduce((sum, product) => sum + product.variants.length, 0);
  const facts = { products: draft.products.length, variants, rows, heading: list.columns.heading + 1, sheet: list.sheet.name ?? '' };
  return [
    { what: 'read', facts },
    ...some('other-sheets', { names: others }),
    ...(encoding === 'windows-1252' ? [{ what: 'old-encoding', facts: {} } as const] : []),
  ];
}

function aboutColumns({ columns: { fields, options, unused, ignored } }: List): readonly Note[] {
  const used = FIELDS.flatMap((field) => (fields[field] ? [{ title: fields[field].title, field }] : []));
  return [
    { what: 'used', facts: {}, columns: used },
    ...columnNote('options', options),
    ...columnNote('unused', unused),
    ...columnNote('ignored', ignored),
  ];
}

function aboutWhatIsMissing({ list, draft }: NotesOf): readonly Note[] {
  const { products } = draft;
  const { fields } = list.columns;
  const silent = (said: (product: CatalogDraft['products'][number]) => boolean) => products.filter(said).length;
  const withoutCategory = products.filter(({ before, from }) => from.shared.category === '' && (fields.category || !before));
  const category = draft.categories.find(({ id }) => id === withoutCategory[0]?.category)?.name ?? '';
  const images = products.flatMap(({ from }) => from.images.slice(1));
  return [
    ...counted(
      'no-description',
      silent(({ name, description }) => name === description),
    ),
    ...counted('no-category', withoutCategory.length, { name: category }),
    ...(fields.stock || products.every(({ leadDays }) => leadDays !== '') ? [] : [{ what: 'no-stock', facts: {} } as const]),
    ...counted(
      'no-image-words',
      silent(({ image, imageAlt, name }) => image !== '' && imageAlt === name),
    ),
    ...some('more-images', { names: images }),
  ];
}

function aboutTheCatalog({ draft, before, damaged }: NotesOf): readonly Note[] {
  const unreadable: readonly Note[] = damaged ? [{ what: 'old-unreadable', facts: {} }] : [];
  if (!before) return unreadable;
  const names = new Set(draft.products.map(({ name }) => slug(name)));
  return [
    ...unreadable,
    ...some('new', { names: draft.products.filter((product) => product.before === null).map(({ name }) => name) }),
    ...some('gone', { names: before.products.filter(({ name }) => !names.has(slug(name))).map(({ name }) => name) }),
    ...some('variants-gone', { names: draft.products.flatMap(variantsGone) }),
    ...counted('kept', draft.products.filter((product) => product.before !== null).length),
  ];
}

function some(what: Note['what'], { names }: { readonly names: readonly string[] }): readonly Note[] {
  return names.length === 0 ? [] : [{ what, facts: {}, names }];
}

function counted(what: Note['what'], count: number, facts: Facts = {}): readonly Note[] {
  return count === 0 ? [] : [{ what, facts: { ...facts, count } }];
}

function columnNote(what: Note['what'], columns: readonly Column[]): readonly Note[] {
  return columns.length === 0 ? [] : [{ what, facts: {}, columns }];
}
