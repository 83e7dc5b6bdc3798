/**
 * Exported files read back for the tests, by other means than they were written with: what a spreadsheet
 * would find in the cells of a CSV, and of which type the cells of an XLSX are.
 */
import { inflateRawSync } from 'node:zlib';

/** The cells of a CSV file as a spreadsheet reads them. */
export function readCsv(text: string, separator = ';'): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === separator || (c === '\r' && text[at + 1] === '\n')) {
      rows.at(-1)?.push(cell);
      cell = '';
      if (c === separator) continue;
      rows.push([]);
      at += 1;
    } else cell += c;
  }
  rows.pop();
  return rows;
}

export interface SheetCell {
  readonly text?: string;
  readonly number?: number;
  readonly format?: string;
}

/** The first sheet of an XLSX file, read from its XML: what type each cell has, not how it looks. */
export function readXlsx(file: Buffer) {
  const parts = unzip(file);
  const xml = parts.get('xl/worksheets/sheet1.xml') ?? '';
  const shared = [...(parts.get('xl/sharedStrings.xml') ?? '').matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((match) =>
    unescapeXml(match[1] ?? ''),
  );
  const styles = parts.get('xl/styles.xml') ?? '';
  const formats = new Map(
    [...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map((m) => [m[1], unescapeXml(m[2] ?? '')]),
  );
  const cellFormats = [...(/<cellXfs[^>]*>(.*)<\/cellXfs>/s.exec(styles)?.[1] ?? '').matchAll(/<xf\b[^>]*>/g)].map(
    ([xf]) => formats.get(/numFmtId="(\d+)"/.exec(xf)?.[1]) ?? '',
  );
  const rows = [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map((row) => {
    const cells: (SheetCell | undefined)[] = [];
    for (const [, attributes = '', value = ''] of (row[1] ?? '').matchAll(/<c ([^>]*)><v>([^<]*)<\/v><\/c>/g)) {
      const column = /r="([A-Z]+)/.exec(attributes)?.[1] ?? '';
      const style = Number(/s="(\d+)"/.exec(attributes)?.[1] ?? 0);
      const isText = attributes.includes('t="s"');
      cells[columnIndex(column)] = isText
        ? { text: shared[Number(value)] ?? '?' }
        : { number: Number(value), format: cellFormats[style] ?? '' };
    }
    return cells;
  });
  const cells = (index: number): Record<string, SheetCell | undefined> =>
    Object.fromEntries((rows[0] ?? []).map((header, column) => [header?.text ?? '', rows[index]?.[column]]));
  return { xml, rows, cells, sticky: /<pane [^>]*state="frozen"/.test(xml) };
}

function columnIndex(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function unescapeXml(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
}

/** File name → text, by the central directory of the archive (offsets: PKWARE APPNOTE 4.3.12). */
function unzip(file: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = file.readUInt16LE(at + 28);
    const local = file.readUInt32LE(at + 42);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const body = file.subarray(start, start + file.readUInt32LE(at + 20));
    const deflated = file.readUInt16LE(at + 10) === 8;
    parts.set(file.toString('utf8', at + 46, at + 46 + nameLength), (deflated ? inflateRawSync(body) : body).toString('utf8'));
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return parts;
}
