import { defineConfig } from 'vitest/config'

/** Tests against the official descriptions and recorded responses in `../shared`; they say in one line that they were skipped where it is absent. */
export default defineConfig({
  test: { include: ['test/oracles/**/*.test.ts'], testTimeout: 120_000, pool: 'forks' },
})
