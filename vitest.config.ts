import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/series/**', 'test/oracles/**', 'test/browser/**', '**/node_modules/**'],
    globalSetup: ['test/oracle-notice.ts'],
    testTimeout: 20_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
