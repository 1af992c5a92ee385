import { defineConfig } from 'vitest/config'
import { areaNamed } from './test/mutation/areas.ts'
import { endKept, keptPool } from './test/mutation/kept-worker.ts'

/** What a mutant has to survive: the fast tests of the area that is being mutated. `npm run mutation` sets the name. */
export default defineConfig({
  test: {
    include: [...areaNamed(process.env['MUTATION_AREA'] ?? '').tests],
    // Hundreds of random cases per mutant cost more than all other tests together, and what they alone notice is not counted.
    exclude: ['**/*.property.test.ts', 'node_modules/**'],
    testTimeout: 120_000,
    // Modules are read once per worker: a mutant costs its tests, not the imports of its tests.
    isolate: false,
  },
  plugins: [
    {
      name: 'kept-worker',
      // Stryker names a pool of vitest's own, which wins over the one of a configuration.
      configureVitest({ vitest, project }) {
        project.config.pool = keptPool.name
        project.config.poolRunner = keptPool
        vitest.onClose(endKept)
      },
    },
  ],
})
