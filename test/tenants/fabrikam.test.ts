/** The tenant with breaches, through every command that reads the stored run. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fabrikamBreaches } from '../../mocks/fabrikam.ts'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import {
  CapacityDocument,
  ErrorDocument,
  EvaluationDocument,
  ExplainDocument,
  FindingsDocument,
  SeatsDocument,
  SyncDocument,
} from '../../src/model/documents.ts'
import type { Finding, RuleOutcome } from '../../src/model/finding.ts'
import { poolIds } from '../../src/model/pool.ts'
import { openCommandLine, type CommandLine } from './command-line.ts'

/** Of the one rule that `access` shows. */
const expected = fabrikamBreaches
  .filter(({ rule }) => rule === 'restricted-table-write')
  .map(({ subject, environment, severity, administrator, tables = [] }) => ({
    subject,
    environment: environment ?? undefined,
    severity,
    administrator,
    tables,
  }))

const service = 'a4dbda3b-3306-5448-abea-2e163c4cca47'
const clerk = 'clerk.direct@fabrikam.example'

/** The store after one sync: read from by every test here, and the same for each. */
let stored: Readonly<Record<string, string>> | null = null

async function synced(): Promise<CommandLine> {
  const commandLine = openCommandLine(loadTenant('fabrikam'))
  if (stored === null) {
    await commandLine.type('sync')
    stored = commandLine.files()
  } else commandLine.putFiles(stored)
  // Whatever reads the store needs no tenant: no answer would come from now on.
  for (const name of ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET']) delete commandLine.env[name]
  commandLine.cloud.resetCounts()
  return commandLine
}

const Evidence = z.object({
  administrator: z.boolean(),
  tables: z.array(z.object({ table: z.string(), operations: z.array(z.string()) })),
})

function summaryOf({ subject, environment, severity, evidence }: Finding) {
  const { administrator, tables } = Evidence.parse(evidence)
  return { subject: subject.upn ?? subject.id, environment: environment?.name, severity, administrator, tables }
}

/** By environment and person: the list beside the tenant is written in its own order. */
const sorted = <T extends { readonly subject: string; readonly environment?: string | undefined }>(
  rows: readonly T[],
): T[] => rows.toSorted((a, b) => (`${a.environment} ${a.subject}` < `${b.environment} ${b.subject}` ? -1 : 1))

const namesOfRules = ([outcome, rules = []]: [string, readonly RuleOutcome[] | undefined]) => [
  outcome,
  rules.map(({ rule }) => rule),
]

const namesOf = ({ findings }: FindingsDocument) => findings.map(({ subject }) => subject.upn ?? subject.id)

describe('access', () => {
  test('names each subject with severity and tables as the list beside the tenant', async () => {
    const { ask, cloud } = await synced()

    const { document, exitCode } = await ask(FindingsDocument, 'access')

    expect(exitCode).toBe(2)
    expect(sorted(document.findings.map(summaryOf))).toEqual(sorted(expected))
    expect(document.rules).toEqual([
      { rule: 'restricted-table-write', outcome: 'fail', open: 26, reason: null, needs: [] },
    ])
    expect(document.findings.every(({ clauses }) => clauses.every((id) => id in document.clauses))).toBe(true)
    expect(cloud.requests()).toEqual([])
  })

  test.each([
    ['its name', 'Fabrikam Field'],
    ['its id', '696edb72-f7bf-523b-a854-7922ee31c567'],
  ])('--environment takes %s', async (_, value) => {
    const { ask } = await synced()

    const { document } = await ask(FindingsDocument, 'access', '--environment', value)

    expect(sorted(document.findings.map(summaryOf))).toEqual(
      sorted(expected.filter(({ environment }) => environment === 'Fabrikam Field')),
    )
    const environments = document.coverage.flatMap(({ environment }) => environment?.name ?? [])
    expect(new Set(environments)).toEqual(new Set(['Fabrikam Field']))
    expect(document.rules[0]?.open).toBe(26)
  })

  test('--user takes a sign-in name, an object id, and somebody who has no finding', async () => {
    const { ask } = await synced()

    const { document: byName } = await ask(FindingsDocument, 'access', '--user', clerk)
    const { document: byId } = await ask(FindingsDocument, 'access', '--user', byName.findings[0]?.subject.id ?? '')
    const innocent = await ask(FindingsDocument, 'access', '--user', 'agent1@fabrikam.example')

    expect(namesOf(byName)).toEqual([clerk])
    expect(byId.findings).toEqual(byName.findings)
    expect([innocent.exitCode, innocent.document.findings]).toEqual([0, []])
  })

  test('--table selects whole findings and trims nothing of them', async () => {
    const { ask } = await synced()

    const { document } = await ask(FindingsDocument, 'access', '--table', 'msdyn_workorder')

    const withTable = expected.filter(({ tables }) => tables.some(({ table }) => table === 'msdyn_workorder'))
    expect(sorted(document.findings.map(summaryOf))).toEqual(sorted(withTable))
    expect(
      document.findings.flatMap(({ evidence }) => Evidence.parse(evidence).tables).map(({ table }) => table),
    ).toContain('incident')
  })

  test('--by role says what a change would clear, and so do table and environment', async () => {
    const { ask } = await synced()

    const { document: roles } = await ask(FindingsDocument, 'access', '--by', 'role')
    const { document: tables } = await ask(FindingsDocument, 'access', '--by', 'table')
    const { document: environments } = await ask(FindingsDocument, 'access', '--by', 'environment')

    expect(roles.findings).toHaveLength(26)
    expect(
      roles.groups?.every(({ by, cleared }, index, groups) => {
        const next = groups[index + 1]
        return by === 'role' && (next === undefined || (cleared ?? 0) >= (next.cleared ?? 0))
      }),
    ).toBe(true)
    expect(roles.groups?.find(({ name }) => name === 'Dispatcher')).toMatchObject({
      environment: { id: service, name: 'Fabrikam Service' },
      findings: 2,
      action: expect.stringContaining('*Dispatcher*'),
    })
    expect(tables.groups?.find(({ name }) => name === 'incident')).toMatchObject({ by: 'table', environment: null })
    expect(environments.groups).toEqual(
      [
        ['Fabrikam Service', 20],
        ['Fabrikam Field', 5],
        ['Fabrikam Sandbox', 1],
      ].map(([name, findings]) =>
        expect.objectContaining({ by: 'environment', name, findings, cleared: null, action: null }),
      ),
    )
  })

  test.each([
    ['--environment', 'Atlantis'],
    ['--user', 'nobody@fabrikam.example'],
    ['--table', 'new_table'],
  ])('%s %s names nothing in the run: 64', async (option, value) => {
    const { ask } = await synced()

    const { exitCode, document, stderr } = await ask(ErrorDocument, 'access', option, value)

    expect(exitCode).toBe(64)
    expect(document).toMatchObject({ code: 'usage', message: expect.stringContaining(value) })
    expect(stderr).toContain(document.message)
  })
})

describe('findings', () => {
  test('come by severity, and --severity means that one and above', async () => {
    const { ask } = await synced()

    const { document: all } = await ask(FindingsDocument, 'findings')
    const { document: low } = await ask(FindingsDocument, 'findings', '--severity', 'low')
    const { document: medium } = await ask(FindingsDocument, 'findings', '--severity', 'medium')
    const high = await ask(FindingsDocument, 'findings', '--severity', 'high')

    const order = ['high', 'medium', 'low', 'info']
    const ranks = all.findings.map(({ severity }) => order.indexOf(severity))
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
    expect([all, low, medium, high.document].map(({ findings }) => findings.length)).toEqual([56, 40, 27, 1])
    expect(high.exitCode).toBe(2)
    expect(all.coverage).toEqual(low.coverage)
  })

  test('an unknown rule ends with 64', async () => {
    const { ask } = await synced()

    const { exitCode, document } = await ask(ErrorDocument, 'findings', '--rule', 'no-such-rule')

    expect([exitCode, document.code]).toEqual([64, 'usage'])
    expect(document.message).toContain('no-such-rule')
  })

  test.each([
    ['high', [2, 0, 2, 2]],
    ['medium', [2, 2, 2, 2]],
    ['low', [2, 2, 2, 2]],
    ['never', [0, 0, 0, 0]],
  ])('--fail-on %s ends findings, access, evaluate and sync with %j', async (failOn, exitCodes) => {
    const { type, env, cloud } = await synced()
    const codes: number[] = []
    for (const command of ['findings', 'access', 'evaluate']) {
      codes.push((await type(command, '--fail-on', failOn)).exitCode)
    }
    const tenant = cloud.tenant()
    const [app] = tenant.apps
    Object.assign(env, { AZURE_TENANT_ID: tenant.id, AZURE_CLIENT_ID: app?.clientId, AZURE_CLIENT_SECRET: app?.secret })
    codes.push((await type('sync', '--fail-on', failOn)).exitCode)

    // The one high finding is a pool: `access` does not list it.
    expect(codes).toEqual(exitCodes)
  })

  test('only what is listed counts for --fail-on', async () => {
    const { type } = await synced()

    const { exitCode } = await type('access', '--user', 'guest@fabrikam.example')

    expect(exitCode).toBe(0)
  })

  test('--max-age: an older run ends with 3 and its age, and 2 wins', async () => {
    const { type, clock } = await synced()
    clock.advance(5.5 * 3_600_000)

    const young = await type('seats', '--max-age', '6')
    const old = await type('findings', '--fail-on', 'never', '--max-age', '5')
    const failing = await type('findings', '--max-age', '5')

    expect([young.exitCode, young.stderr]).toEqual([0, ''])
    expect(old.exitCode).toBe(3)
    expect(old.stderr).toBe('The stored run is 5.5 hours old, older than --max-age 5: run `seatledger sync`.\n')
    expect(failing.exitCode).toBe(2)
  })
})

describe('explain', () => {
  test('explains every finding and every pool', async () => {
    const { ask } = await synced()
    const { document: listed } = await ask(FindingsDocument, 'findings')

    for (const finding of listed.findings) {
      const { document, exitCode } = await ask(ExplainDocument, 'explain', finding.id)

      expect([exitCode, document.finding, document.pool]).toEqual([0, finding, undefined])
      expect(document.derivation.length).toBeGreaterThan(0)
      expect(Object.keys(document.clauses).toSorted()).toEqual(finding.clauses.toSorted())
      expect(document.sources).toEqual(finding.sources)
    }
    for (const pool of poolIds) {
      const { document } = await ask(ExplainDocument, 'explain', pool)

      expect([document.pool?.pool, document.finding]).toEqual([pool, undefined])
      expect(document.derivation.length).toBeGreaterThan(0)
    }
  })

  test('shows a person the way by which the clerk has the table', async () => {
    const { ask, type } = await synced()
    const { document } = await ask(FindingsDocument, 'access', '--user', clerk)

    const { stdout, exitCode } = await type('explain', document.findings[0]?.id ?? '')

    expect(exitCode).toBe(0)
    expect(stdout).toContain(clerk)
    expect(stdout).toContain('Case Worker')
    expect(stdout).toContain('incident')
    expect(stdout).toContain('restricted-tables')
  })

  test('an unknown id ends with 64', async () => {
    const { ask } = await synced()

    const { exitCode, document } = await ask(ErrorDocument, 'explain', 'restricted-table-write-000000000000')

    expect(exitCode).toBe(64)
    expect(document.message).toContain('restricted-table-write-000000000000')
    expect(document.hint).toContain('seatledger findings')
  })
})

describe('seats', () => {
  test('by plan are those of capacity, by user each holder of a seat with the way it came', async () => {
    const { ask } = await synced()

    const { document: capacity } = await ask(CapacityDocument, 'capacity', '--stored', '--fail-on', 'never')
    const { document: byPlan } = await ask(SeatsDocument, 'seats')
    const { document: byUser, exitCode } = await ask(SeatsDocument, 'seats', '--by', 'user')

    expect(exitCode).toBe(0)
    expect(byPlan.seats.map(({ idle: _idle, duplicate: _duplicate, moved: _moved, ...seat }) => seat)).toEqual(
      capacity.seats,
    )
    const used = byPlan.seats.filter(({ idle, duplicate }) => idle !== 0 || duplicate !== 0)
    expect(used.map(({ plan, idle, duplicate }) => [plan, idle, duplicate])).toEqual([
      ['digital-voice', 4, 0],
      ['customer-service-enterprise', 0, 1],
    ])
    // One sync is no history of 90 days.
    expect(byPlan.seats.map(({ moved }) => moved)).toEqual(byPlan.seats.map(() => null))
    expect(byPlan.historySince).toBe(byPlan.asOf)
    expect(byPlan.people).toBeUndefined()
    const held = byUser.people?.flatMap(({ seats }) => seats.map(({ skuId }) => skuId)) ?? []
    expect(byUser.seats.map(({ skuId }) => held.filter((one) => one === skuId).length)).toEqual(
      byUser.seats.map(({ assigned }) => assigned),
    )
    const ids = byUser.people?.map(({ id }) => id) ?? []
    expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)))
  })
})

test('seats by user name a verdict, what could be saved at the list price, and how often each opens an environment', async () => {
  const { ask } = await synced()

  const { document } = await ask(SeatsDocument, 'seats', '--by', 'user')

  const people = (document.people ?? []).map(({ upn, verdict, saving, environments }) =>
    [upn?.split('@')[0], verdict, saving, environments].join(' '),
  )
  expect(people.filter((row) => !row.endsWith(' ok  1')).toSorted()).toEqual([
    'agent.addon no-prerequisite  1',
    'agent.twice duplicate 105 1',
    // Two add-ons at 75 where the combined one is 90.
    'agent6 ok 60 1',
    'idle.blocked idle 110 1',
    'idle.long idle 110 1',
    'idle.never idle 110 1',
    'idle.out idle 110 0',
  ])
  expect(
    document.people?.every(({ seats }) => seats.every(({ via, since }) => via === 'direct' && since !== null)),
  ).toBe(true)
})

/** Times, request ids and run ids may differ from run to run, and nothing else. */
const leveled = (stdout: string): string =>
  stdout.replace(/\b\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'TIME').replace(/"(runId|requestId)": "[^"]+"/g, '"$1": "ID"')

describe('the same bytes', () => {
  test('come of two syncs of the same tenant', async () => {
    const outputs: string[][] = []
    const { type, clock } = openCommandLine(loadTenant('fabrikam'))
    await type('sync')
    for (let round = 0; round < 2; round += 1) {
      clock.advance(60_000)
      const texts: string[] = []
      for (const argv of [
        ['sync'],
        ['findings', '--status', 'all'],
        ['access', '--by', 'role'],
        ['seats', '--by', 'user'],
        ['evaluate'],
        ['capacity'],
        ['capacity', '--stored'],
        ['explain', 'dataverse-database'],
        ['doctor'],
      ]) {
        texts.push(leveled((await type(...argv, '--json')).stdout))
      }
      outputs.push(texts)
    }

    expect(outputs[1]).toEqual(outputs[0])
  })
})

describe('evaluate', () => {
  test('judges on another day and keeps the store', async () => {
    const { ask, files } = await synced()
    const before = files()

    const { document } = await ask(EvaluationDocument, 'evaluate', '--as-of', '2027-01-15')
    const early = await ask(ErrorDocument, 'evaluate', '--as-of', '2026-01-01')

    expect(document.asOf.slice(0, 10)).toBe('2027-01-15')
    expect(document.pools.map(({ period }) => period)).toEqual([null, null, null, '2027-01', '2027-01', '2027-01'])
    expect(early).toMatchObject({ exitCode: 1, document: { code: 'no-sync' } })
    expect(files()).toEqual(before)
  })
})

test('contoso has no finding above info', async () => {
  const { ask } = openCommandLine(loadTenant('contoso'))

  const { document, exitCode } = await ask(SyncDocument, 'sync', '--fail-on', 'low')

  expect(exitCode).toBe(0)
  expect(document.findings).toEqual({ high: 0, medium: 0, low: 0, info: 1, new: 1, resolved: 0 })
  // One sync is no history of 90 days; the others apply to nothing that contoso has.
  expect(Object.entries(Object.groupBy(document.rules, ({ outcome }) => outcome)).map(namesOfRules)).toEqual([
    ['pass', expect.arrayContaining(['restricted-table-write', 'pool-overage'])],
    ['not-assessed', ['seat-reassigned-early']],
    ['not-applicable', ['legacy-omnichannel', 'dual-use-expiring']],
  ])
})
