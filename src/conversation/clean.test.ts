import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanName, cleanText, LONGEST_TEXT } from './clean.ts';

function cleaned(raw: string): string {
  return cleanText(raw).text;
}

describe('what a customer typed', () => {
  it('keeps its accents, its case and its signs', () => {
    expect(cleaned('¿Tienes el polo AÑIL, talla M, a S/ 45.00? «sí» — ok')).toBe('¿Tienes el polo AÑIL, talla M, a S/ 45.00? «sí» — ok');
  });

  it('is the same text whether its accents were typed in one piece or in two', () => {
    expect(cleaned('Jiro\u0301n Unio\u0301n')).toBe('Jirón Unión');
    expect(cleaned('Jiro\u200b\u0301n')).toBe('Jirón');
  });

  it.each([
    ['a null', 'Ana\u0000'],
    ['a bell', 'A\u0007na'],
    ['an escape', '\u001bAna'],
    ['a delete', 'Ana\u007f'],
    ['a C1 control', 'An\u0085a'],
    ['a zero-width space', 'A\u200bna'],
    ['a zero-width non-joiner', 'An\u200ca'],
    ['a joiner that joins no emoji', 'An\u200da\u200d'],
    ['a byte order mark', '\ufeffAna'],
    ['a soft hyphen', 'An\u00ada'],
    ['a word joiner', 'An\u2060a'],
    ['a right-to-left mark', '\u200fAna'],
    ['a right-to-left override', '\u202eAna\u202c'],
    ['an isolate', '\u2066Ana\u2069'],
    ['an Arabic letter mark', '\u061cAna'],
    ['half an emoji', 'Ana\ud83d'],
    ['a private character', 'Ana\ue000'],
    ['a character that does not exist', 'Ana\uffff'],
    ['hidden tags', 'Ana\u{e0041}\u{e007f}'],
  ])('loses %s without leaving a hole', (_name, raw) => {
    expect(cleaned(raw)).toBe('Ana');
  });

  it.each(['👩‍👧', '👩🏽‍🦰', '🏳️‍🌈', '❤️‍🔥', '👁️‍🗨️', '🏴‍☠️', '👨‍👩‍👧‍👦', '2️⃣', '🇵🇪', '👍🏾', '🙋🏻‍♀️'])('keeps the emoji %s whole', (emoji) => {
    expect(cleaned(emoji)).toBe(emoji);
    expect(cleaned(`hola ${emoji} quiero 2`)).toBe(`hola ${emoji} quiero 2`);
  });

  it('is nothing when nothing of it can be seen', () => {
    for (const raw of ['', ' ', '\n\n', '\t', '\u200b\u200d\u202e', '\u200d'.repeat(50), '\u00a0\u3000\u2028'])
      expect(cleaned(raw)).toBe('');
  });

  it('has single spaces, whatever spaces they were', () => {
    expect(cleaned('  2\tpolos \u00a0 talla\u3000M  ')).toBe('2 polos talla M');
  });

  it('keeps its lines, at most one of them empty at a time', () => {
    expect(cleaned('hola\r\nquiero\r2 polos')).toBe('hola\nquiero\n2 polos');
    expect(cleaned('hola \n \n \t\n \n quiero')).toBe('hola\n\nquiero');
  });

  it('is read from its beginning when it has 100,000 characters, and is marked as cut', () => {
    const { text, cut } = cleanText('quiero 2 polos '.repeat(7_000).slice(0, 100_000));
    expect(cut).toBe(true);
    expect(text.length).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(text.startsWith('quiero 2 polos quiero 2')).toBe(true);
  });

  it('is whole at the longest length and cut one letter after it', () => {
    expect(cleanText('a'.repeat(LONGEST_TEXT))).toEqual({ text: 'a'.repeat(LONGEST_TEXT), cut: false });
    expect(cleanText('a'.repeat(LONGEST_TEXT + 1))).toEqual({ text: 'a'.repeat(LONGEST_TEXT), cut: true });
    expect(cleanText('no es largo')).toEqual({ text: 'no es largo', cut: false });
  });

  it('is never cut through the middle of an emoji', () => {
    const { text } = cleanText(`${'a'.repeat(LONGEST_TEXT - 1)}👍`);
    expect(text).toBe('a'.repeat(LONGEST_TEXT - 1));
  });

  it('takes no long time where 100,000 characters are all unwanted', () => {
    expect(cleanText('\u202e\u200d'.repeat(50_000))).toEqual({ text: '', cut: true });
  });

  it('never holds an invisible or unpaired character, and cleaning it again changes nothing', () => {
    const odd = fc.constantFrom(
      '\u0000',
      '\u200b',
      '\u200d',
      '\u202e',
      '\r',
      '\n',
      '\t',
      ' ',
      '\u0301',
      '\ufe0f',
      '👩',
      '👧',
      '🏽',
      '\ud83d',
      'e',
      '\u00a0',
    );
    const anyText = fc.array(fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(anyText, (raw) => {
        const text = cleaned(raw);
        expect(text).not.toMatch(/(?![\n\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/^\s|\s$|\n{3}| {2}/);
        expect(cleaned(text)).toBe(text);
      }),
    );
  });

  it('is the same whether it was clean from the beginning or had to be cleaned', () => {
    const latin = fc.integer({ min: 0x20, max: 0x24f }).map((code) => String.fromCodePoint(code));
    fc.assert(
      fc.property(fc.string({ unit: latin }), (raw) => {
        // A zero-width space is taken out, the thorough way.
        expect(cleaned(raw)).toBe(cleaned(`${raw}\u200b`));
      }),
    );
  });
});

describe('a name or an address', () => {
  it('is one line', () => {
    expect(cleanLine('Jr. Unión 345\n\ndpto. 2\t frente al parque ', 200)).toBe('Jr. Unión 345 dpto. 2 frente al parque');
  });

  it('has at most so many characters, an emoji being one', () => {
    expect(cleanLine('Ana Quispe', 5)).toBe('Ana Q');
    expect(cleanLine('👍👍👍', 2)).toBe('👍👍');
  });

  it('does not end in a space where it was cut between two words', () => {
    expect(cleanLine('Ana Quispe', 4)).toBe('Ana');
  });

  it('cannot turn the direction of the lines around it', () => {
    expect(cleanLine('\u202eanA\u202c', 60)).toBe('anA');
  });
});

describe('a name', () => {
  it.each([
    ['Dra. Ana María Quispe-Ríos', 'Dra. Ana María Quispe-Ríos'],
    ['Ana M. de la Cruz', 'Ana M. de la Cruz'],
    ["Sean O'Brien", "Sean O'Brien"],
    ['Dra.Ana', 'Dra. Ana'],
    ['J.R. Pérez', 'J.R. Pérez'],
  ])('%s stays as people write it', (raw, name) => {
    expect(cleanName(raw, 60)).toBe(name);
  });

  it.each([
    ['ganagratis.com', 'ganagratis. com'],
    ['Ana https://malo.example/x', 'Ana https malo. example x'],
    ['t.me/malo', 't. me malo'],
    ['@malo_bot', 'malo_bot'],
  ])('%s is no link for whoever reads it', (raw, name) => {
    expect(cleanName(raw, 60)).toBe(name);
  });
});
