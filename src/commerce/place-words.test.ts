import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences, matches, wordsOf } from './place-words.ts';

const texts = (text: string): string[] => wordsOf(text).map((word) => word.text);

describe('words of a place', () => {
  it('case, accents, signs and little words do not matter', () => {
    expect(texts('  JESÚS-MARÍA, de la  Ciudad ')).toEqual(['jesus', 'maria', 'ciudad']);
    expect(texts('de la')).toEqual(['de', 'la']);
    expect(wordsOf('vivo en el Surco')[1]).toMatchObject({ text: 'surco', dropped: ['en', 'el'] });
  });
  it.each([
    ['s.', 'santiago', true],
    ['sta', 'santa', true],
    ['pque.', 'parque', true],
    ['mcal.', 'mariscal', true],
    ['mcal', 'mariscal', false],
    ['miraflores.', 'miraflores', true],
    ['s.', 'isidro', false],
    ['constructor', 'constructor', true],
  ])('"%s" short for "%s": %s', (typed, name, is) => {
    expect(wordsOf(typed).some((word) => matches(word, name))).toBe(is);
  });
});

describe('how far a misspelt name is', () => {
  it.each([
    ['lince', 'lince', 0],
    ['linse', 'lince', 1],
    ['lnice', 'lince', 1],
    ['lice', 'lince', 1],
    ['linces', 'lince', 1],
    ['callao', 'lince', 3],
  ])('%s and %s: %i', (a, b, distance) => expect(differences(a, b, 2)).toBe(distance));
  it('giving up early never changes an answer that counts', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(
      fc.property(word, word, fc.nat(3), (a, b, most) => {
        const exact = differences(a, b, 99);
        expect(differences(a, b, most) <= most).toBe(exact <= most);
        if (exact <= most) expect(differences(a, b, most)).toBe(exact);
        expect(differences(b, a, 99)).toBe(exact);
      }),
      { numRuns: 2000 },
    );
  });
});
