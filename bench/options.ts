/** What `npm run bench -- …` takes. */
import { parseArgs } from 'node:util';

export const MEASURES = ['rate', 'process', 'latency', 'core', 'pricing', 'placement', 'understanding', 'channels', 'store'] as const;
export type Measure = (typeof MEASURES)[number];

/** Without `store`, which first has to write the past of three shops: some minutes, once. */
const USUAL: readonly Measure[] = MEASURES.filter((name) => name !== 'store');

export interface Options {
  /** Everything is measured this often, in turn; the table shows medians. */
  readonly rounds: number;
  /** Length of one measurement of a rate; a latency takes twice as long. */
  readonly seconds: number;
  readonly only: readonly Measure[];
  /** Parent of the folder for the data. */
  readonly directory: string;
}

export const USAGE = `npm run bench -- [--rounds 3] [--seconds 2] [--only ${MEASURES.join(',')}] [--dir data-bench]`;

/** @throws {Error} in words, where an option is not known or no number */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '2' },
      only: { type: 'string', default: USUAL.join(',') },
      dir: { type: 'string', default: 'data-bench' },
    },
  });
  return {
    rounds: atLeastOne('rounds', values.rounds),
    seconds: atLeastOne('seconds', values.seconds),
    only: values.only.split(',').map(measureOf),
    directory: values.dir,
  };
}

function atLeastOne(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number from 1, not "${text}"`);
  return value;
}

function measureOf(name: string): Measure {
  const measure = MEASURES.find((known) => known === name);
  if (!measure) throw new Error(`--only takes ${MEASURES.join(', ')}, not "${name}"`);
  return measure;
}
