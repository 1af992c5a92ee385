/** The restricted-table rule with evidence of use: what was seen grades higher, what nobody could see is never called "no use". */
import { describe, expect, it } from 'vitest'
import type { ObservedUse } from '../../src/model/evidence.ts'
import type { Finding } from '../../src/model/finding.ts'
import { administratorTemplate, type Depth, type Operation } from '../../src/model/security.ts'
import { judge, practiceLists, type AccessDraft } from '../access/practice-lists.ts'
import { person } from '../access/practice-run.ts'
import type { EnvironmentLiteral, EvidenceLiteral, RoleLiteral, RunLiteral } from '../access/practice-run.ts'

const all = (depth: Depth): Record<Operation, Depth> => ({ create: depth, update: depth, delete: depth })
const role = (id: string, grants: RoleLiteral['grants'] = {}, about: Partial<RoleLiteral> = {}): RoleLiteral => ({
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  grants,
  ...about,
})
const write = (operation: Operation, table = 'incident', userId = 'row-ada') => ({ operation, table, userId })
const audit = { from: '2026-08-26T03:00:00Z', to: '2026-11-24T03:00:00Z', source: 'audit' } as const
const nothing: ObservedUse = { create: 0, update: 0, delete: 0, last: null }

/** Ada holds `agent` directly, which writes own cases; the audit log was read. */
const run = (
  evidence: EvidenceLiteral | undefined,
  environment: Partial<EnvironmentLiteral> = {},
  about: Partial<RunLiteral> = {},
): RunLiteral => ({
  people: [person('ada', ['sku-office'])],
  environments: [
    {
      tables: ['incident'],
      roles: [role('agent', { incident: all('basic') })],
      users: [{ id: 'row-ada', roles: ['agent'] }],
      ...(evidence === undefined ? {} : { evidence: { sources: { incident: 'audit' }, ...evidence } }),
      ...environment,
    },
  ],
  ...about,
})

const only = (drafts: readonly AccessDraft[]): AccessDraft => {
  expect(drafts).toHaveLength(1)
  const [draft] = drafts
  if (draft === undefined) throw new Error('no draft')
  return draft
}

const judged = async (...about: Parameters<typeof run>): Promise<AccessDraft> => only(await judge(run(...about)))

const unobserved = ({ evidence }: AccessDraft) => evidence.tables.map((access) => ({ ...access, observed: null }))
const observed = ({ evidence }: AccessDraft) => evidence.tables.map((access) => access.observed)

describe('a use that was seen', () => {
  it('of a listed operation grades high, and the title says did', async () => {
    const draft = await judged({
      writes: [
        { ...write('create'), count: 2, last: '2026-11-01T08:00:00Z' },
        { ...write('update'), count: 1, last: '2026-11-20T09:30:00Z' },
      ],
    })

    expect(draft).toMatchObject({
      severity: 'high',
      title: 'Ada did create and update Case (incident) in Production without a matching license',
      evidence: { administrator: false, latent: null, observedWindow: audit },
    })
    expect(observed(draft)).toEqual([{ create: 2, update: 1, delete: 0, last: '2026-11-20T09:30:00Z' }])
    expect(draft.detail).toContain(
      'Seen in use from 2026-08-26 to 2026-11-24, by the audit log: Case (incident): 2 rows created and 1 row updated, the last on 2026-11-20.',
    )
    expect(draft.sources.at(-1)).toMatchObject({ source: 'dataverse/evidence', at: '2026-11-24T03:00:00Z' })
  })

  it('keeps depth, operations and paths as they are', async () => {
    const without = await judged(undefined)
    const withUse = await judged({ writes: [write('delete')] })

    expect(unobserved(withUse)).toEqual(unobserved(without))
    expect([without.severity, withUse.severity]).toEqual(['low', 'high'])
  })

  it('of a table that is not listed, or of somebody else, is none', async () => {
    const elsewhere = await judged({ writes: [write('update', 'sla'), write('update', 'incident', 'row-bo')] })

    expect(elsewhere.severity).toBe('low')
    expect(observed(elsewhere)).toEqual([nothing])
  })

  it('grades its own table only, and the finding has the highest grade', async () => {
    const draft = await judged(
      { sources: { incident: 'audit', sla: 'audit' }, writes: [write('update', 'sla')] },
      { tables: ['incident', 'sla'], roles: [role('agent', { incident: all('basic'), sla: all('basic') })] },
    )

    expect(draft).toMatchObject({
      severity: 'high',
      title: 'Ada did write 1 of 2 restricted tables in Production without a matching license',
    })
    expect(draft.detail).toContain('SLA (sla): 1 row updated')
    expect(draft.detail).toContain('No use seen from 2026-08-26 to 2026-11-24, by the audit log: Case (incident).')
  })

  it('on every listed table is said of all', async () => {
    const draft = await judged(
      { sources: { incident: 'audit', sla: 'audit' }, writes: [write('update', 'sla'), write('create')] },
      { tables: ['incident', 'sla'], roles: [role('agent', { incident: all('basic'), sla: all('basic') })] },
    )

    expect(draft.title).toBe('Ada did write 2 restricted tables in Production without a matching license')
  })

  it('by two rows of one person adds up', async () => {
    const draft = await judged(
      {
        writes: [
          { ...write('update', 'incident', 'row-1'), count: 2, last: '2026-10-01T00:00:00Z' },
          { ...write('update', 'incident', 'row-2'), count: 3, last: '2026-09-01T00:00:00Z' },
        ],
      },
      {
        users: [
          { id: 'row-1', entraId: 'ada', roles: ['agent'] },
          { id: 'row-2', entraId: 'ada', roles: ['agent'] },
        ],
      },
    )

    expect(observed(draft)).toEqual([{ create: 0, update: 5, delete: 0, last: '2026-10-01T00:00:00Z' }])
  })
})

describe('only listed operations count as use', () => {
  const maker = { people: [person('ada', ['sku-power-apps'])] }
  const roles = [role('agent', { incident: all('global') })]

  it('creating cases under the case exception is no use, and the counts are shown', async () => {
    const draft = await judged({ writes: [{ ...write('create'), count: 7 }] }, { roles }, maker)

    expect(draft).toMatchObject({ severity: 'medium', evidence: { tables: [{ operations: ['update', 'delete'] }] } })
    expect(draft.title).toContain('Ada can update and delete')
    expect(observed(draft)).toEqual([{ create: 7, update: 0, delete: 0, last: '2026-11-20T09:00:00Z' }])
    expect(draft.detail).toContain(
      'No use of what is listed seen from 2026-08-26 to 2026-11-24, by the audit log: Case (incident); not listed, and seen: 7 rows created.',
    )
  })

  it('updating them is', async () => {
    const draft = await judged({ writes: [write('create'), write('update')] }, { roles }, maker)

    expect(draft.severity).toBe('high')
    expect(draft.title).toContain('Ada did update Case (incident)')
    expect(draft.detail).toContain('Case (incident): 1 row updated.')
  })
})

describe('caps hold under evidence', () => {
  const used = { writes: [write('update')] }

  it('guests are at most low', async () => {
    const people = [person('ada', ['sku-office'], { userType: 'guest' })]
    const draft = await judged(used, { roles: [role('agent', { incident: all('global') })] }, { people })

    expect(draft.severity).toBe('low')
    expect(draft.title).toContain('Ada did update Case (incident)')
  })

  it('guests whom the operator calls internal are not capped', async () => {
    const people = [person('ada', ['sku-office'], { userType: 'guest' })]
    const internal = practiceLists({}, { 'ada@contoso.example': { external: false } })

    expect(only(await judge(run(used, {}, { people }), internal)).severity).toBe('high')
  })

  it.each([
    ['a goal that a Customer Service license satisfies', 'goal', 'sku-enterprise', 'info'],
    ['a limited license', 'msdyn_workorder', 'sku-contractor', 'info'],
    ['the second list', 'msdyn_agreement', 'sku-office', 'low'],
  ])('%s', async (_, table, held, severity) => {
    const draft = await judged(
      { sources: { [table]: 'audit' }, writes: [write('update', table)] },
      { tables: [table], roles: [role('agent', { [table]: all('global') })] },
      { people: [person('ada', [held])] },
    )

    expect(draft.severity).toBe(severity)
    expect(draft.title).toContain('Ada did update')
    expect(draft.detail).toContain('Seen in use')
  })

  const nestedTeam = { id: 'team', kind: 'entra-security', groupId: 'group', roles: ['planner'] } as const
  const nested = { groups: [{ id: 'group', nested: ['ada'] }] }

  it('what comes by nesting alone is at most low', async () => {
    const draft = await judged(
      used,
      {
        roles: [role('planner', { incident: all('global') })],
        users: [{ id: 'row-ada' }],
        teams: [{ ...nestedTeam, roles: ['planner'] }],
      },
      nested,
    )

    expect(draft.severity).toBe('low')
    expect(draft.title).toContain('did update')
  })

  it('so is an operation of a table that is held directly for others', async () => {
    const environment = {
      roles: [role('agent', { incident: { create: 'basic' } }), role('planner', { incident: { update: 'global' } })],
      teams: [{ ...nestedTeam, roles: ['planner'] }],
    }

    expect((await judged(used, environment, nested)).severity).toBe('low')
    expect((await judged({ writes: [write('create')] }, environment, nested)).severity).toBe('high')
  })
})

describe('for information whatever was seen', () => {
  const used = { writes: [{ ...write('update'), count: 4 }] }

  it.each<[string, Partial<EnvironmentLiteral>, Partial<RunLiteral>, string]>([
    ['disabled in Dataverse', { users: [{ id: 'row-ada', isDisabled: true, roles: ['agent'] }] }, {}, 'is disabled'],
    ['no live license', {}, { people: [person('ada', [])] }, 'No live license of any kind'],
    [
      'without an Entra object',
      { users: [{ id: 'row-ada', entraId: null, name: 'Ada', roles: ['agent'] }] },
      {},
      'no Entra object',
    ],
    ['outside the security group', { securityGroupId: 'gate' }, { groups: [{ id: 'gate' }] }, 'outside the security'],
  ])('%s: the text says what', async (_, environment, about, reason) => {
    const draft = await judged(used, environment, about)

    expect(draft.severity).toBe('info')
    expect(draft.title).toBe('Ada did update Case (incident) in Production without a matching license')
    expect(draft.detail).toContain('Case (incident): 4 rows updated')
    expect(draft.detail).toContain(reason)
    expect(observed(draft)).toMatchObject([{ update: 4 }])
  })
})

describe('administrators', () => {
  const chef = role('chef', {}, { name: 'System Administrator', templateId: administratorTemplate })
  const administered = {
    tables: ['incident', 'sla', 'goal'],
    roles: [chef],
    users: [{ id: 'row-ada', roles: ['chef'] }],
  }
  const sources = { incident: 'audit', sla: 'audit', goal: 'audit' } as const

  it('without observed rows stay for information, without tables, with the window', async () => {
    const draft = await judged({ sources }, administered)

    expect(draft).toMatchObject({
      severity: 'info',
      title: 'Ada administers Production and can write 3 restricted tables without a matching license',
      evidence: { administrator: true, observedWindow: audit, tables: [] },
    })
    expect(draft.detail).toContain('No use seen from 2026-08-26 to 2026-11-24, by the audit log.')
  })

  it('with observed rows are low: administrator who also works in the application', async () => {
    const draft = await judged({ sources, writes: [{ ...write('update', 'sla'), count: 3 }] }, administered)

    expect(draft).toMatchObject({
      severity: 'low',
      title:
        'Ada, an administrator who also works in the application, did write 1 restricted table in Production without a matching license',
    })
    expect(draft.detail).toContain('An administrator who also works in the application: was seen writing SLA.')
    expect(draft.detail).toContain('SLA (sla): 3 rows updated, the last on 2026-11-20')
    expect(draft.evidence.tables).toEqual([
      {
        table: 'sla',
        operations: ['create', 'update', 'delete'],
        depth: 'global',
        requires: ['customer_service_enterprise', 'customer_service_professional', 'legacy_plan'],
        paths: [
          {
            role: 'System Administrator',
            roleId: 'chef',
            team: null,
            teamKind: null,
            group: null,
            operations: ['create', 'update', 'delete'],
            depth: 'global',
          },
        ],
        observed: { create: 0, update: 3, delete: 0, last: '2026-11-20T09:00:00Z' },
      },
    ])
    expect(draft.remedies).toEqual([
      {
        text: 'Assign Customer Service Enterprise: it licenses SLA.',
        kind: 'assign-license',
        target: 'customer_service_enterprise',
      },
      {
        text: 'Or keep this account to administration, and let somebody who is licensed do the work in the application.',
        kind: 'review',
        target: null,
      },
    ])
  })

  it('name other roles that open the observed table too', async () => {
    const environment = {
      ...administered,
      roles: [chef, role('agent', { sla: { create: 'basic' } })],
      users: [{ id: 'row-ada', roles: ['chef', 'agent'] }],
    }
    const draft = await judged({ sources, writes: [write('update', 'sla')] }, environment)

    expect(draft.evidence.tables[0]?.paths.map((path) => [path.role, path.operations.join('+'), path.depth])).toEqual([
      ['Agent', 'create', 'basic'],
      ['System Administrator', 'create+update+delete', 'global'],
    ])
  })

  it('are low though latent: what an administrator is comes first', async () => {
    const draft = await judged({ sources, writes: [write('update')] }, administered, { people: [person('ada', [])] })

    expect(draft).toMatchObject({ severity: 'low', evidence: { latent: 'no live license of any kind' } })
  })

  it('do not rise by rows of tables that they are licensed for, nor by what an exception allows', async () => {
    const licensed = { people: [person('ada', ['sku-enterprise'])] }
    const maker = { people: [person('ada', ['sku-power-apps'])] }

    expect((await judged({ sources, writes: [write('update')] }, administered, licensed)).severity).toBe('info')
    expect((await judged({ sources, writes: [write('create')] }, administered, maker)).severity).toBe('info')
    expect((await judged({ sources, writes: [write('delete')] }, administered, maker)).severity).toBe('low')
  })

  it('stay for information for goals that their Customer Service license satisfies', async () => {
    const draft = await judged({ sources, writes: [write('update', 'goal')] }, administered, {
      people: [person('ada', ['sku-enterprise'])],
    })

    expect(draft).toMatchObject({ severity: 'info', evidence: { tables: [{ table: 'goal' }] } })
  })
})

describe('rows in place of the audit log', () => {
  const rows = { sources: { incident: 'rows' }, reasons: { incident: 'The audit log could not be read.' } } as const

  it('say nothing of deletes, and why they stand in', async () => {
    const draft = await judged({ ...rows, writes: [{ ...write('create'), count: 2 }] })

    expect(draft).toMatchObject({ severity: 'high', evidence: { observedWindow: { ...audit, source: 'rows' } } })
    expect(observed(draft)).toEqual([{ create: 2, update: 0, delete: null, last: '2026-11-20T09:00:00Z' }])
    expect(draft.detail).toContain(
      'Seen in use from 2026-08-26 to 2026-11-24, by rows (The audit log could not be read): Case (incident): 2 rows created, the last on 2026-11-20.',
    )
    expect(draft.detail).toContain('deletes and earlier changes are not seen')
  })

  it('of a distinct writer: seen, and how often is not known', async () => {
    const draft = await judged({ ...rows, writes: [{ ...write('update'), count: null, last: null }] })

    expect(draft.severity).toBe('high')
    expect(draft.title).toContain('Ada did update')
    expect(observed(draft)).toEqual([{ create: 0, update: null, delete: null, last: null }])
    expect(draft.detail).toContain('Case (incident): rows updated (how many is not known).')
  })

  it('where only deletes are listed, there is no evidence available', async () => {
    const draft = await judged(rows, { roles: [role('agent', { incident: { delete: 'basic' } })] })

    expect(draft.severity).toBe('low')
    expect(observed(draft)).toEqual([{ create: 0, update: 0, delete: null, last: null }])
    expect(draft.detail).toContain(
      'Of use there is no evidence available (rows do not show who deleted one): that is not "no use".',
    )
    expect(draft.detail).not.toContain('No use seen')
  })

  it('of one table beside the audit log of another make the window one of rows', async () => {
    const draft = await judged(
      { sources: { incident: 'audit', sla: 'rows' } },
      { tables: ['incident', 'sla'], roles: [role('agent', { incident: all('basic'), sla: all('basic') })] },
    )

    expect(draft.evidence.observedWindow?.source).toBe('rows')
    expect(draft.detail).toContain('by the audit log: Case (incident).')
    expect(draft.detail).toContain('by rows: SLA (sla).')
  })
})

describe('no evidence is never no use', () => {
  it('nobody asked for any: nothing is said of use', async () => {
    const draft = await judged(undefined)

    expect(draft.evidence.observedWindow).toBeNull()
    expect(observed(draft)).toEqual([null])
    expect(draft.detail).not.toMatch(/\buse\b|evidence/i)
    expect(draft.sources.map(({ source }) => source)).not.toContain('dataverse/evidence')
  })

  it('auditing is off: no evidence available, with the reason', async () => {
    const draft = await judged({ sources: { incident: null }, reasons: { incident: 'auditing is off' } })

    expect(draft).toMatchObject({ severity: 'low', evidence: { observedWindow: null } })
    expect(observed(draft)).toEqual([null])
    expect(draft.detail).toContain('Of use there is no evidence available (auditing is off): that is not "no use".')
    expect(draft.detail).not.toContain('No use seen')
    expect(draft.sources.at(-1)?.source).toBe('dataverse/evidence')
  })

  it('the source failed as a whole', async () => {
    const draft = await judged({ sources: {}, state: 'not-assessed', reason: 'prvReadAuditSummary is missing.' })

    expect(draft.detail).toContain('no evidence available (prvReadAuditSummary is missing): that is not "no use"')
  })

  it('of one table is said beside what was seen of another', async () => {
    const draft = await judged(
      { sources: { incident: 'audit' }, writes: [write('update')] },
      { tables: ['incident', 'sla'], roles: [role('agent', { incident: all('basic'), sla: all('basic') })] },
    )

    expect(draft.detail).toContain(
      'Of use there is no evidence available for SLA (sla) (it was not looked at): that is not "no use".',
    )
    expect(observed(draft)).toMatchObject([{ update: 1 }, null])
  })

  it('evidence was read and shows none: no use seen, with the window', async () => {
    const draft = await judged({})

    expect(draft).toMatchObject({ severity: 'low', evidence: { observedWindow: audit } })
    expect(draft.title).toContain('Ada can create, update and delete')
    expect(observed(draft)).toEqual([nothing])
    expect(draft.detail).toContain('No use seen from 2026-08-26 to 2026-11-24, by the audit log.')
  })

  it('who never opened the environment was not seen either', async () => {
    const teams = [{ id: 'team', kind: 'entra-security' as const, groupId: 'group', roles: ['agent'] }]
    const draft = await judged({}, { users: [], teams }, { groups: [{ id: 'group', direct: ['ada'] }] })

    expect(observed(draft)).toEqual([nothing])
  })
})

describe('figures of an earlier run', () => {
  const sources = [{ source: 'dataverse/evidence', request: 'GET audits', at: '2026-11-24T03:05:00Z', requestId: null }]
  const stored = (draft: AccessDraft): Finding => ({
    ...draft,
    sources: [...draft.sources.filter(({ source }) => source !== 'dataverse/evidence'), ...cited],
    status: 'open',
    stale: false,
    waiver: null,
    firstSeen: audit.to,
    lastSeen: audit.to,
    resolvedAt: null,
  })
  const cited = sources.map((one) => ({ ...one, source: 'dataverse/evidence' as const }))
  const keep = async (earlier: AccessDraft, now: RunLiteral): Promise<AccessDraft> =>
    only(await judge(now, practiceLists(), [stored(earlier)]))

  it('are kept with their window by a run without evidence: grade, title and detail agree', async () => {
    const earlier = await judged({ writes: [{ ...write('update'), count: 4 }] })

    const kept = await keep(earlier, run(undefined))

    expect(kept).toMatchObject({ severity: 'high', title: earlier.title, evidence: earlier.evidence })
    expect(kept.detail).toContain('Case (incident): 4 rows updated, the last on 2026-11-20.')
    expect(kept.detail).toContain('This run has no evidence of use: the figures are kept from an earlier one.')
    expect(kept.sources.at(-1)).toEqual(cited[0])
  })

  it('are kept by a run whose evidence failed', async () => {
    const earlier = await judged({ writes: [write('update')] })

    const kept = await keep(earlier, run({ sources: {}, state: 'not-assessed', reason: 'refused' }))

    expect(kept.severity).toBe('high')
    expect(kept.evidence).toEqual(earlier.evidence)
  })

  it('give way to new ones', async () => {
    const earlier = await judged({ writes: [write('update')] })

    const now = await keep(earlier, run({}))

    expect(now).toMatchObject({ severity: 'low', evidence: { tables: [{ observed: nothing }] } })
    expect(now.detail).not.toContain('kept')
  })

  it('hold per table that is still listed, under the caps of today', async () => {
    const tables = ['incident', 'msdyn_workorder']
    const roles = [role('agent', { incident: all('basic'), msdyn_workorder: all('basic') })]
    const both = { sources: { incident: 'audit', msdyn_workorder: 'audit' } } as const
    const earlier = await judged({ ...both, writes: [write('update')] }, { tables, roles })

    const licensed = run(undefined, { tables, roles }, { people: [person('ada', ['sku-enterprise'])] })
    const guest = run(undefined, { tables, roles }, { people: [person('ada', ['sku-office'], { userType: 'guest' })] })

    expect(await keep(earlier, licensed)).toMatchObject({
      severity: 'low',
      evidence: { observedWindow: audit, tables: [{ table: 'msdyn_workorder', observed: nothing }] },
    })
    expect((await keep(earlier, guest)).severity).toBe('low')
  })

  it('say so where a table is new to the finding', async () => {
    const earlier = await judged({})
    const roles = [role('agent', { incident: all('basic'), sla: all('basic') })]

    const kept = await keep(earlier, run(undefined, { tables: ['incident', 'sla'], roles }))

    expect(observed(kept)).toEqual([nothing, null])
    expect(kept.detail).toContain('Of use there is no evidence available for SLA (sla): that is not "no use".')
  })

  it('of an administrator keep the observed tables that he is still not licensed for', async () => {
    const chef = role('chef', {}, { templateId: administratorTemplate })
    const environment = {
      tables: ['incident', 'msdyn_workorder'],
      roles: [chef],
      users: [{ id: 'row-ada', roles: ['chef'] }],
    }
    const earlier = await judged({ writes: [write('update')] }, environment)

    const kept = await keep(earlier, run(undefined, environment))
    const licensed = await keep(earlier, run(undefined, environment, { people: [person('ada', ['sku-enterprise'])] }))

    expect(kept).toMatchObject({ severity: 'low', title: earlier.title, evidence: earlier.evidence })
    expect(licensed).toMatchObject({ severity: 'info', evidence: { tables: [] } })
  })

  it('of a distinct writer are still a use', async () => {
    const rows = { sources: { incident: 'rows' } } as const
    const earlier = await judged({ ...rows, writes: [{ ...write('create'), count: null, last: null }] })

    expect((await keep(earlier, run(undefined))).severity).toBe('high')
  })

  it('are not known to a run before them', async () => {
    const earlier = await judged({ writes: [write('update')] })
    const later = { ...earlier.evidence, observedWindow: { ...audit, to: '2026-12-24T03:00:00Z' } }

    const kept = await keep({ ...earlier, evidence: later }, run(undefined))

    expect(kept).toMatchObject({ severity: 'low', evidence: { observedWindow: null } })
  })
})
