/**
 * The table of scenarios in docs/scenarios.md is made from the names of the tests, and every scenario is
 * proved through a door that a customer, a seller, a program or a payment provider uses.
 */
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { isPublic, type Proof, proofsIn, readProofs, SCENARIOS } from './proofs.ts';

const HOME = path.resolve(import.meta.dirname, '../..');

let proofs: readonly Proof[];
beforeAll(async () => {
  proofs = await readProofs(HOME);
});

/** Sentences about thousands of values of one function: a property is their proof, and no door would show more of them. */
const PROPERTIES: ReadonlySet<string> = new Set(['P33', 'P34']);

const isProof = (proof: Proof) => isPublic(proof) || PROPERTIES.has(proof.scenario);
const missing = () => SCENARIOS.filter((id) => !proofs.some((proof) => proof.scenario === id && isProof(proof)));

test('the names of tests say what they prove', () => {
  const source = `test('S81, S82 · never more than came', () => {}); it.each([])("P9: in parts, S10 of them", x); test('S8 no', y);`;
  const told = proofsIn('test/journeys/a.test.ts', source).map(({ scenario, door, story }) => [scenario, door, story]);
  expect(told).toEqual([
    ['S81', 'journey', 'never more than came'],
    ['S82', 'journey', 'never more than came'],
    ['P9', 'journey', 'in parts, S10 of them'],
  ]);
});

test('no test proves a scenario that there is not', () => {
  expect(proofs.filter(({ scenario }) => !SCENARIOS.includes(scenario))).toEqual([]);
});

test('every scenario is proved through a door', () => {
  expect(missing()).toEqual([]);
});

test('docs/scenarios.md is the table of what is proved; vitest -u writes it anew', async () => {
  await expect(tableOf(proofs)).toMatchFileSnapshot(path.join(HOME, 'docs/scenarios.md'));
});

function tableOf(all: readonly Proof[]): string {
  const ofPublic = SCENARIOS.length - missing().length;
  return [
    '# Scenarios and their proofs',
    '',
    'Made by `test/scenarios`: `npm test -- test/scenarios -u` writes it anew. S01–S90 are scenarios of commerce, P1–P36 of',
    'payments. The name of a test begins with what it proves, `S56 · …`. The door is where the test comes in: a **journey**',
    'talks to the running shop as customers and sellers do, the **terminal**, the **API** and the **browser** are the doors of',
    'the seller, **provider** tests speak with a payment provider over HTTP, and a **unit** test calls one function: it shows',
    `the arithmetic and is no proof by itself, but for what is said of thousands of values (${[...PROPERTIES].join(', ')}).`,
    '',
    `${ofPublic} of ${SCENARIOS.length} scenarios are proved through a door.${missing().length > 0 ? ` Not yet: ${missing().join(', ')}.` : ''}`,
    '',
    '| scenario | door | what is proved | test |',
    '| --- | --- | --- | --- |',
    ...SCENARIOS.flatMap((id) => rowsOf(id, all)),
    '',
  ].join('\n');
}

function rowsOf(id: string, all: readonly Proof[]): readonly string[] {
  const found = all.filter(({ scenario }) => scenario === id);
  if (found.length === 0) return [`| ${id} | – | | |`];
  return found.map(
    ({ door, story, file }) => `| ${id} | ${door} | ${story.replaceAll('|', '\\|')} | [${path.basename(file)}](../${file}) |`,
  );
}
