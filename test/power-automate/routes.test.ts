/** The operations of the connector over a practice tenant: each reply is what the package describes, to the field. */
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { FindingsDocument } from '../../src/model/documents.ts'
import { poolIds } from '../../src/model/pool.ts'
import {
  FindingNotification,
  connectorRoutes,
  findingNotification,
  type Reply,
} from '../../src/power-automate/index.ts'
import type { OperationId } from '../../src/power-automate/operations.ts'
import { apiDefinition } from '../../src/power-automate/package/api-definition.ts'
import { afterSync } from '../tenants/after-sync.ts'
import { openCommandLine, type CommandLine } from '../tenants/command-line.ts'
import { hostileTenant } from '../tenants/hostile-tenant.ts'
import { at, objectOf, parseJson, walk, type JsonObject } from './lint/json.ts'
import { answerOf, operationsOf } from './lint/operations.ts'
import { sourcesOf } from './sources.ts'

interface Asked {
  readonly path?: object
  readonly query?: object
  readonly body?: unknown
}

/** The definition as a reader of it takes it: a field that it does not name is a fault. */
const definition = objectOf(parseJson(JSON.stringify(apiDefinition())))
for (const { value } of walk(definition)) {
  if (at(value, 'properties') !== undefined) objectOf(value)['additionalProperties'] = false
}
const operations = operationsOf(definition)
const ajv = new Ajv({ strict: false, validateFormats: false })

function faultsOf(operationId: OperationId, body: object): unknown {
  const operation = operations.find(({ id }) => id === operationId)
  if (operation === undefined) throw new Error(operationId)
  const schema: JsonObject = { ...answerOf(definition, operation), definitions: objectOf(definition['definitions']) }
  const validate = ajv.compile(schema)
  return validate(JSON.parse(JSON.stringify(body))) ? null : validate.errors
}

type Ask = (operationId: OperationId, asked?: Asked) => Promise<Reply>

/** Each reply is held against the package. */
function askerOf(commands: CommandLine, tenantId: string): Ask {
  const routes = connectorRoutes(sourcesOf(commands, tenantId))
  return async (operationId, asked = {}) => {
    const route = routes.find(({ operation }) => operation.operationId === operationId)
    if (route === undefined) throw new Error(operationId)
    const { path } = route.operation
    const url = { origin: 'https://seatledger.contoso.com', pathname: path }
    const reply = await route.handle({ path: {}, query: {}, body: undefined, ...asked, url, caller: 'Auditor' })
    expect(reply.status).toBe(route.operation.answer.status)
    expect(faultsOf(operationId, reply.body)).toBeNull()
    return reply
  }
}

const Rows = z.object({ value: z.array(z.record(z.string(), z.unknown())), nextLink: z.string().optional() })
const rowsOf = (reply: Reply) => Rows.parse(reply.body)

/** Follows next links to the end. */
async function allRows(ask: Ask, operationId: OperationId, query: object): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = []
  let link: string | undefined
  do {
    const asked = link === undefined ? query : Object.fromEntries(new URL(link).searchParams)
    const page = rowsOf(await ask(operationId, { query: asked }))
    rows.push(...page.value)
    link = page.nextLink
  } while (link !== undefined)
  return rows
}

const fabrikam = loadTenant('fabrikam')
const synced = afterSync('fabrikam')
const asker = async (): Promise<Ask> => askerOf(await synced(), fabrikam.id)

describe('over fabrikam', () => {
  test('the summary tells the four things in their order', async () => {
    const ask = await asker()

    const { body } = await ask('GetTenantSummary')
    const findings = await allRows(ask, 'ListFindings', { limit: 1000 })

    expect(body).toMatchObject({
      tenantName: 'Fabrikam, Inc.',
      capacity: 'over',
      accessFindings: 26,
      nextStep: 'remove Create, Update and Delete of `incident` from *Case Worker*: clears 10 findings',
    })
    const open = Object.groupBy(findings, ({ severity }) => String(severity))
    expect(body).toMatchObject(Object.fromEntries(Object.entries(open).map(([name, rows]) => [name, rows?.length])))
  })

  test('pages of findings are the whole list, in its order, each once', async () => {
    const ask = await asker()

    const whole = await allRows(ask, 'ListFindings', { limit: 1000 })
    const paged = await allRows(ask, 'ListFindings', { limit: Math.ceil(whole.length / 3) })

    expect(paged).toEqual(whole)
    expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length)
  })

  test('a next link is absolute, and asks the same question', async () => {
    const ask = await asker()

    const { nextLink = '' } = rowsOf(
      await ask('ListFindings', { query: { limit: '1', severity: 'low', tenantId: fabrikam.id } }),
    )

    expect(nextLink).toMatch(/^https:\/\/seatledger[.]contoso[.]com\/connector\/v1\/findings[?]/)
    expect(Object.fromEntries(new URL(nextLink).searchParams)).toMatchObject({
      limit: '1',
      severity: 'low',
      tenantId: fabrikam.id,
      cursor: expect.any(String),
    })
  })

  test('one finding comes with derivation, evidence and clauses', async () => {
    const ask = await asker()
    const [first] = rowsOf(await ask('ListFindings', { query: { rule: 'restricted-table-write', limit: 1 } })).value

    const { body } = await ask('GetFinding', { path: { findingId: first?.['id'] } })

    expect(body).toMatchObject({ ...first, derivation: expect.stringMatching(/./), clauseTexts: expect.any(Array) })
    expect(JSON.parse(z.object({ evidence: z.string() }).parse(body).evidence)).toHaveProperty('tables')
  })

  test('roles, pools, people, rights, a plan, a waiver, tenants', async () => {
    const ask = await asker()

    const [role] = rowsOf(await ask('ListRoles', { query: { limit: 1 } })).value
    const pools = rowsOf(await ask('ListPools')).value
    const people = await allRows(ask, 'ListPeople', { verdict: 'idle', limit: 1000 })
    const rights = await ask('GetUserRights', { path: { user: 'agent4@fabrikam.example' } })
    const plan = await ask('PlanSeats', { body: { digital: 3, voice: 7, both: 1 } })
    const [finding] = rowsOf(await ask('ListFindings', { query: { limit: 1 } })).value
    const waived = await ask('WaiveFinding', {
      path: { findingId: finding?.['id'] },
      body: { reason: 'a service account' },
    })

    expect(role).toMatchObject({ roleName: 'Case Worker', cleared: 10 })
    expect(pools.map(({ pool }) => pool)).toEqual(poolIds)
    expect(people.every(({ verdict }) => verdict === 'idle')).toBe(true)
    expect(rights.body).toMatchObject({ plans: 'digital-addon, customer-service-enterprise' })
    expect(plan.body).toMatchObject({ monthly: expect.any(Number), why: expect.stringMatching(/./) })
    expect(waived.body).toMatchObject({ status: 'waived', waivedBy: 'Auditor', waiverReason: 'a service account' })
    expect(rowsOf(await ask('ListTenants')).value).toMatchObject([
      { tenantId: fabrikam.id, tenantName: 'Fabrikam, Inc.' },
    ])
  })
})

/** Without a sync. */
const unsynced = (): Ask => askerOf(openCommandLine(fabrikam), fabrikam.id)

describe('what acts', () => {
  test('a sync is accepted, and its address told', async () => {
    const ask = unsynced()

    const started = await ask('StartSync')

    expect(started).toMatchObject({
      status: 202,
      headers: { location: 'https://seatledger.contoso.com/connector/v1/runs/run-2' },
      body: { runId: 'run-2', state: 'running' },
    })
    expect((await ask('GetRun', { path: { runId: 'run-1' } })).body).toMatchObject({
      state: 'failed',
      errorMessage: 'The tenant does not answer.',
    })
    expect((await allRows(ask, 'ListRuns', { limit: 1 })).map(({ runId }) => runId)).toEqual(['run-2', 'run-1'])
  })

  test('a subscription is made with its address in Location, without what it notifies, and deleted', async () => {
    const ask = unsynced()
    const notificationUrl = 'https://prod-1.westeurope.logic.azure.com/workflows/1?sig=s3cret'

    const made = await ask('WhenAFindingOpens', { body: { notificationUrl, severity: 'high' } })

    expect(made.headers['location']).toBe('https://seatledger.contoso.com/connector/v1/subscriptions/subscription-1')
    expect(made.body).toMatchObject({ severity: 'high' })
    expect(JSON.stringify(made)).not.toContain('s3cret')
    expect((await ask('DeleteSubscription', { path: { subscriptionId: 'subscription-1' } })).status).toBe(200)
  })

  test.each([
    ['ListFindings', { query: { limit: 0 } }],
    ['ListFindings', { query: { limit: 1001 } }],
    ['ListFindings', { query: { severity: 'critical' } }],
    ['ListFindings', { query: { cursor: 'next' } }],
    ['WaiveFinding', { path: { findingId: 'x' }, body: { reason: ' ' } }],
    ['WaiveFinding', { path: { findingId: 'x' }, body: { reason: 'x', until: 'soon' } }],
    ['PlanSeats', { body: { digital: -1 } }],
    ['PlanSeats', { body: { digital: '3' } }],
    ['WhenAFindingOpens', { body: { notificationUrl: 'http://flow.example/1' } }],
    ['WhenAFindingOpens', { body: {} }],
  ] as const)('%s refuses %j', async (operationId, asked) => {
    await expect(unsynced()(operationId, asked)).rejects.toThrow(/./)
  })
})

test('of a tenant that could be read in part only, what is not known is left out, never 0', async () => {
  const commands = openCommandLine(loadTenant('insufficient'))
  await commands.type('sync')
  const ask = askerOf(commands, loadTenant('insufficient').id)

  const { body } = await ask('GetTenantSummary')

  expect(body).toMatchObject({ isComplete: false, notLookedAt: expect.stringMatching(/not-assessed/) })
  expect(Object.values(body)).not.toContain(null)
})

test('names that attack come through unchanged, one row each, and no line of their own', async () => {
  const tenant = hostileTenant()
  const commands = openCommandLine(tenant)
  await commands.type('sync')
  const ask = askerOf(commands, tenant.id)

  const findings = await allRows(ask, 'ListFindings', { limit: 1000 })
  const { document } = await commands.ask(FindingsDocument, 'findings')

  expect(findings.map(({ subjectName }) => subjectName)).toEqual(document.findings.map(({ subject }) => subject.name))
  for (const [index, { remedy }] of findings.entries()) {
    expect(String(remedy).split('\n').length).toBe(document.findings[index]?.remedies.length)
  }
})

test('a subscriber is sent the finding, flat, with tenant and run', async () => {
  const { document } = await (await synced()).ask(FindingsDocument, 'findings')
  const [finding] = document.findings
  if (finding === undefined) throw new Error('no finding')
  const openedAt = '2026-11-24T08:00:00.000Z'

  const sent = findingNotification(finding, { tenantId: fabrikam.id, tenantName: null, runId: 'run-1', openedAt })

  expect(FindingNotification.parse(sent)).toEqual(sent)
  expect(sent).toMatchObject({
    id: finding.id,
    tenantId: fabrikam.id,
    tenantName: fabrikam.id,
    runId: 'run-1',
    openedAt,
  })
})
