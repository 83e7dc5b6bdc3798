/**
 * `npm run -s import -- FILE`: a product list from a spreadsheet becomes `catalog/products.yaml`. Nothing is
 * written while the list has a mistake, nor over a catalog that is there unless it is asked for; what was
 * there is kept.
 */
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { NEEDS } from '../app/files.ts';
import { systemClock } from '../clock.ts';
import { formatLocal } from '../commerce/calendar.ts';
import type { Language } from '../commerce/catalog.ts';
import { formatProblems } from '../config/problem.ts';
import { type CatalogNow, catalogNow, PRODUCTS } from '../product-sheet/catalog-now.ts';
import { formatMistakes, refusalText } from '../product-sheet/mistake.ts';
import { formatNotes } from '../product-sheet/notes.ts';
import { readList } from '../product-sheet/read-list.ts';
import { readSheetFile } from '../product-sheet/read-sheets.ts';
import { replaceFile } from '../product-sheet/replace-file.ts';
import { fill, tell, terminalLanguage, textsIn } from './terminal.ts';

interface Wanted {
  readonly file: string;
  /** Relative to the shop's folder, or absolute. */
  readonly to: string;
  readonly dryRun: boolean;
  readonly replace: boolean;
  readonly options: readonly string[];
}

/** Answers the exit code. */
export async function runImport(home: string, argv: readonly string[]): Promise<number> {
  const language = terminalLanguage(process.env);
  const texts = textsIn(language).import;
  if (argv.includes('--help')) {
    tell(texts.use);
    return 0;
  }
  const wanted = wantedIn(argv);
  if (!wanted) {
    tell(`${texts.missing} ${texts.use}`);
    return 2;
  }
  try {
    return await importList(home, wanted, language);
  } catch (problem) {
    tell(fill(textsIn(language).import.failed, { what: problem instanceof Error ? problem.message : String(problem) }));
    return 1;
  }
}

function wantedIn(argv: readonly string[]): Wanted | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        to: { type: 'string', default: PRODUCTS },
        'dry-run': { type: 'boolean', default: false },
        replace: { type: 'boolean', default: false },
        option: { type: 'string', multiple: true, default: [] },
      },
    });
    const [file, ...others] = positionals;
    if (!file || others.length > 0) return null;
    return { file, to: values.to, dryRun: values['dry-run'], replace: values.replace, options: values.option };
  } catch {
    // It throws for an option that is unknown or has no value, and for nothing else.
    return null;
  }
}

async function importList(home: string, wanted: Wanted, language: Language): Promise<number> {
  const to = resolve(home, wanted.to);
  const now = await catalogNow(home, to, NEEDS);
  if (!now.ok) {
    tell(formatProblems(now.problems, language));
    return 1;
  }
  const { shop, before, heading, check } = now;
  const read = readList(await readSheetFile(resolve(wanted.file)), {
    currency: shop.currency,
    language: shop.language,
    before,
    damaged: now.damaged,
    heading,
    options: wanted.options,
    check,
  });
  if (!read.ok) {
    tell('refusal' in read ? refusalText(read.refusal, wanted.file, language) : formatMistakes(read.mistakes, shop.currency, language));
    tell('', textsIn(language).import.nothing);
    return 1;
  }
  const command = `npm run -s import -- "${wanted.file}"`;
  tell(...formatNotes(read.notes, language, command), '');
  return await put(read.yaml, to, { ...wanted, command }, now, language);
}

async function put(
  yaml: string,
  to: string,
  wanted: Wanted & { readonly command: string },
  { text, shop }: Extract<CatalogNow, { readonly ok: true }>,
  language: Language,
): Promise<number> {
  const texts = textsIn(language).import;
  const facts = { file: wanted.to, command: wanted.command };
  if (wanted.dryRun) {
    process.stdout.write(yaml);
    tell(texts.dryRun);
    return 0;
  }
  if (text === yaml) {
    tell(fill(texts.same, facts));
    return 0;
  }
  if (text !== null && !wanted.replace) {
    tell(fill(texts.exists, facts));
    return 1;
  }
  const day = formatLocal(systemClock.now(), shop.timeZone, 'YYYY-MM-DD');
  const kept = await replaceFile(to, yaml, text === null ? null : `${to}.bak-${day}`);
  tell(fill(texts.written, facts), ...(kept === null ? [] : [fill(texts.kept, { file: relative(process.cwd(), kept) })]));
  return 0;
}
