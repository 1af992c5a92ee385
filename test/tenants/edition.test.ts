/** No figure of the guide stands in the code: each figure of the edition file, changed in turn, changes what `capacity --edition` says. */
import { expect, test } from 'vitest'
import type { TenantDescription } from '../../mocks/tenant.ts'
import type { Edition } from '../../src/guide/edition.ts'
import { CapacityDocument } from '../../src/model/documents.ts'
import { edition, packId, premium, sku, type KnownSku } from '../entitlements/tenant.ts'
import { figuresOf, withChanged } from '../guide/edition-figures.ts'
import { openCommandLine, type CommandLine } from './command-line.ts'
import { seatTenant } from './seat-tenant.ts'

const plans: KnownSku[] = [
  'digital',
  'voice',
  'digital-voice',
  'digital-addon',
  'voice-addon',
  'digital-voice-addon',
  'customer-service-enterprise',
]
const heldPacks = edition.packs.map(({ id }, index) => ({ id, skuId: `${packId.slice(0, -1)}${index}` }))
const skus = [
  ...plans.map((name, index) => sku(name, 10 + index)),
  premium(3),
  ...heldPacks.map(({ skuId }) => ({ ...sku('sales', 1), skuId })),
]
const over = { totalMB: 1024, ratedMB: 90 * 1024 }

/** Seats of every plan, every pack held, all storage over; then one pool with a fifth left, which is near its end from one quarter on. */
const tenants = [
  seatTenant({ skus, storage: { Database: over, File: over, Log: over } }),
  seatTenant({ skus, storage: { Database: { totalMB: 1000, ratedMB: 800 } } }),
]

async function resultOf(tenant: TenantDescription, changed: Edition, commandLine: CommandLine): Promise<string> {
  const path = commandLine.write('edition.json', changed)
  commandLine.cloud.update(() => tenant)
  const { document } = await commandLine.ask(CapacityDocument, 'capacity', '--edition', path, '--fail-on', 'never')
  const { seats, pools, environments } = document
  return JSON.stringify({ seats, pools, environments })
}

/**
 * Read by nothing that `capacity` says of these tenants: the days of a rule and the prices of the planner; the guide's worked examples,
 * against which test/entitlements holds the engine; and the size of the alternative to a pack that is counted only where consumption is
 * known, which no API gives for routes (test/entitlements reaches it with a consumption of its own).
 */
const unread = /^(reassignmentDays\.days|prices\.\d+\.monthly|workedExamples\..*|packs\.\d+\.size \(alternative\))$/

test('each figure of the edition file, changed, changes the result', { timeout: 60_000 }, async () => {
  const [first] = tenants
  if (first === undefined) throw new Error('no tenant')
  const commandLine = openCommandLine(first)
  commandLine.env['SEATLEDGER_SKU_OVERRIDES'] = commandLine.write(
    'skus.json',
    Object.fromEntries(heldPacks.map(({ id, skuId }) => [skuId, { pack: id }])),
  )
  const before = new Map<TenantDescription, string>()
  for (const tenant of tenants) before.set(tenant, await resultOf(tenant, edition, commandLine))

  // What other families grant shows only beside lines of the admin API: test/entitlements/grants.test.ts changes each of those.
  const figures = figuresOf(edition).filter(([part]) => part !== 'families')
  const silent: string[] = []
  for (const path of figures) {
    const changed = withChanged(edition, path)
    let isSilent = true
    for (const [tenant, result] of before) {
      isSilent &&= (await resultOf(tenant, changed, commandLine)) === result
      if (!isSilent) break
    }
    if (isSilent) silent.push(nameOf(path))
  }

  expect(figures.length).toBeGreaterThan(40)
  expect(silent.filter((name) => !unread.test(name))).toEqual([])
  expect(figures.map(nameOf).filter((name) => unread.test(name))).toEqual(silent)
})

function nameOf(path: readonly (string | number)[]): string {
  const isAlternative = path[0] === 'packs' && edition.packs[Number(path[1])]?.alternative === true
  return `${path.join('.')}${isAlternative ? ' (alternative)' : ''}`
}
