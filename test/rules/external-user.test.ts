/** The rule of external users: guests in internal apps, by the operator's word, by team, and what is not assessed. */
import { describe, expect, it } from 'vitest'
import { externalUser } from '../../src/rules/external-user.ts'
import { factsOf, practiceLists } from '../access/practice-lists.ts'
import { onlyDraft, verdictOf } from '../access/practice-rules.ts'
import { person, status, type EnvironmentLiteral, type RunLiteral } from '../access/practice-run.ts'

const rule = 'external-user'
const said = (external: boolean) => practiceLists({}, { 'gus@contoso.example': { external } })

/** Gus, a guest without a license, holds the role that opens Sales Hub; tests change what they are about. */
const run = (about: Partial<RunLiteral> = {}, environment: Partial<EnvironmentLiteral> = {}): RunLiteral => ({
  people: [person('gus', [], { userType: 'guest' })],
  environments: [
    {
      tables: [],
      roles: [{ id: 'seller', name: 'Salesperson' }],
      users: [{ id: 'row-gus', roles: ['seller'] }],
      apps: { msdynce_saleshub: ['seller'] },
      ...environment,
    },
  ],
  ...about,
})

describe('a guest with a role of an internal app', () => {
  it('is listed for information, for no API says who is external', async () => {
    const verdict = await verdictOf(rule, run())

    expect(verdict).toMatchObject({ outcome: 'pass', reason: null })
    expect(onlyDraft(verdict)).toMatchObject({
      severity: 'info',
      subject: { kind: 'user', id: 'gus', name: 'Gus', upn: 'gus@contoso.example' },
      title: 'Gus, a guest, holds a role in Production that opens the app of Sales (msdynce_saleshub)',
      detail:
        'Holds *Salesperson* directly, which opens the app of Sales (msdynce_saleshub). An external user needs no license, but may not use these interfaces. Whether this guest is an external user no API says; the file of people can say it.',
      evidence: {
        external: null,
        roles: [{ role: 'Salesperson', roleId: 'seller', team: null }],
        apps: ['msdynce_saleshub'],
      },
      remedies: [
        {
          text: 'Find out whether the guest is an external user in the sense of the guide, and say so in the file of people.',
          kind: 'review',
          target: null,
        },
        { text: 'Remove the role *Salesperson* from the user.', kind: 'remove-role', target: 'seller' },
      ],
      clauses: ['external-users'],
    })
    expect(onlyDraft(verdict).sources.map(({ source }) => source)).toEqual([
      'dataverse/security',
      'dataverse/apps',
      'graph/users',
    ])
  })

  it('is medium where the operator says that the guest is external', async () => {
    const verdict = await verdictOf(rule, run(), said(true))

    expect(verdict.outcome).toBe('fail')
    expect(onlyDraft(verdict)).toMatchObject({
      severity: 'medium',
      title: 'Gus, an external user, holds a role in Production that opens the app of Sales (msdynce_saleshub)',
      detail: expect.stringContaining('The file of people says that this is an external user.'),
      evidence: { external: true },
      remedies: [{ kind: 'remove-role' }],
    })
  })

  it('is none where the operator says that the guest is internal', async () => {
    expect(await verdictOf(rule, run(), said(false))).toEqual({ outcome: 'pass', reason: null, drafts: [] })
  })

  it('says of a disabled account that it is one, and grades it by what the operator says', async () => {
    const disabled = run({ people: [person('gus', [], { userType: 'guest', accountEnabled: false })] })

    expect(onlyDraft(await verdictOf(rule, disabled, said(true)))).toMatchObject({
      severity: 'medium',
      detail: expect.stringContaining('The account is disabled in Entra.'),
    })
  })

  it('may come to the role by a copy, by an owner team, or by an Entra group team', async () => {
    const roles = [
      { id: 'seller', name: 'Salesperson' },
      { id: 'copy', name: 'Salesperson', rootId: 'seller' },
    ]
    const users = [{ id: 'row-gus' }]
    const byOwners = { roles, users, teams: [{ id: 'owners', roles: ['copy'], members: ['row-gus'] }] }
    const byGroup = {
      roles,
      users,
      teams: [{ id: 'team', name: 'Guests', kind: 'entra-m365' as const, groupId: 'group', roles: ['seller'] }],
    }
    const groups = [{ id: 'group', nested: ['gus'] }]

    expect(onlyDraft(await verdictOf(rule, run({}, byOwners))).evidence).toMatchObject({
      roles: [{ role: 'Salesperson', roleId: 'seller', team: 'owners' }],
    })
    const nested = onlyDraft(await verdictOf(rule, run({ groups }, byGroup)))
    const both = { ...byGroup, users: [{ id: 'row-gus', roles: ['seller'] }] }

    expect(nested).toMatchObject({
      detail: expect.stringContaining('is unverified'),
      evidence: { roles: [{ role: 'Salesperson', roleId: 'seller', team: 'Guests' }] },
    })
    const sources = ['dataverse/security', 'dataverse/apps', 'graph/users', 'graph/groups']
    expect(nested.sources.map(({ source }) => source)).toEqual(sources)
    expect(onlyDraft(await verdictOf(rule, run({ groups }, both))).sources.map(({ source }) => source)).toEqual(sources)
  })

  it('is one finding for all apps', async () => {
    const apps = { MSDYNCE_SALESHUB: ['seller'], msdynce_saleshub: ['seller', 'buyer'] }
    const draft = onlyDraft(await verdictOf(rule, run({}, { apps })))

    expect(draft.evidence).toMatchObject({ apps: ['MSDYNCE_SALESHUB', 'msdynce_saleshub'] })
    expect(draft.title).toContain('opens the apps of Sales (MSDYNCE_SALESHUB) and Sales (msdynce_saleshub)')
  })

  it('is not held back by the security group of the environment', async () => {
    const gated = run({ groups: [{ id: 'gate', direct: [] }] }, { securityGroupId: 'gate' })

    expect((await verdictOf(rule, gated)).drafts).toHaveLength(1)
  })
})

describe('no finding', () => {
  it('a member, whatever the operator says; a guest without a role of an app; a guest of another access mode', async () => {
    const member = run({ people: [person('gus', [])] })
    const other = { users: [{ id: 'row-gus', roles: ['seller'], accessMode: 2 }] }

    expect((await verdictOf(rule, member, said(true))).drafts).toEqual([])
    expect((await verdictOf(rule, run({}, { users: [{ id: 'row-gus' }] }))).outcome).toBe('pass')
    expect((await verdictOf(rule, run({}, other))).drafts).toEqual([])
  })

  it('an app of nobody we know is not applicable', async () => {
    expect(await verdictOf(rule, run({}, { apps: { contoso_own: ['seller'] } }))).toEqual({
      outcome: 'not-applicable',
      reason:
        'No environment that was read has an app of Sales, Customer Service, Field Service or the Contact Center.',
      drafts: [],
    })
  })
})

it('an environment without Dataverse has nothing to assess', async () => {
  const empty = { hasDataverse: false, baseLanguage: null, tables: [], roles: [], users: [], apps: {} }

  expect((await verdictOf(rule, run({}, empty))).outcome).toBe('not-applicable')
})

describe('not assessed', () => {
  it('where a run of an earlier version never asked for apps', async () => {
    expect(await verdictOf(rule, run({ states: { 'dataverse/apps': null } }))).toEqual({
      outcome: 'not-assessed',
      reason: 'Production: its apps were not asked for.',
      drafts: [],
    })
  })

  it('there, what is stated of another environment says nothing of this one', async () => {
    const { facts, tenant } = await factsOf(run({ states: { 'dataverse/apps': null } }))
    const other = status('dataverse/apps', 'complete', { environment: { id: 'env-2', name: 'Test' } })
    const own = status('dataverse/apps', 'not-assessed', { environment: facts.ref })

    expect(externalUser.judge(facts, { ...tenant, statuses: [other] })).toMatchObject({
      unjudged: ['Production: its apps were not asked for'],
    })
    expect(externalUser.judge(facts, { ...tenant, statuses: [other, own] })).toMatchObject({ unjudged: [] })
  })

  it('where the apps could not be read', async () => {
    expect(await verdictOf(rule, run({}, { apps: null }))).toEqual({
      outcome: 'not-assessed',
      reason: 'dataverse/apps of Production is not complete (refused).',
      drafts: [],
    })
  })
})
