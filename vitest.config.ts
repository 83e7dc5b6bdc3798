/**
 * One run for every level. `--mode long` makes the kill tests and simulations longer, shows the faults of a client library
 * as it comes, and cuts the power of real file systems where the machine lets this user mount them.
 */
import { defineConfig } from 'vitest/config';
import { canMountImages } from './test/contracts/store/mountable.ts';

const LIBRARY_FAULTS = 'test/stand-ins/whatsapp-web/faults.long.ts';
const POWER_CUTS = 'test/contracts/store/power-cut.long.ts';
const longOnly = (mode: string) => (mode === 'long' ? [LIBRARY_FAULTS, ...(canMountImages() ? [POWER_CUTS] : [])] : []);

export default defineConfig(({ mode }) => ({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/*.test.ts', ...longOnly(mode)],
    // A file waits for disks, sockets and a browser more than for a core: the usual one core less leaves a small machine with one file at a time.
    maxWorkers: '100%',
    testTimeout: mode === 'long' ? 600_000 : 60_000,
    hookTimeout: 60_000,
    env: { TZ: 'UTC', TANTEO_LONG: mode === 'long' ? '1' : '' },
  },
}));
