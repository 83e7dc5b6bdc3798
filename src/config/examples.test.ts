import { describe, expect, test } from 'vitest';
import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { readDocument, rememberingReader } from './document.ts';
import { EXAMPLES } from './examples.ts';
import { filesWith, GOOD_FILES, NEEDS } from './good-files.ts';
import { PROBLEM_CODES, type ProblemCode } from './problem.ts';
import { checkSources } from './read-shop-files.ts';
import { readSettings, SETTING_NAMES } from './settings.ts';

const read = rememberingReader();

const FILES = {
  shop: 'catalog/shop.yaml',
  products: 'catalog/products.yaml',
  promotions: 'catalog/promotions.yaml',
  flow: 'flows/tallas.yaml',
  texts: 'flows/texts/es.yaml',
  regions: 'flows/texts/regions.yaml',
  words: 'flows/words/es.yaml',
} as const;

/** One more step in a flow may cut off those behind it or take the name of another: that is not the example's fault. */
const NOT_OF_THE_EXAMPLE: readonly ProblemCode[] = ['step-unreachable', 'target-missing', 'repeated'];

const CASES = (Object.keys(FILES) as (keyof typeof FILES)[]).flatMap((kind) =>
  Object.entries(EXAMPLES.files[kind]).map(([path, example]) => [kind, path, example] as const),
);

/** The good file with the example at its place: keys over the keys there, steps before the steps there. */
function withExample(file: string, path: string, example: string): string {
  const document = parseDocument(GOOD_FILES[file] ?? '', { schema: 'failsafe' });
  const piece = parseDocument(example, { schema: 'failsafe' }).contents;
  if (isSeq(piece)) {
    const steps = document.get('steps');
    if (isSeq(steps)) steps.items.unshift(...piece.items);
  } else if (isMap(piece)) {
    const holder = holderOf(document.contents, path.replace(/\.\[\]$/, '').split('.'), piece);
    for (const pair of piece.items) holder.set(pair.key, pair.value);
  }
  return document.toString();
}

/** The map that has, or would have, the last key of the path. */
function holderOf(top: unknown, path: readonly string[], piece: YAMLMap): YAMLMap {
  let at = top;
  for (const [index, step] of path.slice(0, -1).entries()) {
    if (step === '[]' && isSeq(at)) at = itemFor(at.items, path[index + 1] ?? '', piece);
    else if (isMap(at)) at = at.get(step);
  }
  if (!isMap(at)) throw new Error(`${path.join('.')} is not in the good file`);
  return at;
}

/** The item that says what the example says; else one that has the key; else the plainest. */
function itemFor(items: readonly unknown[], key: string, piece: YAMLMap): unknown {
  const maps = items.filter((item) => isMap(item));
  return maps.find((item) => piece.has(key) && item.get(key) === piece.get(key)) ?? maps.find((item) => item.has(key)) ?? maps[1];
}

describe('what is shown as working works', () => {
  test.each(CASES)('%s: %s', (kind, path, example) => {
    const text = withExample(FILES[kind], path, example);
    const result = checkSources(filesWith({ [FILES[kind]]: text }), NEEDS, read);
    const problems = result.ok ? [] : result.problems.filter(({ what }) => kind !== 'flow' || !NOT_OF_THE_EXAMPLE.includes(what));
    expect(problems, text).toEqual([]);
  });

  test('the examples of how to write can be read, and belong to problems that exist', () => {
    for (const [code, example] of Object.entries(EXAMPLES.codes)) {
      expect(PROBLEM_CODES).toContain(code);
      expect(readDocument(example).refusals).toEqual([]);
    }
  });

  test('every setting has an example, and all of them together are good settings', () => {
    const examples = SETTING_NAMES.map((name) => EXAMPLES.files.settings[name]);
    expect(examples).not.toContain(undefined);
    expect(readSettings({}, examples.join('\n'))).toMatchObject({ ok: true, warnings: [] });
  });
});
