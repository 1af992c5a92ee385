import { defineConfig } from 'vitest/config'

/** Tenant series: random tenants against the brute force, large tenants in processes of their own. `.ci/run` calls them. */
export default defineConfig({
  test: { include: ['test/series/**/*.test.ts'], testTimeout: 900_000, pool: 'forks', fileParallelism: false },
})
