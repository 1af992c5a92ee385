/** Seats that move between syncs, from the first sync to the finding: months of a small tenant, with the clock put on. */
import { describe, expect, test } from 'vitest'
import { parseTenant } from '../../mocks/tenant-file.ts'
import type { TenantDescription, UserDescription } from '../../mocks/tenant.ts'
import { EvaluationDocument, FindingsDocument, SyncDocument } from '../../src/model/documents.ts'
import { openCommandLine, type CommandLine } from './command-line.ts'

const dayMs = 86_400_000
const rule = 'seat-reassigned-early'
const voice = '79e2368c-4568-48d5-a352-b0344afabcf8'
const names = ['ann', 'ben', 'cleo', 'dora'] as const
type Name = (typeof names)[number]

const license: UserDescription['licenses'][number] = { skuId: voice, disabledPlans: [], state: 'Active', byGroup: null }

/** Adatum with one Voice seat until the end of a year, an environment with telephony, and four people without a seat. */
function oneSeatTenant(): TenantDescription {
  return parseTenant({
    id: '0c000000-0000-4000-a000-000000000000',
    displayName: 'Adatum',
    domain: 'adatum.example',
    apps: [{ clientId: '0d000000-0000-4000-a000-000000000000', secret: 'practice-secret' }],
    skus: [
      {
        skuId: voice,
        skuPartNumber: 'VOICE',
        capabilityStatus: 'Enabled',
        units: { enabled: 1, warning: 0, suspended: 0, lockedOut: 0 },
        servicePlans: [],
      },
    ],
    subscriptions: [
      {
        id: '0b000000-0000-4000-a000-000000000000',
        skuId: voice,
        isTrial: false,
        status: 'Enabled',
        totalLicenses: 1,
        nextLifecycleDateTime: '2027-11-24T00:00:00Z',
      },
    ],
    users: names.map((name, index) => ({
      id: `0a000000-0000-4000-a000-00000000000${index}`,
      upn: `${name}@adatum.example`,
      displayName: name,
    })),
    capacity: { meters: [] },
    environments: [
      { id: 'Default-0c000000-0000-4000-a000-000000000000', displayName: 'Adatum (default)', sku: 'Default' },
    ],
  })
}

function change(tenant: TenantDescription, name: Name, about: Partial<UserDescription>): TenantDescription {
  const users = tenant.users.map((user) => (user.displayName === name ? { ...user, ...about } : user))
  return { ...tenant, users }
}

/** Gives the seat to the person, and to nobody else. */
function give({ cloud }: CommandLine, holder: Name | null): void {
  cloud.update((tenant) => ({
    ...tenant,
    users: tenant.users.map((user) => ({ ...user, licenses: user.displayName === holder ? [license] : [] })),
  }))
}

/** Syncs, `days` after the last sync. */
async function syncAfter({ clock, ask }: CommandLine, days: number): Promise<SyncDocument> {
  clock.advance(days * dayMs)
  const { document } = await ask(SyncDocument, 'sync')
  return document
}

/** The outcome of the rule and its findings, as `low ann > ben`. */
async function judged({ ask }: CommandLine): Promise<unknown[]> {
  const { document } = await ask(FindingsDocument, 'findings', '--rule', rule, '--fail-on', 'never')
  const outcome = document.rules.find((row) => row.rule === rule)
  return [outcome?.outcome, outcome?.reason, ...document.findings.map(({ severity, title }) => `${severity}: ${title}`)]
}

const boundToBen =
  'low: A Contact Center Voice seat moved early from ann to ben and is bound to ben until the end of its term on 2027-11-24'

/** 100 days of history, then Ann gets the seat. */
async function withAnn(): Promise<CommandLine> {
  const line = openCommandLine(oneSeatTenant())
  await syncAfter(line, 0)
  give(line, 'ann')
  await syncAfter(line, 100)
  return line
}

describe('a seat that moves', () => {
  test('after 60 days is bound, and moved on again before that date it is a breach', async () => {
    const line = await withAnn()
    expect(await judged(line)).toEqual(['pass', null])

    give(line, 'ben')
    await syncAfter(line, 60)
    expect(await judged(line)).toEqual(['fail', null, boundToBen])

    give(line, 'cleo')
    await syncAfter(line, 120)
    expect(await judged(line)).toEqual([
      'fail',
      null,
      'high: A Contact Center Voice seat that was bound to ben until the end of its term on 2027-11-24 moved on to cleo',
      boundToBen,
    ])
  })

  test('after 90 days and 0 seconds is no finding', async () => {
    const line = await withAnn()

    give(line, 'ben')
    await syncAfter(line, 90)

    expect(await judged(line)).toEqual(['pass', null])
  })

  test('from somebody whose account is disabled is no finding, and says so', async () => {
    const line = await withAnn()

    give(line, 'ben')
    line.cloud.update((tenant) => change(tenant, 'ann', { accountEnabled: false }))
    await syncAfter(line, 60)

    expect(await judged(line)).toEqual(['pass', '1 early move allowed, because the holder was disabled.'])
  })

  test('from somebody who was deleted is no finding, and says so', async () => {
    const line = await withAnn()

    give(line, 'ben')
    line.cloud.update((tenant) => ({
      ...tenant,
      users: tenant.users.filter(({ displayName }) => displayName !== 'ann'),
    }))
    await syncAfter(line, 60)

    expect(await judged(line)).toEqual(['pass', '1 early move allowed, because the holder was deleted.'])
  })

  test('from somebody who was absent by the list of the operator is no finding, be it said later', async () => {
    const line = await withAnn()
    give(line, 'ben')
    await syncAfter(line, 60)
    expect(await judged(line)).toEqual(['fail', null, boundToBen])

    line.env['SEATLEDGER_PEOPLE'] = line.write('people.json', { 'ann@adatum.example': { absent: '2027-04-01' } })
    const { document } = await line.ask(EvaluationDocument, 'evaluate', '--fail-on', 'never')
    expect(document.findings.filter((finding) => finding.rule === rule)).toEqual([])
    await syncAfter(line, 1)

    expect(await judged(line)).toEqual(['pass', '1 early move allowed, because the holder was absent.'])
  })

  test('while another unit is free is no finding', async () => {
    const line = await withAnn()

    give(line, 'ben')
    line.cloud.update((tenant) => ({
      ...tenant,
      skus: tenant.skus.map((sku) => ({ ...sku, units: { ...sku.units, enabled: 2 } })),
    }))
    await syncAfter(line, 60)

    expect(await judged(line)).toEqual(['pass', null])
  })

  test('with 30 days of history is not assessed', async () => {
    const line = openCommandLine(oneSeatTenant())
    give(line, 'ann')
    await syncAfter(line, 0)
    give(line, 'ben')
    await syncAfter(line, 30)

    expect(await judged(line)).toEqual(['not-assessed', 'history since 2026-11-24, 90 days are needed.'])
  })

  test('is not seen while the people cannot be read, and nobody loses a seat by that', async () => {
    const line = await withAnn()
    line.cloud.update((tenant) => ({
      ...tenant,
      refusals: [
        { api: 'graph', path: '/v1.0/users', status: 403, code: 'Authorization_RequestDenied', message: 'no' },
      ],
    }))
    await syncAfter(line, 30)
    line.cloud.update((tenant) => ({ ...tenant, refusals: [] }))
    give(line, 'ben')
    await syncAfter(line, 30)

    expect(await judged(line)).toEqual(['fail', null, boundToBen])
  })
})
