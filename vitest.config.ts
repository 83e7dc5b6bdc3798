/** One run for every level. `--mode long` makes the kill tests and simulations longer. */
import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/*.test.ts'],
    testTimeout: mode === 'long' ? 600_000 : 60_000,
    hookTimeout: 60_000,
    env: { TZ: 'UTC', TANTEO_LONG: mode === 'long' ? '1' : '' },
  },
}));
