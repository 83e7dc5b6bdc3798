import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policy } from './test-shop.ts';
import { findZone } from './zone-search.ts';

function found(text: string): string | readonly string[] | null {
  const result = findZone(policy, text);
  if (result.kind === 'zone') return result.district;
  return result.kind === 'several' ? result.candidates.map(({ district }) => district) : null;
}

describe('the district a customer means', () => {
  it.each([
    ['Miraflores', 'Miraflores'],
    ['MIRAFLORES.', 'Miraflores'],
    ['jesus maria', 'Jesús María'],
    ['surco', 'Santiago de Surco'],
    ['Santiago de Surco', 'Santiago de Surco'],
    ['stgo. surco', 'Santiago de Surco'],
    ['vivo en surco', 'Santiago de Surco'],
    ['S. Juan de Miraflores', 'San Juan de Miraflores'],
    ['s juan miraflores', 'San Juan de Miraflores'],
    ['sjm', 'San Juan de Miraflores'],
    ['SJL', 'San Juan de Lurigancho'],
    ['ves', 'Villa El Salvador'],
    ['canto grande', 'San Juan de Lurigancho'],
    ['molina', 'La Molina'],
    ['a ate', 'Ate'],
    ['magdalena', 'Magdalena del Mar'],
  ])('"%s" is %s', (text, district) => expect(found(text)).toBe(district));

  it.each([
    ['av larco 345 miraflores', 'Miraflores'],
    ['Calle Los Pinos 22 dpto 301, San Juan de Lurigancho', 'San Juan de Lurigancho'],
    ['Av. Miraflores 123, San Isidro', 'San Isidro'],
    ['mándalo a Jr. Lince 200, Jesús María porfa', 'Jesús María'],
  ])('is found in an address: "%s"', (text, district) => expect(found(text)).toBe(district));

  it.each([
    ['mirflores', 'Miraflores'],
    ['miraflroes', 'Miraflores'],
    ['mira flores', 'Miraflores'],
    ['sanisidro', 'San Isidro'],
    ['san ysidro', 'San Isidro'],
    ['linse', 'Lince'],
    ['sn juan de lurigacho', 'San Juan de Lurigancho'],
    ['jesus marya', 'Jesús María'],
    ['san jaun de miraflores', 'San Juan de Miraflores'],
    ['Av. Los Héroes 500, san jua de miraflores', 'San Juan de Miraflores'],
  ])('is recognised misspelt: "%s"', (text, district) => expect(found(text)).toBe(district));

  it('two possible districts are both offered: money depends on which', () => {
    expect(found('san juan')).toEqual(['San Juan de Miraflores', 'San Juan de Lurigancho']);
    expect(found('miraflores o san isidro')).toEqual(['Miraflores', 'San Isidro']);
  });
  it.each(['callao', 'san', 'Av. Miraflores 123', 'de la', '', '   ', '😀', 'soy maria', 'once', 'constructor'])(
    '"%s" is no district of the shop',
    (text) => expect(found(text)).toBeNull(),
  );
  it('every district and alias finds itself, however it is written', () => {
    for (const zone of policy.zones) {
      for (const { name, aliases } of zone.districts) {
        for (const form of [name, ...aliases]) {
          expect(findZone(policy, ` ${form.toUpperCase()}!`)).toEqual({ kind: 'zone', zone, district: name });
        }
      }
    }
  });
  it('one letter left out of a long name never leads to another district', () => {
    const names = policy.zones.flatMap(({ districts }) => districts.map(({ name }) => name)).filter((name) => name.length >= 10);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(30), (name, position) => {
        const at = position % name.length;
        expect([found(name.slice(0, at) + name.slice(at + 1))].flat()).toContain(name);
      }),
    );
  });
  it('any text has an answer, however long', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 4096, unit: 'binary' }), (text) => {
        expect(['zone', 'several', 'none']).toContain(findZone(policy, text).kind);
      }),
    );
    expect(found('miraflores '.repeat(800))).toBe('Miraflores');
  });
});
