/**
 * PDF files read back for the tests: the words on each page, by the table that says which letter each glyph of a
 * font is (ISO 32000-1, 9.10.3). It reads what pdfkit writes, not every PDF there is.
 */
import { inflateSync } from 'node:zlib';

export function readPdf(file: Buffer): { readonly pages: readonly string[] } {
  const objects = objectsOf(file);
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type \/Page\b/.test(dictionary));
  return { pages: pages.map((page) => wordsOf(page.dictionary, objects)) };
}

interface PdfObject {
  readonly dictionary: string;
  readonly stream: string;
}

function objectsOf(file: Buffer): ReadonlyMap<string, PdfObject> {
  const text = file.toString('latin1');
  return new Map(
    [...text.matchAll(/^(\d+) 0 obj\n(.*?)\nendobj/gms)].map(([, id = '', body = '']) => {
      const at = body.indexOf('\nstream\n');
      if (at < 0) return [id, { dictionary: body, stream: '' }];
      const dictionary = body.slice(0, at);
      const bytes = Buffer.from(body.slice(at + '\nstream\n'.length, body.lastIndexOf('\nendstream')), 'latin1');
      return [id, { dictionary, stream: (dictionary.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1') }];
    }),
  );
}

function wordsOf(page: string, objects: ReadonlyMap<string, PdfObject>): string {
  const at = (dictionary: string, name: string) => objects.get(new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)?.[1] ?? '');
  const resources = at(page, 'Resources')?.dictionary ?? page;
  const fonts = new Map(
    [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => {
      const unicode = at(objects.get(id)?.dictionary ?? '', 'ToUnicode');
      return [name, lettersOf(unicode?.stream ?? '')];
    }),
  );
  const content = at(page, 'Contents')?.stream ?? '';
  let font: readonly string[] = [];
  const words: string[] = [];
  for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/gs)) {
    if (name !== undefined) font = fonts.get(name) ?? [];
    else words.push([...(shown ?? '').matchAll(/<([0-9a-f]+)>/g)].map(([, glyphs = '']) => decode(glyphs, font)).join(''));
  }
  return words.join('\n');
}

function decode(glyphs: string, font: readonly string[]): string {
  return (glyphs.match(/.{4}/g) ?? []).map((glyph) => font[Number.parseInt(glyph, 16)] ?? '�').join('');
}

/** By glyph: `<0000> <0002> [<0000> <0050> <0065>]`, as pdfkit lists them. */
function lettersOf(map: string): readonly string[] {
  const letters: string[] = [];
  for (const [, first = '', , list = ''] of map.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[(.*?)\]/gs)) {
    const start = Number.parseInt(first, 16);
    [...list.matchAll(/<([0-9a-f ]*)>/g)].forEach(([, codes = ''], index) => {
      letters[start + index] = Buffer.from(codes.replaceAll(' ', ''), 'hex').swap16().toString('utf16le');
    });
  }
  return letters;
}
