/**
 * Which test proves which scenario, read from the names of the tests: a name begins with the scenarios it
 * proves, `S56 · the same yes twice…` or `S81, S82 · …` (S of commerce, P of payments). By which door a test
 * comes in is told by the folder it lies in.
 */
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

export type Door = 'journey' | 'terminal' | 'API' | 'browser' | 'provider' | 'unit';

export interface Proof {
  readonly scenario: string;
  readonly door: Door;
  /** From the root of the project. */
  readonly file: string;
  /** The name of the test without its scenarios. */
  readonly story: string;
}

/** First match wins. */
const DOORS: readonly (readonly [Door, RegExp])[] = [
  ['API', /^(src\/seller\/api|test\/journeys\/api)/],
  ['terminal', /^(src\/command-line|test\/journeys\/command-line)/],
  ['journey', /^test\/journeys\//],
  ['browser', /^test\/browser\//],
  ['provider', /^test\/contracts\/payments\//],
  ['unit', /./],
];

/** A test of one function proves its arithmetic, not that anybody can reach it. */
export const isPublic = ({ door }: Proof) => door !== 'unit';

const COMMERCE = 90;
const PAYMENTS = 36;

const numbered = (letter: string, count: number, digits: number) =>
  Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(digits, '0')}`);

export const SCENARIOS: readonly string[] = [...numbered('S', COMMERCE, 2), ...numbered('P', PAYMENTS, 1)];

const ID = /(?:S\d\d|P\d{1,2})(?!\d)/;
const TITLE = new RegExp(`(['"\`])(${ID.source}(?:(?:, | and )${ID.source})*)(?: ·|:) ((?:(?!\\1).)+)\\1`, 'g');

/** Every test of a scenario; of one scenario those through a door come first. */
export async function readProofs(home: string): Promise<readonly Proof[]> {
  const files = await Array.fromAsync(glob('{src,test}/**/*.test.ts', { cwd: home }));
  const proofs = await Promise.all(files.map(async (file) => proofsIn(file, await readFile(path.join(home, file), 'utf8'))));
  return proofs.flat().toSorted((a, b) => order(a) - order(b) || compare(a.file, b.file) || compare(a.story, b.story));
}

export function proofsIn(file: string, source: string): readonly Proof[] {
  const door = DOORS.find(([, place]) => place.test(file))?.[0] ?? 'unit';
  return [...source.matchAll(TITLE)].flatMap(([, , scenarios = '', story = '']) =>
    scenarios.split(/, | and /).map((scenario) => ({ scenario, door, file, story })),
  );
}

function order({ scenario, door }: Proof): number {
  return SCENARIOS.indexOf(scenario) * DOORS.length + DOORS.findIndex(([one]) => one === door);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
