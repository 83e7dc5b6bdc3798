/** Zones as sellers write them: codes of their country, places on the map, parts of a day, days on which nothing moves. */
import { describe, expect, it, test } from 'vitest';
import { readDelivery } from './delivery-section.ts';
import { readDocument } from './document.ts';
import { holidaysOf } from './holidays.ts';
import { type Report, topOf } from './place.ts';

const DAYS = 'dias_de_trabajo: [lunes]\nhora_de_corte: 14:00\ndias_de_preparacion: 1\n';
const zone = (lines: string) => `${DAYS}zonas:\n  - nombre: Zona\n    costo: 10\n    dias: [lunes]\n    horario: 10:00-19:00\n${lines}`;

function deliveryOf(text: string, country: string) {
  const report: Report = { problems: [] };
  const { tree } = readDocument(text);
  const policy = tree && readDelivery(report, topOf('catalog/shop.yaml', 'shop', tree), { currency: 'USD', country });
  return { policy, problems: report.problems.map(({ what }) => what) };
}

describe('postal codes', () => {
  it.each([
    ['AR', '1043', [{ from: '1043', to: '1043' }]],
    ['AR', 'C1043AAZ', [{ from: '1043', to: '1043' }]],
    ['AR', '1000-1499', [{ from: '1000', to: '1499' }]],
    ['AR', "'14*'", [{ prefix: '14' }]],
    ['BR', '01310-100', [{ from: '01310100', to: '01310100' }]],
    ['BR', '01000-000 a 01999-999', [{ from: '01000000', to: '01999999' }]],
    ['BR', "'04*'", [{ prefix: '04' }]],
    ['MX', '06600', [{ from: '06600', to: '06600' }]],
  ])('in %s: %s', (country, written, postal) => {
    expect(deliveryOf(zone(`    codigos_postales: [${written}]`), country)).toMatchObject({
      policy: { zones: [{ postal }] },
      problems: [],
    });
  });
});

test('a zone may have only codes, only a circle or only an outline', () => {
  const circle = deliveryOf(zone('    radio:\n      centro: -12.1, -77.0\n      km: 2.5'), 'PE');
  expect(circle).toMatchObject({
    policy: { zones: [{ districts: [], around: { center: { lat: -12.1, lng: -77 }, km: 2.5 } }] },
    problems: [],
  });
  const outline = deliveryOf(zone('    poligono:\n      - -12, -77\n      - -12, -76\n      - -13, -76'), 'PE');
  expect(outline.policy?.zones[0]?.outline).toHaveLength(3);
});

test('a shop whose only zone rests delivers nowhere', () => {
  expect(deliveryOf(zone('    distritos: [Lince]\n    activa: no'), 'PE').problems).toEqual(['no-delivery']);
});

describe('holidays', () => {
  it('are those of the country, and own days come on top', () => {
    const { policy, problems } = deliveryOf(
      `${DAYS}feriados: sí\ndias_cerrados: [2026-12-24, 2026-12-25]\nrecojo:\n  direccion: Lince\n  indicaciones: Timbre`,
      'PE',
    );
    expect(problems).toEqual([]);
    expect(policy?.closedDates.filter((date) => date.startsWith('2026-12'))).toEqual([
      '2026-12-08',
      '2026-12-09',
      '2026-12-24',
      '2026-12-25',
    ]);
  });
  it('of a country without a list are refused', () => {
    expect(deliveryOf(`${zone('    distritos: [Lavington]')}\nferiados: sí`, 'KE').problems).toEqual(['no-holidays']);
  });
  it('are asked for: without the line there are none', () => {
    expect(deliveryOf(zone('    distritos: [Lince]'), 'PE').policy?.closedDates).toEqual([]);
  });
  it.each(['AR', 'BO', 'BR', 'CL', 'CO', 'CR', 'DO', 'EC', 'ES', 'GT', 'HN', 'MX', 'NI', 'PA', 'PE', 'PY', 'SV', 'UY', 'VE'])(
    '%s: five years, each with Christmas and New Year, every day one that exists',
    (country) => {
      const days = holidaysOf(country) ?? [];
      for (const year of [2026, 2027, 2028, 2029, 2030]) expect(days).toEqual(expect.arrayContaining([`${year}-01-01`, `${year}-12-25`]));
      expect(days.filter((day) => new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day)).toEqual([]);
      expect(new Set(days).size).toBe(days.length);
    },
  );
});
