/**
 * Reads everything the seller wrote — `catalog/` and `flows/` — and hands it over whole, or tells every
 * problem of every file at once. What depends on a file that could not be read is not judged, so that one
 * mistake is told once.
 */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language, Shop } from '../commerce/catalog.ts';
import type { ShopFiles } from '../conversation/shop-files.ts';
import type { AllWords } from '../conversation/understanding/words.ts';
import type { Texts } from '../conversation/wording/texts.ts';
import { rememberingReader } from './document.ts';
import { exampleFor, type FileKind } from './examples.ts';
import { type ReadFlow, readFlow, refuseSharedStarts } from './flow-file.ts';
import { checkFlowGraph } from './flow-graph.ts';
import { type Place, type Report, topOf } from './place.ts';
import { type Problem, sortProblems } from './problem.ts';
import { readProducts } from './products-file.ts';
import { readPromotions } from './promotions-file.ts';
import { type Regions, readRegions, refuseUnknownRegional, regionalWords } from './regions-file.ts';
import { NO_SHOP, readShop } from './shop-file.ts';
import { readSource, type Source } from './source.ts';
import { checkTexts, type ReadTexts, type RequiredTexts, readTexts, textsByLanguage } from './texts-file.ts';
import { readWords } from './words-file.ts';

export type ReadFiles = Omit<ShopFiles, 'vocabulary'> & { readonly words: AllWords };

export type ShopFilesResult =
  | (Reading & { readonly ok: true; readonly files: ReadFiles })
  | (Reading & { readonly ok: false; readonly problems: readonly Problem[] });

interface Reading {
  /** What the shop can live with. */
  readonly warnings: readonly Problem[];
  /** The language of the shop; null where that could not be read. */
  readonly language: Language | null;
  /** Stands for everything that was read: equal where nothing changed. */
  readonly content: string;
}

/** What the program itself needs the files to have. */
export interface Needs {
  readonly texts: RequiredTexts;
  /** Ids of flows that the program starts. */
  readonly flows: readonly string[];
}

const FLOW_FOLDERS = ['texts', 'words'];
const LANGUAGES: readonly Language[] = ['es', 'pt', 'en'];
/** What a shop that says "vos" words otherwise. */
const VOS = 'flows/texts/es-vos.yaml';
/** Most shops have none at first. */
const PROMOTIONS = 'catalog/promotions.yaml';
const REGIONS = 'flows/texts/regions.yaml';

/** `directory`: the one that holds `catalog/` and `flows/`. Never throws for what is in the files. */
export async function readShopFiles(directory: string, needs: Needs): Promise<ShopFilesResult> {
  return checkSources(await collectSources(directory), needs);
}

/** Every file with its text or with why it cannot be read, and the names of the pictures. */
export interface Sources {
  readonly files: readonly (Source | Problem)[];
  readonly images: readonly string[];
  /** Files among the flows that are none by their name. */
  readonly ignored: readonly string[];
}

export async function collectSources(directory: string): Promise<Sources> {
  const inCatalog = await namesIn(join(directory, 'catalog'));
  const inFlows = await namesIn(join(directory, 'flows'));
  const flowNames = inFlows.filter((name) => name.endsWith('.yaml') && !isHidden(name));
  const ignored = inFlows.filter((name) => !name.endsWith('.yaml') && !isHidden(name) && !FLOW_FOLDERS.includes(name));
  const paths = [
    'catalog/shop.yaml',
    'catalog/products.yaml',
    ...(inCatalog.includes('promotions.yaml') ? [PROMOTIONS] : []),
    ...flowNames.map((name) => `flows/${name}`),
    ...LANGUAGES.map((language) => `flows/texts/${language}.yaml`),
    VOS,
    REGIONS,
    ...LANGUAGES.map((language) => `flows/words/${language}.yaml`),
  ];
  const files = await Promise.all(paths.map((path) => readSource(directory, path)));
  return { files, images: await namesIn(join(directory, 'catalog', 'images')), ignored: ignored.map((name) => `flows/${name}`) };
}

/** What editors and systems leave behind. */
function isHidden(name: string): boolean {
  return name.startsWith('.') || name.startsWith('#') || name.endsWith('~');
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).toSorted();
  } catch {
    return [];
  }
}

/** The same sources always give the same result: this part touches no disk. `read`: for readings in a row. */
export function checkSources(sources: Sources, needs: Needs, read = rememberingReader()): ShopFilesResult {
  const { files, images, ignored } = sources;
  const report: Report = { problems: [] };
  const warnings: Report = { problems: ignored.map((file) => ({ file, line: 1, what: 'file-ignored', facts: {}, example: '' })) };
  const opened = new Map(files.map((source) => [source.file, open(report, source, read)]));
  const topOfFile = (file: string): Place | null => opened.get(file) ?? null;

  const shopAt = topOfFile('catalog/shop.yaml');
  const { shop, currency, language } = shopAt ? readShop(report, shopAt, images) : NO_SHOP;
  const productsAt = topOfFile('catalog/products.yaml');
  const catalog = productsAt && readProducts(report, productsAt, currency, images);
  const hasMistakes = (file: string) => report.problems.some((problem) => problem.file === file);
  const promotionsAt = topOfFile(PROMOTIONS);
  const promotions = promotionsAt
    ? readPromotions(report, promotionsAt, { currency, shop, catalog: hasMistakes('catalog/products.yaml') ? null : catalog })
    : [];

  const { flows, complete } = readFlows(report, opened, needs);
  const textFiles = [
    ...LANGUAGES.map((language) => ({ language, file: `flows/texts/${language}.yaml` })),
    { language: 'es', file: VOS } as const,
  ];
  const texts = textFiles.map(({ language, file }): ReadTexts => {
    const top = topOfFile(file);
    const overlay = file === VOS;
    return top ? readTexts(report, top, language, overlay) : { language, overlay, top, texts: new Map(), keys: new Set() };
  });
  checkTexts(
    report,
    warnings,
    texts,
    needs.texts,
    flows.map(({ flow }) => flow),
  );
  const regionsAt = topOfFile(REGIONS);
  const regions = regionsAt && readRegions(report, regionsAt);
  if (regions) for (const read of texts) refuseUnknownRegional(report, read, regions);
  const [es, pt, en] = LANGUAGES.map((language) => {
    const top = topOfFile(`flows/words/${language}.yaml`);
    return top && readWords(report, top);
  });

  // A flow that could not be read may be the one that says a text.
  const reading = { warnings: complete ? sortProblems(warnings.problems) : [], language, content: contentOf(sources) };
  if (report.problems.length > 0 || !shop || !catalog || !regions || !es || !pt || !en) {
    return { ...reading, ok: false, problems: sortProblems(report.problems) };
  }
  const flowsById = new Map(flows.map(({ flow }) => [flow.id, flow]));
  return {
    ...reading,
    ok: true,
    files: { shop, catalog, promotions, flows: flowsById, texts: spokenBy(shop, texts, regions), words: { es, pt, en } },
  };
}

/** The texts as this shop says them: with its vos or tú and the words of its country. */
function spokenBy({ country, pronoun }: Shop, texts: readonly ReadTexts[], regions: Regions): Texts {
  const used = pronoun === 'vos' ? texts : texts.filter(({ overlay }) => !overlay);
  return textsByLanguage(used, (language) => regionalWords(regions, country, language));
}

export function contentOf(sources: Sources): string {
  return createHash('sha256').update(JSON.stringify(sources)).digest('hex');
}

/** The top of a file, or null after its problems were told. */
function open(report: Report, source: Source | Problem, read: ReturnType<typeof rememberingReader>): Place | null {
  if (!('text' in source)) {
    report.problems.push(source);
    return null;
  }
  const { file } = source;
  const kind = kindOf(file);
  const { tree, refusals } = read(file, source.text);
  for (const { line, column, what, facts } of refusals) {
    report.problems.push({ file, line, column, what, facts, example: exampleFor(kind, what, []) });
  }
  return tree && topOf(file, kind, tree);
}

function kindOf(file: string): FileKind {
  if (file === 'catalog/shop.yaml') return 'shop';
  if (file === 'catalog/products.yaml') return 'products';
  if (file === PROMOTIONS) return 'promotions';
  if (file === REGIONS) return 'regions';
  if (file.startsWith('flows/texts/')) return 'texts';
  return file.startsWith('flows/words/') ? 'words' : 'flow';
}

function readFlows(
  report: Report,
  opened: ReadonlyMap<string, Place | null>,
  needs: Needs,
): { readonly flows: readonly ReadFlow[]; readonly complete: boolean } {
  const flows: ReadFlow[] = [];
  const names: string[] = [];
  let allRead = true;
  for (const [file, top] of opened) {
    const name = /^flows\/([^/]+)\.yaml$/.exec(file)?.[1];
    if (name === undefined) continue;
    names.push(name);
    const read = top && readFlow(report, top, name);
    if (read) flows.push(read);
    else allRead = false;
  }
  for (const id of needs.flows) {
    if (!names.includes(id)) {
      report.problems.push({
        file: `flows/${id}.yaml`,
        line: 1,
        what: 'flow-missing',
        facts: { value: id },
        example: exampleFor('flow', 'flow-missing', []),
      });
    }
  }
  refuseSharedStarts(report, flows);
  if (allRead) checkFlowGraph(report, flows);
  return { flows, complete: allRead && flows.every(({ partial }) => !partial) };
}
