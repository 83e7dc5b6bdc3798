/**
 * Lists for the tests, written as a seller sees them in a spreadsheet, and read for a shop whose other files
 * are right; and a workbook with the cells that no writer of workbooks makes.
 */
import { crc32 } from 'node:zlib';
import type { Catalog } from '../commerce/catalog.ts';
import type { Currency } from '../commerce/money.ts';
import { rememberingReader } from '../config/document.ts';
import { filesWith, NEEDS } from '../config/good-files.ts';
import { formatProblems, type Problem } from '../config/problem.ts';
import { checkSources, type ShopFilesResult } from '../config/read-shop-files.ts';
import type { Note } from './notes.ts';
import { type ReadList, readList } from './read-list.ts';
import { type ReadSheets, textCell } from './sheet.ts';

const PRODUCTS = 'catalog/products.yaml';
/** The other files are the same in every story. */
const reader = rememberingReader();

export interface ListSample {
  readonly currency?: Currency;
  readonly before?: Catalog;
  readonly options?: readonly string[];
}

/** `written`: a row a line, cells apart by `|`. */
export function sheetsOf(written: string): ReadSheets {
  const rows = written
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map(textCell));
  return { ok: true, encoding: null, sheets: [{ name: null, rows }] };
}

export function readSample(read: ReadSheets, { currency = 'PEN', before, options = [] }: ListSample = {}): ReadList {
  const check = (yaml: string) => problemsOf(checkProducts(yaml, currency));
  return readList(read, { currency, language: 'es', before: before ?? null, damaged: false, heading: '', options, check });
}

/** What the shop makes of a list. @throws with every problem where it is refused. */
export function catalogOf(
  read: ReadSheets,
  sample: ListSample = {},
): { readonly catalog: Catalog; readonly yaml: string; readonly notes: readonly Note[] } {
  const list = readSample(read, sample);
  if (!list.ok) throw new Error(JSON.stringify('refusal' in list ? list.refusal : list.mistakes));
  const shop = checkProducts(list.yaml, sample.currency ?? 'PEN');
  if (!shop.ok) throw new Error(formatProblems(shop.problems, 'en'));
  return { catalog: shop.files.catalog, yaml: list.yaml, notes: list.notes };
}

/** `5:price bad-price`: the row and what its column says, as they are told. */
export function mistakesIn(written: string, sample: ListSample = {}): readonly string[] {
  const list = readSample(sheetsOf(written), sample);
  if (list.ok) return [];
  if ('refusal' in list) return [list.refusal.what];
  return list.mistakes.map(({ row, column, wrong }) => `${row === null ? 'list' : row + 1}:${column?.field ?? '-'} ${wrong.what}`);
}

/** Only the prices of the shop are in its currency: whole amounts are right in all of them. */
function checkProducts(yaml: string, currency: Currency): ShopFilesResult {
  const shop = filesWith().files.find(({ file }) => file === 'catalog/shop.yaml');
  const text = shop && 'text' in shop ? shop.text : '';
  const changed = text.replace('moneda: PEN', `moneda: ${currency}`).replaceAll(/(\d+)\.00/g, '$1');
  const sources = filesWith({ 'catalog/shop.yaml': changed, [PRODUCTS]: yaml });
  // The promotions of the good files are about products of the good files.
  const files = sources.files.filter(({ file }) => file !== 'catalog/promotions.yaml');
  return checkSources({ ...sources, files }, NEEDS, reader);
}

function problemsOf(result: ShopFilesResult): readonly Problem[] {
  return result.ok ? [] : result.problems.filter(({ file }) => file === PRODUCTS);
}

/**
 * A workbook of one sheet with the rows as they are in its XML (ECMA-376 part 1, §18.3): the values that
 * formulas had, errors, dates. Style 1 is a date.
 */
export function workbook(rows: string): Uint8Array {
  const xml = (text: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`;
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packed = 'http://schemas.openxmlformats.org/package/2006/relationships';
  return zip({
    '_rels/.rels': xml(
      `<Relationships xmlns="${packed}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': xml(
      `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Lista" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': xml(
      `<Relationships xmlns="${packed}"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    ),
    'xl/styles.xml': xml(`<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`),
    'xl/worksheets/sheet1.xml': xml(`<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`),
  });
}

/** Files as a ZIP without compression. `pretended`: bytes that each is said to unpack to. */
export function zip(files: Readonly<Record<string, string>>, pretended?: number): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(pretended ?? content.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), content]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0'), common, rest, Buffer.from(name));
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, index, Buffer.from('PK\x05\x06'), end]);
}
