/** A seller who types the export command wrong is told what is wrong and shown one that works. */
import { describe, expect, test } from 'vitest';
import { exportProblemWords, parseExportArguments } from './arguments.ts';

describe('a command that can be met', () => {
  test.each([
    [['--what', 'orders', '--format', 'csv'], { what: 'orders', format: 'csv' }],
    [['--format=xlsx', '--what=orders'], { what: 'orders', format: 'xlsx' }],
    [
      ['--what', 'orders', '--format', 'json', '--from', '2026-11-01', '--to', '2026-11-30', '--out', 'mis pedidos.json'],
      { what: 'orders', format: 'json', from: '2026-11-01', to: '2026-11-30', out: 'mis pedidos.json' },
    ],
    [['--what', 'orders', '--format', 'csv', '--from', '2028-02-29'], { what: 'orders', format: 'csv', from: '2028-02-29' }],
    [['--what', 'orders', '--format', 'csv', '--out=a=b.csv'], { what: 'orders', format: 'csv', out: 'a=b.csv' }],
  ])('%j', (argv, value) => {
    expect(parseExportArguments(argv)).toEqual({ ok: true, value });
  });
});

describe('a command that cannot', () => {
  test.each([
    [[], { code: 'MISSING', option: '--what' }],
    [['--what', 'orders'], { code: 'MISSING', option: '--format' }],
    [['--what', 'clientes', '--format', 'csv'], { code: 'UNKNOWN_LIST', value: 'clientes' }],
    [['--what', 'orders', '--format', 'excel'], { code: 'UNKNOWN_FORMAT', value: 'excel' }],
    [['--what', 'orders', '--format'], { code: 'NO_VALUE', option: '--format' }],
    [['--what', '--format', 'csv'], { code: 'NO_VALUE', option: '--what' }],
    [['--what='], { code: 'NO_VALUE', option: '--what' }],
    [['pedidos.csv'], { code: 'UNKNOWN_OPTION', option: 'pedidos.csv' }],
    [['--formato', 'csv'], { code: 'UNKNOWN_OPTION', option: '--formato' }],
    [['--what', 'orders', '--format', 'csv', '--from', '1/11/2026'], { code: 'NOT_A_DATE', option: '--from', value: '1/11/2026' }],
    [['--what', 'orders', '--format', 'csv', '--to', '2026-02-30'], { code: 'NOT_A_DATE', option: '--to', value: '2026-02-30' }],
    [
      ['--what', 'orders', '--format', 'csv', '--from', '2026-12-01', '--to', '2026-11-30'],
      { code: 'PERIOD_BACKWARDS', from: '2026-12-01', to: '2026-11-30' },
    ],
  ])('%j', (argv, problem) => {
    const parsed = parseExportArguments(argv);
    expect(parsed).toEqual({ ok: false, problem });
    if (parsed.ok) return;
    for (const language of ['es', 'pt', 'en'] as const) {
      const words = exportProblemWords(parsed.problem, language);
      expect(words).not.toMatch(/[{}]/);
      expect(words).toContain('npm run -s export -- --what orders --format csv');
    }
  });

  test('the sentence names what was wrong, as it was typed', () => {
    const parsed = parseExportArguments(['--what', 'orders', '--format', '$&{option}']);
    expect(parsed.ok ? '' : exportProblemWords(parsed.problem, 'es')).toContain(
      'No conozco el formato "$&{option}". Puedo escribir: csv, xlsx, json, pdf.',
    );
  });
});
