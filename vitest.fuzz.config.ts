import { defineConfig } from 'vitest/config'

/** The fuzz tests alone, 5,000 cases each: `FUZZ_RUNS=20000 FUZZ_SEED=7 npm run fuzz` for more, or for others. */
export default defineConfig({
  test: {
    include: ['test/fuzz/**/*.test.ts'],
    env: { FUZZ_RUNS: process.env['FUZZ_RUNS'] ?? '5000' },
    testTimeout: 600_000,
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
  },
})
