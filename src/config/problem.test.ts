import { describe, expect, test } from 'vitest';
import { formatProblems, PROBLEM_CODES, type Problem, problemText } from './problem.ts';
import en from './problems/en.json' with { type: 'json' };
import es from './problems/es.json' with { type: 'json' };
import pt from './problems/pt.json' with { type: 'json' };

const COMMA: Problem = {
  file: 'catalog/products.yaml',
  line: 12,
  column: 13,
  what: 'money-comma',
  facts: { value: '45,5', fixed: '45.5' },
  example: 'precio: 45.00',
};

describe('what a seller reads', () => {
  test('says the file and the line, what is wrong, and how it works', () => {
    expect(formatProblems([COMMA], 'es')).toBe(
      [
        'Hay una cosa por arreglar:',
        '',
        'catalog/products.yaml:12  "45,5" lleva coma. Los decimales van con punto: 45.5',
        '    Así funciona:',
        '      precio: 45.00',
      ].join('\n'),
    );
  });

  test('is in her language', () => {
    expect(problemText(COMMA, 'en')).toBe('"45,5" has a comma. Decimals take a point: 45.5');
    expect(problemText(COMMA, 'pt')).toBe('"45,5" tem vírgula. Os decimais vão com ponto: 45.5');
  });

  test('goes by file and by line, and examples keep their shape', () => {
    const other: Problem = { ...COMMA, file: 'catalog/shop.yaml', line: 3, example: 'pago:\n  formas: [link]' };
    const text = formatProblems([other, { ...COMMA, line: 20 }, COMMA], 'es');
    expect(text.match(/\S+\.yaml:\d+/g)).toEqual(['catalog/products.yaml:12', 'catalog/products.yaml:20', 'catalog/shop.yaml:3']);
    expect(text).toContain('      pago:\n        formas: [link]');
  });

  test('does not grow without end', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ ...COMMA, line: index + 1 }));
    expect(formatProblems(many, 'es').split('\n').length).toBeLessThan(150);
    expect(formatProblems(many, 'es')).toContain('… y 470 más');
  });

  test('what she wrote never fills in for a fact', () => {
    expect(problemText({ ...COMMA, facts: { value: '{fixed}', fixed: '1.0' } }, 'es')).toContain('"{fixed}" lleva coma');
  });
});

test('every problem has words in the three languages, with the same facts', () => {
  const factsIn = (text: string) => [...new Set(text.match(/\{[a-z]+\}/gi))].toSorted();
  expect(Object.keys(en.problems)).toEqual(PROBLEM_CODES);
  expect(Object.keys(pt.problems)).toEqual(PROBLEM_CODES);
  for (const code of PROBLEM_CODES) {
    expect([code, factsIn(en.problems[code])]).toEqual([code, factsIn(es.problems[code])]);
    expect([code, factsIn(pt.problems[code])]).toEqual([code, factsIn(es.problems[code])]);
  }
});
