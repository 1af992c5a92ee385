import { defineConfig } from 'vitest/config'

/** The built dashboard in a real browser, against `serve` on the practice tenants. `.ci/run` calls them. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/global-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    pool: 'forks',
    fileParallelism: false,
  },
})
