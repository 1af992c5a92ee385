/**
 * `npm run mutation -- AREA|FILE...`: changes the code of an area, piece by piece, and says which changes no test noticed.
 * Results are kept in coverage/mutation/<area>: a second run does again only what changed; `--force` does everything again.
 */
import { setPriority } from 'node:os'
import { matchesGlob } from 'node:path'
import { parseArgs } from 'node:util'
import { Stryker } from '@stryker-mutator/core'
import { areaNamed, areaNames } from './areas.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { force: { type: 'boolean', default: false }, workers: { type: 'string', default: '1' } },
})

/** An area may be named whole, or by some of its files. */
function areaOf(name: string): string {
  if (areaNames.includes(name)) return name
  const area = areaNames.find((each) => areaNamed(each).mutate.some((pattern) => matchesGlob(name, pattern)))
  if (area === undefined) throw new Error(`"${name}" is neither an area (${areaNames.join(', ')}) nor a file of one`)
  return area
}

const optionsOf = (area: string, files: readonly string[]): ConstructorParameters<typeof Stryker>[0] => {
  const folder = `coverage/mutation/${area}`
  return {
    mutate: files.includes(area) ? [...areaNamed(area).mutate] : [...files],
    testRunner: 'vitest',
    vitest: { configFile: 'vitest.mutation.config.ts', related: false },
    plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
    coverageAnalysis: 'perTest',
    // What is built while a module loads would need all tests in a fresh process, per mutant.
    ignoreStatic: true,
    incremental: true,
    incrementalFile: `${folder}/incremental.json`,
    force: values.force,
    concurrency: Number(values.workers),
    tempDirName: `${folder}/sandboxes`,
    ignorePatterns: ['coverage', 'dist', 'docs', '.ci', '*.db*'],
    reporters: ['clear-text', 'json', 'progress-append-only'],
    clearTextReporter: { logTests: false, allowColor: false, reportTests: false },
    jsonReporter: { fileName: `${folder}/report.json` },
    // Endless loops are noticed by the count of their rounds; a busy machine must not look like one.
    timeoutMS: 60_000,
    dryRunTimeoutMinutes: 30,
  }
}

// It takes long, and others work on the same machine.
setPriority(10)
const named = positionals.length > 0 ? positionals : areaNames
for (const [area, files] of Map.groupBy(named, areaOf)) {
  process.env['MUTATION_AREA'] = area
  // One after the other: two at once would share the cores.
  await new Stryker(optionsOf(area, files)).runMutationTest()
}
