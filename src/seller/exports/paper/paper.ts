/**
 * A PDF being written: its paper, its letters, what is at the foot of each page, and its bytes as they come.
 * pdfkit is loaded when somebody asks for paper: it is the largest library of the shop.
 */
import { fileURLToPath } from 'node:url';

/** Source Sans 3 (OFL 1.1): the letters of all our languages and ₲, which the fonts built into PDF lack. Only what is used of it is put into the file. */
const LETTERS = fileURLToPath(import.meta.resolve('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf'));
const BOLD = fileURLToPath(import.meta.resolve('@expo-google-fonts/source-sans-3/700Bold/SourceSans3_700Bold.ttf'));

/** Countries whose printers hold letter paper (CLDR 46, measurementData/paperSize, those of our sellers). */
const LETTER_PAPER: ReadonlySet<string> = new Set(['CL', 'CO', 'CR', 'GT', 'MX', 'NI', 'PA', 'PR', 'SV', 'US', 'VE']);

/** Points: 1/72 inch. Printers leave some 12 to 18 of them blank at each edge. */
const MARGIN = 36;
const FOOT_SIZE = 8;
const FOOT_GAP = 14;

export const GREY = '#666666';

export interface PaperWanted {
  readonly country: string;
  readonly landscape: boolean;
  readonly title: string;
  /** ms since the epoch. */
  readonly now: number;
  /** At the foot of each page. `page`: from 1. */
  readonly foot: (page: number) => string;
}

export interface Paper {
  readonly doc: PDFKit.PDFDocument;
  /** Where writing begins and ends on a page, in points from its corner. */
  readonly area: { readonly left: number; readonly top: number; readonly width: number; readonly bottom: number };
  readonly newPage: () => void;
  /** What was written since the last time, as far as it is ready. */
  readonly written: () => Promise<readonly Uint8Array[]>;
  /** Finishes the file; what is left of it. */
  readonly finish: () => Promise<readonly Uint8Array[]>;
}

export async function openPaper({ country, landscape, title, now, foot }: PaperWanted): Promise<Paper> {
  const { default: Document } = await import('pdfkit');
  const doc = new Document({
    size: LETTER_PAPER.has(country) ? 'LETTER' : 'A4',
    layout: landscape ? 'landscape' : 'portrait',
    margin: MARGIN,
    autoFirstPage: false,
    font: LETTERS,
    info: { Title: title, CreationDate: new Date(now) },
  });
  doc.registerFont('letters', LETTERS);
  doc.registerFont('bold', BOLD);
  let chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => void chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => doc.once('end', resolve).once('error', reject));
  const take = () => {
    const taken = chunks;
    chunks = [];
    return taken;
  };
  let page = 0;
  const newPage = () => {
    page += 1;
    doc.addPage();
    writeFoot(doc, foot(page));
  };
  newPage();
  const { width, height } = doc.page;
  return {
    doc,
    area: { left: MARGIN, top: MARGIN, width: width - 2 * MARGIN, bottom: height - MARGIN - FOOT_GAP },
    newPage,
    written: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return take();
    },
    finish: async () => {
      doc.end();
      await ended;
      return take();
    },
  };
}

/** Below the margin, where pdfkit would begin another page by itself. */
function writeFoot(doc: PDFKit.PDFDocument, words: string): void {
  const { page } = doc;
  const { bottom } = page.margins;
  page.margins.bottom = 0;
  doc.font('letters').fontSize(FOOT_SIZE).fillColor(GREY);
  doc.text(onPaper(words), MARGIN, page.height - MARGIN - FOOT_SIZE, { width: page.width - 2 * MARGIN, lineBreak: false });
  doc.fillColor('black');
  page.margins.bottom = bottom;
}

/** Longest text in one place of a page, in characters: what is longer would push everything else away. */
const LONGEST = 300;

/** Signs that our letters have no form for (emoji, other scripts) would be printed as empty boxes: they are left out. */
const UNPRINTABLE =
  /[^\n\u0020-\u007E\u00A0-\u024F\u1E00-\u1EFF\u2010-\u2027\u202F\u2030-\u203A\u20A0-\u20BF\u2116\u2122\u2192\u2212\u2610]/gu;

export function onPaper(text: string): string {
  const printable = text.normalize('NFC').replace(UNPRINTABLE, '').replace(/ {2,}/g, ' ').trim();
  return printable.length > LONGEST ? `${printable.slice(0, LONGEST - 1)}…` : printable;
}
