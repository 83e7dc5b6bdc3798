import { expect, test } from 'vitest';
import { filesWith, NEEDS } from './good-files.ts';
import { formatProblems } from './problem.ts';
import { checkSources } from './read-shop-files.ts';

function goodFiles() {
  const result = checkSources(filesWith(), NEEDS);
  if (!result.ok) throw new Error(formatProblems(result.problems, 'en'));
  return result.files;
}

test('the flows that the seller wrote, with a name for every step', () => {
  expect(goodFiles().flows.get('tallas')).toEqual({
    id: 'tallas',
    title: 'Guía de tallas',
    starts: ['guía de tallas'],
    steps: [
      { id: 's1', kind: 'say', text: 'tallas.intro' },
      { id: 's2', kind: 'when', condition: 'cart-empty', ifTrue: 'menu', ifFalse: 'despedida' },
      {
        id: 'menu',
        kind: 'choose',
        text: 'tallas.menu',
        options: [
          { id: 'polo', text: 'tallas.polo', go: 'polos' },
          { id: 'otra', text: 'tallas.other', go: 'flow:checkout' },
        ],
      },
      { id: 'polos', kind: 'ask', slot: 'telefono', type: 'phone', text: 'tallas.phone', optional: true },
      { id: 's5', kind: 'go', to: 'despedida' },
      { id: 'despedida', kind: 'say', text: 'tallas.bye' },
      { id: 's7', kind: 'end' },
    ],
  });
});

test('texts and words come by language, texts by their dotted key', () => {
  const { texts, words } = goodFiles();
  expect([texts.es['tallas.bye'], texts.pt['tallas.bye'], texts.en['tallas.bye']]).toEqual(['Listo.', 'Pronto.', 'Done.']);
  expect(words.es).toMatchObject({ numbers: { dos: 2 }, days: { ayer: -1 }, cues: { not: ['no'] }, measures: { kg: ['kilo'] } });
});
