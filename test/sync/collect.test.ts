/** A whole collection over literal sources: its stages, its coverage, and what ends it. */
import { describe, expect, test } from 'vitest'
import { AuthenticationError, SeatledgerError } from '../../src/errors.ts'
import type { SourceStatus } from '../../src/model/coverage.ts'
import { collect } from '../../src/sync/collect.ts'
import { createMemorySpool } from '../../src/sync/memory-spool.ts'
import { rowsBySource, type SourceProgress } from '../../src/sync/progress.ts'
import { testClock } from '../connectors/fixture.ts'
import {
  broken,
  environment,
  forbidden,
  person,
  plain,
  practiceConnectors,
  run,
  sku,
  systemUser,
  tenantId,
  type TenantLiteral,
} from './practice-sources.ts'

const everything = { include: 'all', exclude: [] } as const

function start(tenant: TenantLiteral, about: Partial<Parameters<typeof collect>[0]> = {}) {
  const { connectors, asked } = practiceConnectors(tenant)
  const staging = createMemorySpool()
  const events: SourceProgress[] = []
  const statuses = collect({
    run,
    connectors,
    staging,
    scope: everything,
    tables: ['incident'],
    rolesOfInterest: () => new Set(),
    formerHolders: () => [],
    auditFrom: '2026-10-25T08:00:00Z',
    evidence: null,
    relevantSkuIds: (skus) => skus.map(({ skuId }) => skuId),
    clock: testClock(),
    progress: (event) => events.push(event),
    signal: new AbortController().signal,
    ...about,
  })
  const people = async (): Promise<string[]> => {
    const ids: string[] = []
    for await (const { id } of staging.snapshot({ ...run, statuses: [] }).rows('people', null)) ids.push(id)
    return ids
  }
  return { statuses, asked, events, people }
}

function find(statuses: readonly SourceStatus[], source: string, environmentId: string | null = null) {
  return statuses.find((one) => one.source === source && (one.environment?.id ?? null) === environmentId)
}

const whole: TenantLiteral = {
  skus: [sku('premium')],
  holders: [person('entra-ann')],
  environments: [environment('one'), environment('two')],
  security: {
    one: { users: [systemUser('ann'), systemUser('ben')] },
    two: { users: [systemUser('ben'), systemUser('cid', { applicationId: 'app' })] },
  },
}

describe('a tenant that answers everything', () => {
  test('is complete, in the order of every document', async () => {
    const { statuses } = start(whole)

    const rows = (await statuses).map((one) => [one.source, one.environment?.name ?? null, one.state])

    expect(rows).toEqual([
      ['graph/organization', null, 'complete'],
      ['graph/subscribed-skus', null, 'complete'],
      ['graph/subscriptions', null, 'complete'],
      ['graph/users', null, 'complete'],
      ['graph/sign-ins', null, 'complete'],
      ['graph/audit', null, 'complete'],
      ['power-platform/tenant-capacity', null, 'complete'],
      ['power-platform/environments', null, 'complete'],
      ['power-platform/billing-policies', null, 'complete'],
      ['power-platform/currencies', null, 'complete'],
      ...[
        'power-platform/allocations',
        'dataverse/security',
        'dataverse/usage',
        'dataverse/dual-write',
        'dataverse/telephony',
        'dataverse/apps',
      ].flatMap((source) => ['one', 'two'].map((id) => [source, `Environment ${id}`, 'complete'])),
    ])
  })

  test('reads the people of Dataverse who are no license holders by id, each once', async () => {
    const { statuses, asked, people } = start(whole)
    await statuses

    expect(asked.skuIds).toEqual(['premium'])
    expect(asked.peopleIds).toEqual(['entra-ben'])
    expect(await people()).toEqual(['entra-ann', 'entra-ben'])
  })

  test('has one row for users, over holders and people', async () => {
    const users = find(await start(whole).statuses, 'graph/users')

    expect(users).toMatchObject({
      rows: 2,
      required: true,
      reason: null,
      request: 'GET /v1.0/users; POST /v1.0/directoryObjects/getByIds',
      requestId: 'request-1',
      at: '2026-11-24T08:00:00.000Z',
    })
  })

  test('counts rows by source over all environments', async () => {
    const counts = rowsBySource(await start(whole).statuses)

    expect(counts['graph/users']).toBe(2)
    expect(counts['power-platform/environments']).toBe(2)
    expect(counts['dataverse/security']).toBe(6)
  })

  test('tells of each page and of each end', async () => {
    const { statuses, events } = start(whole)
    await statuses

    const ofSkus = events.filter(({ source }) => source === 'graph/subscribed-skus')
    expect(ofSkus.map(({ rows, state }) => [rows, state])).toEqual([
      [1, 'reading'],
      [1, 'complete'],
    ])
    expect(events.filter(({ state }) => state === 'complete').map(({ environment: at }) => at?.id)).toContain('two')
  })

  test('asks no group where none grants and none gates', async () => {
    const { statuses, asked } = start(whole)

    expect(find(await statuses, 'graph/groups')).toBeUndefined()
    expect(asked.groups).toBeNull()
  })

  test('asks for no holders where no SKU matters, and says complete', async () => {
    const { statuses, asked } = start({ ...whole, skus: [] })

    const users = find(await statuses, 'graph/users')

    expect(users).toMatchObject({ state: 'complete', reason: null, rows: 2 })
    expect(asked.sources).not.toContain('holders')
  })
})

describe('groups', () => {
  test('are read between the environments and the people, and their people are not read again', async () => {
    const { statuses, asked } = start({
      ...whole,
      environments: [environment('one', { securityGroupId: 'gate' })],
      steps: {
        'graph/groups': [
          [
            { ...plain, dataset: 'groups', rows: [{ id: 'gate', name: 'Gate', state: 'read' }] },
            { ...plain, dataset: 'people', rows: [person('entra-ben')] },
          ],
        ],
      },
    })

    expect(find(await statuses, 'graph/groups')).toMatchObject({ state: 'complete', rows: 2, required: true })
    expect(asked.groups).toEqual([{ id: 'gate', members: false, owners: false, gate: true }])
    expect(asked.peopleIds).toBeNull()
  })

  test('of an environment that could not be read are not asked for, and neither are its people', async () => {
    const { statuses, asked } = start({
      ...whole,
      environments: [environment('one', { securityGroupId: 'gate' }), environment('two')],
      steps: { 'dataverse/security|one': [[forbidden('/api/data/v9.2/roles')]] },
    })

    await statuses

    expect(asked.groups).toBeNull()
    expect(asked.peopleIds).toEqual(['entra-ben'])
  })
})

describe('what the service refuses', () => {
  test('is not assessed, with the permission to grant', async () => {
    const status = find(
      await start({ ...whole, steps: { 'power-platform/tenant-capacity': [[forbidden('/licensing/tenantCapacity')]] } })
        .statuses,
      'power-platform/tenant-capacity',
    )

    expect(status).toMatchObject({
      state: 'not-assessed',
      required: true,
      reason: 'GET /licensing/tenantCapacity: 403 Authorization_RequestDenied',
      fix: 'grant what power-platform/tenant-capacity needs',
      requestId: 'request-403',
      rows: 0,
    })
  })

  test('of one environment leaves the others whole', async () => {
    const statuses = await start({ ...whole, steps: { 'dataverse/security|one': [[forbidden('/roles')]] } }).statuses

    expect(find(statuses, 'dataverse/security', 'one')?.state).toBe('not-assessed')
    expect(find(statuses, 'dataverse/security', 'two')?.state).toBe('complete')
  })

  test('refused license holders leave nobody to be taken for unlicensed', async () => {
    const { statuses, asked } = start({ ...whole, steps: { holders: [[forbidden('/v1.0/users')]] } })

    expect(find(await statuses, 'graph/users')).toMatchObject({ state: 'not-assessed', rows: 0 })
    expect(asked.peopleIds).toBeNull()
  })

  test('refused people leave what the holders told, in part', async () => {
    const { statuses } = start({ ...whole, steps: { people: [[forbidden('/v1.0/directoryObjects/getByIds')]] } })

    expect(find(await statuses, 'graph/users')).toMatchObject({
      state: 'partial',
      rows: 1,
      reason: 'GET /v1.0/directoryObjects/getByIds: 403 Authorization_RequestDenied',
      fix: 'grant what graph/users needs',
    })
  })

  test('unread SKUs leave the holders unasked: the others are read by id, and users are partial', async () => {
    const { statuses, asked } = start({
      ...whole,
      steps: { 'graph/subscribed-skus': [[forbidden('/v1.0/subscribedSkus')]] },
    })

    expect(find(await statuses, 'graph/users')).toMatchObject({
      state: 'partial',
      rows: 2,
      reason: 'license holders cannot be asked for: the subscribed SKUs could not be read',
    })
    expect(asked.sources).not.toContain('holders')
    expect(asked.peopleIds).toEqual(['entra-ann', 'entra-ben'])
  })

  test('unread environments are said once: there is no environment to ask', async () => {
    const { statuses } = start({ ...whole, steps: { 'power-platform/environments': [[forbidden('/environments')]] } })

    const all = await statuses

    expect(find(all, 'power-platform/environments')).toMatchObject({ state: 'not-assessed', required: true })
    expect(all.filter(({ source }) => source === 'dataverse/security')).toEqual([])
  })
})

describe('the scope of environments', () => {
  test('lists what the operator left out, and does not ask it', async () => {
    const { statuses, asked } = start(whole, { scope: { include: 'all', exclude: ['environment TWO'] } })

    expect(find(await statuses, 'dataverse/security', 'two')).toMatchObject({
      state: 'not-assessed',
      required: false,
      reason: 'left out by the operator',
      fix: null,
    })
    expect(asked.sources).not.toContain('dataverse/security|two')
  })

  test('an environment without Dataverse is complete with nothing', async () => {
    const { statuses, asked } = start({ ...whole, environments: [environment('bare', { dataverse: null })] })

    expect(find(await statuses, 'dataverse/security', 'bare')).toMatchObject({
      state: 'complete',
      required: true,
      rows: 0,
      reason: 'no Dataverse, nothing to assess',
    })
    expect(asked.sources).not.toContain('dataverse/security|bare')
  })

  test('a name that no environment bears is a wrong setting', async () => {
    const { statuses } = start(whole, { scope: { include: ['one', 'Prodution'], exclude: [] } })

    await expect(statuses).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: 'SEATLEDGER_ENVIRONMENTS names Prodution, and no environment bears this name or id.',
    })
  })

  test('a name cannot be wrong against a list that was not read whole', async () => {
    const list = { ...plain, dataset: 'environments' as const, rows: [environment('one')] }
    const { statuses } = start(
      { ...whole, steps: { 'power-platform/environments': [[list, broken('/environments')]] } },
      { scope: { include: ['one', 'two'], exclude: [] } },
    )

    expect(find(await statuses, 'power-platform/environments')?.state).toBe('partial')
  })
})

describe('a run that is worth nothing', () => {
  const signIn = new AuthenticationError('Sign-in failed: the client secret is wrong.', 'check AZURE_CLIENT_SECRET')
  const required = [
    'graph/subscribed-skus',
    'holders',
    'power-platform/tenant-capacity',
    'power-platform/environments',
    'people',
  ]
  const everySource = (error: Error): NonNullable<TenantLiteral['steps']> =>
    Object.fromEntries([...required, 'graph/organization'].map((key) => [key, [[error]]]))

  test('ends with the one sentence of the sign-in', async () => {
    await expect(start({ ...whole, steps: everySource(signIn) }).statuses).rejects.toBe(signIn)
  })

  test('ends with the permission where everything was refused', async () => {
    await expect(
      start({ ...whole, steps: everySource(forbidden('/v1.0/organization')) }).statuses,
    ).rejects.toMatchObject({
      code: 'permission',
      message: 'Not one required source could be read (GET /v1.0/organization: 403 Authorization_RequestDenied).',
      hint: 'grant what graph/subscribed-skus needs',
    })
  })

  test('is none as long as one required source was read', async () => {
    const steps = { ...everySource(signIn), 'power-platform/environments': [[]] }

    const statuses = await start({ ...whole, steps }).statuses

    expect(find(statuses, 'graph/users')?.state).toBe('not-assessed')
    expect(find(statuses, 'graph/subscribed-skus')).toMatchObject({
      state: 'not-assessed',
      reason: 'Sign-in failed: the client secret is wrong',
      fix: 'check AZURE_CLIENT_SECRET',
    })
  })

  test('is one of another tenant', async () => {
    const other = '22222222-2222-4222-8222-222222222222'

    await expect(start({ ...whole, organizationId: other }).statuses).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: `The sign-in reached the tenant ${other}, but AZURE_TENANT_ID is ${tenantId}.`,
    })
  })
})

describe('a stop', () => {
  test('ends the collection with its reason, and asks nothing more', async () => {
    const stop = new AbortController()
    const reason = new SeatledgerError('stopped', 'Stopped by SIGTERM.')
    const { statuses, asked } = start(
      { ...whole, steps: { holders: [[() => stop.abort(reason)]], 'dataverse/security|one': [[]] } },
      { signal: stop.signal },
    )

    await expect(statuses).rejects.toBe(reason)
    expect(asked.sources).not.toContain('people')
  })

  test('a fault of our own is no coverage: it ends the run', async () => {
    const fault = new TypeError('a fault')
    const { statuses } = start({ ...whole, steps: { 'dataverse/security|two': [[fault]] } })

    await expect(statuses).rejects.toBe(fault)
  })
})
