/**
 * One run for every level. `--mode long` makes the kill tests and simulations longer, shows the faults of a client library
 * as it comes, and cuts the power of real file systems where the machine lets this user mount them.
 */
import { defineConfig } from 'vitest/config';
import { canMountImages } from './test/contracts/store/mountable.ts';

/** A whole browser with a page that talks to it by the clock of the machine: one at a time, with the cores to itself. */
const WHATSAPP_WEB = [
  'test/contracts/channel/whatsapp-web*.test.ts',
  'test/journeys/whatsapp-web*.test.ts',
  'test/stand-ins/whatsapp-web/*.test.ts',
  'src/command-line/connect/whatsapp.test.ts',
];
const LIBRARY_FAULTS = 'test/stand-ins/whatsapp-web/faults.long.ts';
const POWER_CUTS = 'test/contracts/store/power-cut.long.ts';

export default defineConfig(({ mode }) => {
  const isLong = mode === 'long';
  const test = {
    testTimeout: isLong ? 600_000 : 60_000,
    hookTimeout: 60_000,
    env: { TZ: 'UTC', TANTEO_LONG: isLong ? '1' : '' },
  };
  return {
    test: {
      projects: [
        {
          test: {
            ...test,
            name: 'shop',
            include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/*.test.ts', ...(isLong && canMountImages() ? [POWER_CUTS] : [])],
            exclude: ['**/node_modules/**', ...WHATSAPP_WEB],
            // A file waits for disks and sockets more than for a core: the usual one core less leaves a small machine with one at a time.
            maxWorkers: '100%',
            sequence: { groupOrder: 0 },
          },
        },
        {
          test: {
            ...test,
            name: 'whatsapp-web',
            include: [...WHATSAPP_WEB, ...(isLong ? [LIBRARY_FAULTS] : [])],
            globalSetup: 'test/stand-ins/whatsapp-web/link-once.ts',
            maxWorkers: 1,
            sequence: { groupOrder: 1 },
          },
        },
      ],
    },
  };
});
