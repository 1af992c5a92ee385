/** Evidence of use through the command line: where there is none, what it changes, and what a later run without it keeps. */
import { describe, expect, test } from 'vitest'
import type { TenantDescription } from '../../mocks/tenant.ts'
import { ExplainDocument, FindingsDocument, SyncDocument } from '../../src/model/documents.ts'
import { RestrictedTableEvidence } from '../../src/model/evidence.ts'
import { afterSync } from './after-sync.ts'
import type { CommandLine } from './command-line.ts'

const service = 'a4dbda3b-3306-5448-abea-2e163c4cca47'
const clerk = 'clerk.direct@fabrikam.example'
const administrator = 'admin@fabrikam.example'
const hourMs = 3_600_000

const bare = afterSync('fabrikam')
const observed = afterSync('fabrikam', { argv: ['--evidence'] })

/** The finding of a person in Fabrikam Service. */
async function findingOf({ ask }: CommandLine, user: string) {
  const { document } = await ask(FindingsDocument, 'access', '--user', user, '--fail-on', 'never')
  const finding = document.findings.find(({ environment }) => environment?.id === service)
  if (finding === undefined) throw new Error(`no finding of ${user}`)
  return { ...finding, ...RestrictedTableEvidence.parse(finding.evidence) }
}

function inService(
  tenant: TenantDescription,
  about: Partial<NonNullable<TenantDescription['environments'][number]['dataverse']>>,
): TenantDescription {
  return {
    ...tenant,
    environments: tenant.environments.map((environment) =>
      environment.id === service && environment.dataverse !== null
        ? { ...environment, dataverse: { ...environment.dataverse, ...about } }
        : environment,
    ),
  }
}

async function explained(line: CommandLine, id: string): Promise<string> {
  return (await line.ask(ExplainDocument, 'explain', id)).document.derivation.join('\n')
}

describe('a sync without --evidence', () => {
  test('asks nobody for use: no row of coverage, nothing observed, and the title says can', async () => {
    const line = await bare()

    const { document } = await line.ask(SyncDocument, 'sync')
    const finding = await findingOf(line, clerk)

    expect(document.coverage.filter(({ source }) => source === 'dataverse/evidence')).toEqual([])
    expect(line.cloud.requests().filter(({ target }) => target.includes('/audits'))).toEqual([])
    expect(finding).toMatchObject({ severity: 'medium', observedWindow: null })
    expect(finding.tables.every((table) => table.observed === null)).toBe(true)
    expect(finding.title).toContain(' can ')
  })
})

describe('a sync with --evidence', () => {
  test('grades who was seen writing higher than the bare capability, within a window that is named', async () => {
    const line = await observed()

    const writer = await findingOf(line, clerk)
    const capable = await findingOf(line, 'clerk.group@fabrikam.example')

    expect([writer.severity, capable.severity]).toEqual(['high', 'medium'])
    expect(writer.title).toMatch(/\b(did|created|changed|wrote)\b/)
    expect(writer.observedWindow).toEqual({
      from: '2026-08-26T08:00:00.000Z',
      to: '2026-11-24T08:00:00.000Z',
      source: 'audit',
    })
    expect(writer.tables.find(({ table }) => table === 'incident')?.observed).toEqual({
      create: 5,
      update: 0,
      delete: 0,
      last: '2026-11-06T08:30:00.000Z',
    })
    expect(capable.title).toContain(' can ')
  })

  test('shows an administrator who writes as low, with the tables that were seen', async () => {
    const line = await observed()

    const finding = await findingOf(line, administrator)

    expect(finding.severity).toBe('low')
    expect(finding.detail).toContain('also works in the application')
    expect(finding.tables).toMatchObject([
      { table: 'incident', operations: ['create', 'update', 'delete'], depth: 'global', observed: { create: 2 } },
    ])
  })

  test('of an environment whose auditing is off says that there is no evidence available, which is not no use', async () => {
    const line = await bare()
    line.cloud.update((tenant) => inService(tenant, { audit: { on: false } }))

    const { document } = await line.ask(SyncDocument, 'sync', '--evidence')
    const finding = await findingOf(line, clerk)

    const row = document.coverage.find(
      ({ source, environment }) => source === 'dataverse/evidence' && environment?.id === service,
    )
    expect(row).toMatchObject({ state: 'complete', reason: expect.stringContaining('no evidence available') })
    expect(finding).toMatchObject({ severity: 'medium', observedWindow: null })
    expect(finding.detail).toContain('no evidence available')
    expect(finding.detail).toContain('that is not "no use"')
    expect(await explained(line, finding.id)).toContain('no evidence available')
  })

  test('whose log may not be read takes the rows in its place, and is partial', async () => {
    const line = await bare()
    line.cloud.update((tenant) => inService(tenant, { audit: { on: true, tables: ['incident'], readable: false } }))

    const { document, exitCode } = await line.ask(SyncDocument, 'sync', '--evidence')
    const finding = await findingOf(line, clerk)

    const row = document.coverage.find(
      ({ source, environment }) => source === 'dataverse/evidence' && environment?.id === service,
    )
    expect(exitCode).toBe(2)
    expect(row).toMatchObject({
      state: 'partial',
      required: false,
      fix: expect.stringContaining('prvReadAuditSummary'),
    })
    expect(finding).toMatchObject({ severity: 'high', observedWindow: { source: 'rows' } })
    // Rows never show who deleted one.
    expect(finding.tables.find(({ table }) => table === 'incident')?.observed?.delete).toBeNull()
  })

  test('looks back as many days as SEATLEDGER_EVIDENCE says, without the option too', async () => {
    const line = await bare()
    line.env['SEATLEDGER_EVIDENCE'] = '7'

    await line.type('sync')
    const finding = await findingOf(line, clerk)

    // The clerk wrote before the 17th.
    expect(finding).toMatchObject({ severity: 'medium', observedWindow: { from: '2026-11-17T08:00:00.000Z' } })
    expect(finding.tables.find(({ table }) => table === 'incident')?.observed).toMatchObject({ create: 0, last: null })
  })
})

describe('a later run', () => {
  test('without evidence keeps the newest observed figures with their window, and the grade', async () => {
    const line = await observed()
    const before = await findingOf(line, clerk)
    line.clock.advance(hourMs)

    const { document } = await line.ask(SyncDocument, 'sync')
    const after = await findingOf(line, clerk)

    expect(document.findings).toMatchObject({ new: 0, resolved: 0 })
    expect(after).toMatchObject({ severity: 'high', observedWindow: before.observedWindow, tables: before.tables })
    expect(after.lastSeen).toBe(document.startedAt)
  })

  test('with evidence takes its own window, and what is no longer seen raises nothing', async () => {
    const line = await observed()
    line.clock.advance(91 * 24 * hourMs)

    await line.type('sync', '--evidence')
    const after = await findingOf(line, clerk)

    expect(after).toMatchObject({ severity: 'medium', observedWindow: { to: '2027-02-23T08:00:00.000Z' } })
  })
})
