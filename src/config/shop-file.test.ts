import { expect, test } from 'vitest';
import { filesWith, NEEDS, patched } from './good-files.ts';
import { holidaysOf } from './holidays.ts';
import { formatProblems } from './problem.ts';
import { checkSources } from './read-shop-files.ts';

const SHOP = 'catalog/shop.yaml';

function filesOf(changed: Readonly<Record<string, string>> = {}) {
  const result = checkSources(filesWith(changed), NEEDS);
  if (!result.ok) throw new Error(formatProblems(result.problems, 'en'));
  return result.files;
}

test('the shop that the seller wrote is the shop that sells', () => {
  expect(filesOf().shop).toEqual({
    name: 'Retama',
    tagline: 'Algodón hecho en Lima',
    country: 'PE',
    currency: 'PEN',
    language: 'es',
    pronoun: 'tú',
    timeZone: 'America/Lima',
    address: 'Jr. Las Retamas 214, Barranco',
    contact: 'Rosa, por este chat',
    hours: { days: { 1: { from: '10:00', to: '19:00' }, 6: { from: '10:00', to: '14:00' } } },
    policies: [{ id: 'cambios', title: 'Cambios', text: 'Tienes 7 días.' }],
    taxes: { productBps: 1800, deliveryBps: 1800 },
    payment: { methods: ['link', 'cash'], linkMinutes: 60 },
    orders: { prefix: 'RT-', firstNumber: 1001, maxPerVariant: 50 },
    publicHolidays: holidaysOf('PE'),
    delivery: {
      pickup: { address: 'Jr. Las Retamas 214', instructions: 'Toca el timbre.' },
      workingDays: [1, 2, 3],
      closedDates: ['2026-12-08', '2026-12-25'],
      origin: { lat: -12.1464, lng: -77.0217 },
      cutoff: '14:00',
      leadDays: 1,
      zones: [
        {
          id: 'cerca',
          name: 'Cerca del taller',
          districts: [
            { name: 'Barranco', aliases: [] },
            { name: 'Santiago de Surco', aliases: ['Surco'] },
          ],
          fee: 800,
          freeFrom: 15000,
          minimum: 2000,
          days: [1, 3],
          window: { from: '10:00', to: '19:00' },
        },
        {
          id: 'lejos',
          name: 'Lejos',
          districts: [{ name: 'Comas', aliases: [] }],
          fee: 1500,
          days: [2],
          window: { from: '11:00', to: '18:00' },
          slots: [
            { from: '10:00', to: '13:00', capacity: 2 },
            { from: '15:00', to: '18:00', capacity: 1 },
          ],
        },
        {
          id: 'por-mapa',
          name: 'Por mapa',
          districts: [],
          around: { center: { lat: -12.1464, lng: -77.0217 }, km: 5 },
          outline: [
            { lat: -12.1, lng: -77.05 },
            { lat: -12.1, lng: -76.99 },
            { lat: -12.17, lng: -77.01 },
          ],
          fee: 500,
          feePerKm: 100,
          days: [2],
          window: { from: '11:00', to: '18:00' },
          cutoff: '12:00',
          leadDays: 2,
          approval: true,
        },
      ],
    },
  });
});

test('a shop that only hands over at its counter needs no zones, and one that only delivers no counter', () => {
  const text = patched(SHOP, '', '');
  const zones = text.slice(text.indexOf('  zonas:'), text.indexOf('politicas:'));
  expect(filesOf({ [SHOP]: patched(SHOP, zones, '') }).shop.delivery.zones).toEqual([]);
  const pickup = text.slice(text.indexOf('  recojo:'), text.indexOf('  zonas:'));
  expect(filesOf({ [SHOP]: patched(SHOP, pickup, '') }).shop.delivery.pickup).toBeNull();
  const neither = checkSources(filesWith({ [SHOP]: patched(SHOP, pickup + zones, '') }), NEEDS);
  expect(neither.ok ? [] : neither.problems.map(({ line, what }) => [line, what])).toEqual([[21, 'no-delivery']]);
});

test('accents in weekdays are the seller’s choice', () => {
  expect(filesOf({ [SHOP]: patched(SHOP, '  sábado:', '  sabado:') }).shop.hours).toEqual(filesOf().shop.hours);
});

test("taxes are the shop's, or a product's own; free delivery may be measured before the discount", () => {
  const { shop, catalog } = filesOf({
    [SHOP]: patched(SHOP, '  dias_de_preparacion: 1\n', '  dias_de_preparacion: 1\n  gratis_desde_mide: antes-del-descuento\n'),
    'catalog/products.yaml': patched('catalog/products.yaml', '    unidad: pieza\n', '    unidad: pieza\n    impuesto: 10,5 %\n'),
  });
  expect(shop.delivery.freeFromBase).toBe('before_discount');
  expect(catalog.products.map(({ taxBps }) => taxBps)).toEqual([undefined, 1050, undefined]);
});
