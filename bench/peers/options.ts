/** What `npm run bench:peers -- …` takes. */
import { parseArgs } from 'node:util';

export const MEASURES = ['rate', 'memory', 'kills', 'past'] as const;
export type Measure = (typeof MEASURES)[number];

export interface Options {
  /** Rates are measured this often, the bots in turn; the tables show medians. */
  readonly rounds: number;
  /** Length of one measurement of a rate. */
  readonly ms: number;
  /** How many conversations the memory is asked after, and how long they may take. */
  readonly customers: number;
  readonly longestMs: number;
  readonly kills: number;
  readonly pasts: readonly number[];
  /** How long one measurement of a shop with a past may take, its start included. */
  readonly longestPastMs: number;
  readonly only: readonly Measure[];
  /** Parent of the folder for the data. */
  readonly directory: string;
}

const FULL = { rounds: 5, ms: 2000, customers: 1000, longestMs: 60_000, kills: 5, pasts: [1000, 10_000, 100_000], longestPastMs: 120_000 };
const QUICK = { ...FULL, rounds: 1, ms: 1500, longestMs: 8000, longestPastMs: 20_000 };

export const USAGE = `npm run bench:peers -- [--quick] [--rounds N] [--only ${MEASURES.join(',')}] [--dir data-bench]`;

/** @throws {Error} in words, where an option is not known or no number */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      only: { type: 'string', default: MEASURES.join(',') },
      dir: { type: 'string', default: 'data-bench' },
    },
  });
  const usual = values.quick ? QUICK : FULL;
  return {
    ...usual,
    rounds: values.rounds === undefined ? usual.rounds : atLeastOne(values.rounds),
    only: values.only.split(',').map(measureOf),
    directory: values.dir,
  };
}

function atLeastOne(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--rounds takes a whole number from 1, not "${text}"`);
  return value;
}

function measureOf(name: string): Measure {
  const measure = MEASURES.find((known) => known === name);
  if (!measure) throw new Error(`--only takes ${MEASURES.join(', ')}, not "${name}"`);
  return measure;
}
