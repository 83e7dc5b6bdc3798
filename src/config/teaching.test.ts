import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { teachAlias } from './teaching.ts';

const FILE = `# my products
productos:
  - id: polo   # the first
    nombre: Polo
    tambien: [polos, polito]  # how people call it
  - id: gorra
    nombre: Gorra
  - id: tote
    nombre: Tote
    tambien:
      - bolsa
      - bolso

    precio: 29.00
`;

const aliases = (text: string, index: number): unknown => parse(text).productos[index].tambien;

describe('a seller teaches the shop a word', () => {
  test('it joins the words that are there, and nothing else changes', () => {
    const taught = teachAlias(FILE, 'polo', 'remera');
    expect(taught).toMatchObject({ ok: true, line: 5, text: FILE.replace('polito]', 'polito, remera]') });
  });

  test('a product without other words gets its first', () => {
    const taught = teachAlias(FILE, 'gorra', 'jockey de tela');
    expect(taught.ok && aliases(taught.text, 1)).toEqual(['jockey de tela']);
    expect(taught.ok && taught.text.includes('# the first')).toBe(true);
  });

  test('a list with dashes goes on with dashes', () => {
    const taught = teachAlias(FILE, 'tote', 'morral');
    expect(taught.ok && aliases(taught.text, 2)).toEqual(['bolsa', 'bolso', 'morral']);
    expect(taught.ok && parse(taught.text).productos[2].precio).toBe(29);
  });

  test('a word with digits or signs stays a word for the file', () => {
    const taught = teachAlias(FILE, 'polo', '100% algodón'.replace('%', ''));
    expect(taught.ok && aliases(taught.text, 0)).toEqual(['polos', 'polito', '100 algodón']);
    const yes = teachAlias(FILE, 'polo', 'no. 5');
    expect(yes.ok && aliases(yes.text, 0)).toEqual(['polos', 'polito', 'no. 5']);
  });

  test('a product that is not there, a word that is there, and what is no word are told apart', () => {
    expect(teachAlias(FILE, 'plo', 'remera')).toEqual({ ok: false, why: 'unknown-product', known: ['polo', 'gorra', 'tote'] });
    expect(teachAlias(FILE, 'polo', 'Polito')).toEqual({ ok: false, why: 'known-already' });
    for (const word of ['', '   ', '[a]', 'a: b', '# x', 'x'.repeat(41)])
      expect(teachAlias(FILE, 'polo', word)).toEqual({ ok: false, why: 'unusable-word' });
  });
});
