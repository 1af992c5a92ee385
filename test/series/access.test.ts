/** The acceptance line: on 300 random tenants `access --json` says what the brute force says, and every exception of the rule occurs. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { CloudOptions } from '../../mocks/cloud.ts'
import { expectedFindings } from './brute-force.ts'
import { expectedByEnvironment, expectedByRole, expectedByTable, type ExpectedGroup } from './brute-groups.ts'
import { Tally, type Exception } from './exceptions.ts'
import { differences, FindingsDocument } from './product-findings.ts'
import { randomCase } from './random-tenant.ts'
import { installProduct } from './run-product.ts'

const only = process.env['SERIES_SEED']
const seeds = only === undefined ? Array.from({ length: 300 }, (_, index) => index + 1) : only.split(',').map(Number)

const tally = new Tally()
let findings = 0

describe('access --json on random tenants', () => {
  it.each(seeds)('equals the brute force for seed %i', async (seed) => {
    const random = randomCase(seed)
    const seen = new Set<Exception>()
    const expected = expectedFindings(random, (exception) => seen.add(exception))
    const product = installProduct(random, habitsOf(seed))

    const synced = await product.command('sync')
    const { exitCode, document } = await product.command('access')
    product.remove()

    const unread = seen.has('environment that could not be read')
    const isBad = expected.some((finding) => finding.severity === 'medium' || finding.severity === 'high')
    expect(differences(expected, FindingsDocument.parse(document)).join('\n')).toBe('')
    const expectedCode = isBad ? 2 : unread ? 3 : 0
    expect(exitCode).toBe(expectedCode)
    // Findings of other rules count there too.
    expect([2, expectedCode]).toContain(synced.exitCode)
    tally.add(seen)
    findings += expected.length
  })

  it.each(seeds.slice(0, 60))('groups the findings of seed %i as counted', async (seed) => {
    const random = randomCase(seed)
    const expected = expectedFindings(random, () => undefined)
    const product = installProduct(random)

    await product.command('sync')
    const byRole = groupsOf((await product.command('access', '--by', 'role')).document)
    const byTable = groupsOf((await product.command('access', '--by', 'table')).document)
    const byEnvironment = groupsOf((await product.command('access', '--by', 'environment')).document)
    product.remove()

    const withoutJourney = byTable.filter((group) => !group.id.includes('journey'))
    expect(sorted(byRole)).toStrictEqual(sorted(expectedByRole(expected)))
    expect(sorted(withoutJourney)).toStrictEqual(sorted(expectedByTable(expected)))
    expect(sorted(byEnvironment.map(withoutEnvironment))).toStrictEqual(sorted(expectedByEnvironment(expected)))
    for (const groups of [byRole, byTable]) {
      const ranks = groups.map((group) => [group.cleared ?? 0, group.findings])
      expect(ranks).toStrictEqual(ranks.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => c - a || d - b))
    }
  })

  it.each(seeds.slice(0, 60))('judges the stored run of seed %i again without asking anything', async (seed) => {
    const random = randomCase(seed)
    const product = installProduct(random)

    await product.command('sync')
    const { document } = await product.command('findings')
    const asked = product.requests().length
    const evaluated = Findings.parse((await product.command('evaluate')).document)
    const askedThen = product.requests().length
    product.remove()

    expect(evaluated).toStrictEqual(Findings.parse(document))
    expect(askedThen).toBe(asked)
  })

  it.runIf(only === undefined)('meets every exception of the rule in at least 20 tenants', () => {
    console.log(`${findings} findings in ${seeds.length} tenants; in how many tenants each exception occurred:`)
    console.log(tally.table())
    expect(tally.rare(20)).toStrictEqual([])
  })
})

/** Some clouds answer in small pages, and some leave out of getByIds what others give. */
function habitsOf(seed: number): CloudOptions {
  return {
    ...(seed % 3 === 0 ? { mostRows: { graph: 7, powerPlatform: 2, bap: 2, dataverse: 9 } } : {}),
    ...(seed % 5 === 0 ? { getByIdsWithholds: ['licenseAssignmentStates'] } : {}),
  }
}

/** Whatever a finding holds. */
const Findings = z.object({ findings: z.array(z.unknown()) })

const GroupedDocument = z.object({
  groups: z.array(
    z.object({
      id: z.string(),
      environment: z.object({ id: z.string() }).nullable(),
      findings: z.int(),
      cleared: z.int().nullable(),
    }),
  ),
})

function groupsOf(document: unknown): ExpectedGroup[] {
  return GroupedDocument.parse(document).groups.map((group) => ({
    ...group,
    environment: group.environment?.id ?? null,
  }))
}

/** The contract does not say whether a group that is an environment names itself again. */
function withoutEnvironment(group: ExpectedGroup): ExpectedGroup {
  return { ...group, environment: null }
}

function sorted(groups: readonly ExpectedGroup[]): ExpectedGroup[] {
  return groups.toSorted((one, other) => (textOf(one) < textOf(other) ? -1 : 1))
}

function textOf(group: ExpectedGroup): string {
  return `${group.environment} ${group.id}`
}
