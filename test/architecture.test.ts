/** The walls hold in this tree, the checker reads all of it, and every wall is proved to bite by a breach planted in a scratch tree. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import { afterAll, describe, expect, test } from 'vitest'

const walls = await extractDepcruiseOptions(`${process.cwd()}/.dependency-cruiser.mjs`)
const roots = ['src', 'connectors', 'mocks']

interface Breaches {
  readonly modules: number
  readonly rules: readonly string[]
  /** `rule: file`. */
  readonly places: readonly string[]
}

async function breaches(baseDir: string): Promise<Breaches> {
  const result = await cruise(roots, { ...walls, baseDir, validate: true })
  if (typeof result.output === 'string') throw new TypeError('a result object was expected')
  return {
    modules: result.output.modules.filter((module) => /^(src|connectors|mocks)\//.test(module.source)).length,
    rules: result.output.summary.violations.map((violation) => violation.rule.name),
    places: result.output.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`),
  }
}

/** One file per wall that imports what it must not. */
const planted: Record<string, { file: string; imports: string }> = {
  'pure-core': { file: 'src/access/a.ts', imports: '../store/sqlite.ts' },
  'pure-core-packages': { file: 'src/rules/a.ts', imports: 'pino' },
  'model-is-the-floor': { file: 'src/model/a.ts', imports: '../errors.ts' },
  'guide-is-data': { file: 'src/guide/a.ts', imports: '../entitlements/pools.ts' },
  'rules-do-not-import-rules': { file: 'src/rules/b.ts', imports: './a.ts' },
  'connectors-know-no-rules': { file: 'connectors/graph/a.ts', imports: '../../src/rules/a.ts' },
  'connectors-do-not-meet': { file: 'connectors/dataverse/a.ts', imports: '../graph/a.ts' },
  'alerts-go-their-own-way': { file: 'connectors/webhook/a.ts', imports: '../auth/a.ts' },
  'nobody-else-sends': { file: 'connectors/power-platform/a.ts', imports: '../webhook/a.ts' },
  'alerts-know-no-wire': { file: 'src/alerts/a.ts', imports: '../cli/main.ts' },
  'store-knows-no-rules': { file: 'src/store/a.ts', imports: '../rules/a.ts' },
  'sync-knows-no-api': { file: 'src/sync/a.ts', imports: '../guide/load.ts' },
  'reporters-read-documents': { file: 'src/reporters/a.ts', imports: '../store/sqlite.ts' },
  'schedule-and-server-stand-alone': { file: 'src/server/a.ts', imports: '../store/sqlite.ts' },
  'dashboard-talks-over-http': { file: 'src/dashboard/a.tsx', imports: '../errors.ts' },
  'dashboard-takes-types-only': { file: 'src/dashboard/b.tsx', imports: '../model/a.ts' },
  'nobody-imports-dashboard': { file: 'src/doctor/g.ts', imports: '../dashboard/a.tsx' },
  'assistant-stands-alone': { file: 'src/mcp/a.ts', imports: '../store/sqlite.ts' },
  'mcp-sdk-in-mcp': { file: 'src/answers/b.ts', imports: '@modelcontextprotocol/sdk' },
  'answers-read-the-store': { file: 'src/answers/a.ts', imports: '../reporters/a.ts' },
  'only-cli-wires': { file: 'src/schedule/a.ts', imports: '../../connectors/graph/a.ts' },
  'nobody-imports-cli': { file: 'src/doctor/a.ts', imports: '../cli/main.ts' },
  'mocks-speak-wire': { file: 'mocks/a.ts', imports: '../src/errors.ts' },
  'nock-in-one-place': { file: 'mocks/b.ts', imports: 'nock' },
  'axios-in-transport': { file: 'connectors/auth/a.ts', imports: 'axios' },
  'msal-in-auth': { file: 'connectors/graph/b.ts', imports: '@azure/msal-node' },
  'graph-client-in-graph': { file: 'connectors/auth/b.ts', imports: '@microsoft/microsoft-graph-client' },
  'no-test-in-product': { file: 'src/doctor/b.ts', imports: '../../mocks/a.ts' },
  'no-dev-dependency': { file: 'src/doctor/c.ts', imports: 'nock' },
  'no-circular': { file: 'src/doctor/d.ts', imports: './e.ts' },
  'no-orphan': { file: 'src/doctor/f.ts', imports: '' },
}

/** Every room of the pure core, one by one: a name that drops out of the wall's pattern would not be missed otherwise. */
const pureRooms =
  'model guide entitlements licenses access facts ledger planning power-automate rights trend seats usage docs rules findings documents'.split(
    ' ',
  )

const scratch = mkdtempSync(join(tmpdir(), 'seatledger-walls-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

function write(file: string, text: string): void {
  mkdirSync(dirname(join(scratch, file)), { recursive: true })
  writeFileSync(join(scratch, file), text)
}

function versions(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, '1.0.0']))
}

function plant(): void {
  const packages = [
    'pino',
    'axios',
    '@azure/msal-node',
    '@microsoft/microsoft-graph-client',
    '@modelcontextprotocol/sdk',
  ]
  write('package.json', JSON.stringify({ dependencies: versions(packages), devDependencies: versions(['nock']) }))
  for (const name of [...packages, 'nock']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
    write(`node_modules/${name}/index.js`, 'export {}')
  }
  for (const file of ['store/sqlite', 'entitlements/pools', 'guide/load', 'cli/main', 'errors']) {
    write(`src/${file}.ts`, 'export {}')
  }
  write('src/doctor/e.ts', "import './d.ts'\n")
  for (const { file, imports } of Object.values(planted)) {
    write(file, imports === '' ? 'export {}\n' : `import '${imports}'\n`)
  }
  for (const room of pureRooms) write(`src/${room}/planted.ts`, "import '../store/sqlite.ts'\nimport 'pino'\n")
}

describe('the walls', () => {
  test('hold in this tree, and every module of it was read', async () => {
    const files = roots.flatMap((root) =>
      readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /[.]tsx?$/.test(name)),
    )

    const found = await breaches(process.cwd())

    expect(found.rules).toEqual([])
    expect(found.modules).toBeGreaterThanOrEqual(files.length)
  })

  test('each catches a planted breach', async () => {
    plant()

    const found = await breaches(scratch)

    expect(Object.keys(planted).toSorted()).toEqual(
      (walls.ruleSet?.forbidden ?? []).map((rule) => rule.name ?? '').toSorted(),
    )
    expect(Object.keys(planted).filter((name) => !found.rules.includes(name))).toEqual([])
    const expected = pureRooms.flatMap((room) =>
      ['pure-core', 'pure-core-packages'].map((rule) => `${rule}: src/${room}/planted.ts`),
    )
    expect(expected.filter((place) => !found.places.includes(place))).toEqual([])
  })
})
