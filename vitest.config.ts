/**
 * One run for every level. `--mode long` makes the kill tests and simulations longer, and cuts the power of real
 * file systems where the machine lets this user mount them.
 */
import { defineConfig } from 'vitest/config';
import { canMountImages } from './test/contracts/store/mountable.ts';

const longOnly = (mode: string) => (mode === 'long' && canMountImages() ? ['test/contracts/store/power-cut.long.ts'] : []);

export default defineConfig(({ mode }) => ({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/*.test.ts', ...longOnly(mode)],
    testTimeout: mode === 'long' ? 600_000 : 60_000,
    hookTimeout: 60_000,
    env: { TZ: 'UTC', TANTEO_LONG: mode === 'long' ? '1' : '' },
  },
}));
