/** On 40 random tenants with random writes, `access --json` after `sync --evidence` says what the brute force says; a later sync without keeps it. */
import { describe, expect, it } from 'vitest'
import { expectedFindings, type ExpectedFinding } from './brute-force.ts'
import { differences, FindingsDocument } from './product-findings.ts'
import { randomCase } from './random-tenant.ts'
import { withUses } from './random-uses.ts'
import { installProduct } from './run-product.ts'

const only = process.env['SERIES_SEED']
const seeds = only === undefined ? Array.from({ length: 40 }, (_, index) => index + 1) : only.split(',').map(Number)
const dayMs = 86_400_000

/** In how many tenants each case of the rule occurred. */
const met = { high: 0, worked: 0, audit: 0, rows: 0, none: 0, cappedUse: 0 }

describe('access --json with evidence of use', () => {
  it.each(seeds)('equals the brute force for seed %i', async (seed) => {
    const now = Date.now()
    const random = withUses(randomCase(seed), now)
    const expected = expectedFindings(random, () => undefined, { from: now - 90 * dayMs, to: now })
    const product = installProduct(random)

    await product.command('sync', '--evidence')
    const { document } = await product.command('access')
    await product.command('sync')
    const later = await product.command('access')
    product.remove()

    expect(differences(expected, FindingsDocument.parse(document)).join('\n')).toBe('')
    expect(differences(expected, FindingsDocument.parse(later.document)).join('\n')).toBe('')
    count(expected)
  })

  it.runIf(only === undefined)('meets every case in at least 5 tenants', () => {
    console.log(met)
    expect(Object.values(met).every((tenants) => tenants >= 5)).toBe(true)
  })
})

function count(findings: readonly ExpectedFinding[]): void {
  const has = (test: (finding: ExpectedFinding) => boolean): number => Number(findings.some(test))
  met.high += has(({ severity }) => severity === 'high')
  met.worked += has(({ administrator, severity }) => administrator && severity === 'low')
  met.audit += has(({ evidence }) => evidence === 'audit')
  met.rows += has(({ evidence }) => evidence === 'rows')
  met.none += has(({ evidence }) => evidence === null)
  met.cappedUse += has(
    ({ severity, tables }) => severity === 'info' && tables.some(({ observed }) => (observed?.update ?? 0) > 0),
  )
}
