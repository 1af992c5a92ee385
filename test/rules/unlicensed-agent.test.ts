/** The rule of agents, sentence by sentence of product.md: roles, seats, groups, gate, and what cannot be judged. */
import { describe, expect, it } from 'vitest'
import { practiceLists, skus } from '../access/practice-lists.ts'
import { onlyDraft, verdictOf } from '../access/practice-rules.ts'
import { person, type EnvironmentLiteral, type RoleLiteral, type RunLiteral } from '../access/practice-run.ts'

const rule = 'unlicensed-agent'
const agent: RoleLiteral = { id: 'agent', name: 'Omnichannel agent', isManaged: true }
const supervisor: RoleLiteral = { id: 'supervisor', name: 'Omnichannel Supervisor', isManaged: true }

/** Ada, who holds an office license, is an agent; tests change what they are about. */
const run = (about: Partial<RunLiteral> = {}, environment: Partial<EnvironmentLiteral> = {}): RunLiteral => ({
  people: [person('ada', ['sku-office'])],
  environments: [{ tables: [], roles: [agent], users: [{ id: 'row-ada', roles: ['agent'] }], ...environment }],
  ...about,
})

describe('an agent without a seat', () => {
  it('is a finding, with the role, the way, the licenses that were looked at, and what mends it', async () => {
    const verdict = await verdictOf(rule, run())

    expect(verdict).toMatchObject({ outcome: 'fail', reason: null })
    expect(onlyDraft(verdict)).toMatchObject({
      severity: 'medium',
      subject: { kind: 'user', id: 'ada', name: 'Ada', upn: 'ada@contoso.example' },
      environment: { id: 'env-1', name: 'Production' },
      title: 'Ada holds the role Omnichannel agent in Production without a Contact Center seat',
      detail:
        'Holds *Omnichannel agent* directly. Agents and supervisors work in the Contact Center, and everybody who does needs a seat of it. Licenses looked at: OFFICE.',
      evidence: { roles: [{ role: 'Omnichannel agent', roleId: 'agent', team: null }], seats: [] },
      remedies: [
        {
          text: 'Assign a Contact Center seat for the channels that the person works with: Digital, Voice, or both.',
          kind: 'assign-license',
          target: null,
        },
        { text: 'Remove the role *Omnichannel agent* from the user.', kind: 'remove-role', target: 'agent' },
      ],
      clauses: ['user-licenses', 'contact-center-roles', 'subscription-plans'],
    })
    expect(onlyDraft(verdict).sources.map(({ source }) => source)).toEqual([
      'dataverse/security',
      'graph/users',
      'graph/subscribed-skus',
    ])
  })

  it('who holds Customer Service Enterprise lacks the add-on', async () => {
    const draft = onlyDraft(await verdictOf(rule, run({ people: [person('ada', ['sku-enterprise'])] })))

    expect(draft.evidence).toMatchObject({ seats: ['customer-service-enterprise'] })
    expect(draft.detail).toContain('Customer Service Enterprise is held; the Contact Center is not part of it.')
    expect(draft.remedies[0]?.text).toContain('add-on to Customer Service Enterprise')
  })

  it('is one finding for all roles and ways, each named once', async () => {
    const verdict = await verdictOf(
      rule,
      run(
        {},
        {
          roles: [agent, supervisor, { id: 'copy', name: 'Omnichannel agent', rootId: 'agent' }],
          users: [{ id: 'row-ada', roles: ['agent', 'copy'] }],
          teams: [{ id: 'team', name: 'Leads', roles: ['supervisor', 'agent'], members: ['row-ada'] }],
        },
      ),
    )

    expect(onlyDraft(verdict)).toMatchObject({
      title:
        'Ada holds the roles Omnichannel Supervisor and Omnichannel agent in Production without a Contact Center seat',
      evidence: {
        roles: [
          { role: 'Omnichannel Supervisor', roleId: 'supervisor', team: 'Leads' },
          { role: 'Omnichannel agent', roleId: 'agent', team: null },
          { role: 'Omnichannel agent', roleId: 'agent', team: 'Leads' },
        ],
      },
    })
  })
})

const detailOf = async (literal: RunLiteral) => onlyDraft(await verdictOf(rule, literal)).detail

describe('the licenses that were looked at', () => {
  it('are all named, and that there is none is said', async () => {
    const stranger = run({}, { users: [{ id: 'row-x', entraId: null, roles: ['agent'] }] })

    expect(await detailOf(run({ people: [person('ada', ['sku-office', 'sku-sales'])] }))).toContain(
      'Licenses looked at: OFFICE, SALES.',
    )
    expect(await detailOf(run({ people: [person('ada', [])] }))).toContain('No license is assigned.')
    expect(await detailOf(stranger)).toContain('No license is assigned.')
  })
})

describe('no finding', () => {
  it.each(['sku-contact-center', 'sku-legacy'])('who holds %s', async (seat) => {
    expect(await verdictOf(rule, run({ people: [person('ada', [seat])] }))).toEqual({
      outcome: 'pass',
      reason: null,
      drafts: [],
    })
  })

  it('but a Contact Center seat gives no right to cases: who writes them too is a finding of the other rule', async () => {
    const representative: RoleLiteral = {
      id: 'representative',
      name: 'Customer Service Representative',
      isManaged: true,
      grants: { incident: { create: 'global' } },
    }
    const both = run(
      { people: [person('ada', ['sku-contact-center'])] },
      {
        tables: ['incident'],
        roles: [agent, representative],
        users: [{ id: 'row-ada', roles: ['agent', 'representative'] }],
      },
    )

    expect((await verdictOf(rule, both)).drafts).toEqual([])
    expect(onlyDraft(await verdictOf('restricted-table-write', both))).toMatchObject({
      severity: 'medium',
      evidence: { tables: [{ table: 'incident', paths: [{ role: 'Customer Service Representative' }] }] },
    })
  })

  it('a seat whose plans are all off, or whose SKU is suspended, is no seat', async () => {
    const off = person('ada', ['sku-office'], {
      licenseStates: [
        {
          skuId: 'sku-contact-center',
          disabledPlans: ['plan-contact-center'],
          assignedByGroup: null,
          state: 'Active',
          lastUpdated: null,
        },
      ],
    })
    const suspended = { ...skus.contactCenter, capabilityStatus: 'Suspended' }

    expect((await verdictOf(rule, run({ people: [off] }))).drafts).toHaveLength(1)
    expect(
      (
        await verdictOf(
          rule,
          run({ people: [person('ada', ['sku-contact-center', 'sku-office'])], skus: [suspended, skus.office] }),
        )
      ).drafts,
    ).toHaveLength(1)
  })

  it('a role of another name, or a home-made one of the same name, makes nobody an agent', async () => {
    const other = { id: 'agent', name: 'Omnichannel administrator', isManaged: true }
    const homeMade = { id: 'agent', name: 'Omnichannel agent', isManaged: false }

    expect((await verdictOf(rule, run({}, { roles: [other] }))).outcome).toBe('not-applicable')
    expect(await verdictOf(rule, run({}, { roles: [homeMade] }))).toEqual({
      outcome: 'not-applicable',
      reason: 'No environment that was read has a role of agents or supervisors.',
      drafts: [],
    })
  })

  it('who several people share is judged as an account, not as a person', async () => {
    const shared = practiceLists({}, { 'ada@contoso.example': { shared: true } })

    expect((await verdictOf(rule, run(), shared)).drafts).toEqual([])
  })

  it('applications and accounts of other access modes are no persons', async () => {
    const users = [
      { id: 'row-app', roles: ['agent'], applicationId: 'app', accessMode: 4 },
      { id: 'row-ada', roles: ['agent'], accessMode: 1 },
    ]

    expect((await verdictOf(rule, run({}, { users }))).outcome).toBe('pass')
  })
})

describe("the operator's names", () => {
  it('need not come with a solution, and are compared without case', async () => {
    const desk = { id: 'agent', name: 'Service DESK', isManaged: false }
    const verdict = await verdictOf(rule, run({}, { roles: [desk] }), practiceLists({}, {}, ['service desk']))

    expect(onlyDraft(verdict).evidence).toMatchObject({ roles: [{ role: 'Service DESK', roleId: 'agent' }] })
  })
})

describe('what tempers the grade', () => {
  it.each<[string, Partial<RunLiteral>, Partial<EnvironmentLiteral>, string]>([
    [
      'disabled in Entra',
      { people: [person('ada', ['sku-office'], { accountEnabled: false })] },
      {},
      'disabled in Entra',
    ],
    [
      'disabled in Dataverse',
      {},
      { users: [{ id: 'row-ada', roles: ['agent'], isDisabled: true }] },
      'disabled in Dataverse',
    ],
    ['no live license', { people: [person('ada', [])] }, {}, 'No live license of any kind is held'],
    ['no Entra object', {}, { users: [{ id: 'row-x', entraId: null, roles: ['agent'] }] }, 'has no Entra object'],
  ])('%s is listed for information', async (_, about, environment, sentence) => {
    const verdict = await verdictOf(rule, run(about, environment))

    expect(verdict.outcome).toBe('pass')
    expect(onlyDraft(verdict)).toMatchObject({ severity: 'info', detail: expect.stringContaining(sentence) })
  })

  it('a guest is at most low, unless the operator says otherwise', async () => {
    const guest = run({ people: [person('ada', ['sku-office'], { userType: 'guest' })] })
    const internal = practiceLists({}, { 'ada@contoso.example': { external: false } })

    const draft = onlyDraft(await verdictOf(rule, guest))

    expect(draft.severity).toBe('low')
    expect(draft.clauses).toContain('external-users')
    expect(draft.detail).toContain('The user is a guest')
    expect(onlyDraft(await verdictOf(rule, guest, internal)).severity).toBe('medium')
  })

  const groupTeam = { id: 'team', name: 'Agents', kind: 'entra-security', groupId: 'group', roles: ['agent'] } as const
  const byGroup = (members: { direct?: string[]; nested?: string[] }): RunLiteral =>
    run(
      { groups: [{ id: 'group', name: 'All agents', ...members }] },
      { users: [], teams: [{ ...groupTeam, roles: ['agent'] }] },
    )

  it('a member of a group team need not exist in Dataverse yet', async () => {
    const draft = onlyDraft(await verdictOf(rule, byGroup({ direct: ['ada'] })))

    expect(draft).toMatchObject({
      severity: 'medium',
      evidence: { roles: [{ role: 'Omnichannel agent', roleId: 'agent', team: 'Agents' }] },
    })
    expect(draft.remedies.at(-1)?.text).toBe(
      'Remove the user from the Entra group *All agents*, whose team *Agents* holds the role *Omnichannel agent*.',
    )
    expect(draft.sources.map(({ source }) => source)).toContain('graph/groups')
  })

  it('who holds the role directly too is not tempered by a nested membership', async () => {
    const both = run({ groups: [{ id: 'group', nested: ['ada'] }] }, { teams: [{ ...groupTeam, roles: ['agent'] }] })
    const draft = onlyDraft(await verdictOf(rule, both))

    expect(draft.severity).toBe('medium')
    expect(draft.sources.map(({ source }) => source)).toContain('graph/groups')
  })

  it('who is a nested member only is at most low, and unverified', async () => {
    const draft = onlyDraft(await verdictOf(rule, byGroup({ nested: ['ada'] })))

    expect(draft.severity).toBe('low')
    expect(draft.detail).toContain('Nested membership of All agents is unverified')
  })
})

const gated = (members: string[], environment: Partial<EnvironmentLiteral> = {}): RunLiteral =>
  run({ groups: [{ id: 'gate', direct: members }] }, { securityGroupId: 'gate', ...environment })

describe('the security group', () => {
  it('lets its members in', async () => {
    const draft = onlyDraft(await verdictOf(rule, gated(['ada'])))

    expect(draft.severity).toBe('medium')
    expect(draft.detail).not.toContain('security group')
    expect(draft.sources.map(({ source }) => source)).toContain('graph/groups')
  })

  it('holds back everybody else but for roles held directly, which are for information', async () => {
    const draft = onlyDraft(await verdictOf(rule, gated([])))
    const byTeam = { users: [{ id: 'row-ada' }], teams: [{ id: 'team', roles: ['agent'], members: ['row-ada'] }] }

    expect(draft).toMatchObject({ severity: 'info', detail: expect.stringContaining('outside the security group') })
    expect((await verdictOf(rule, gated([], byTeam))).drafts).toEqual([])
  })

  it('that could not be read holds nobody back, and the finding says so', async () => {
    const unread = run({ groups: [{ id: 'gate', state: 'unreadable' }] }, { securityGroupId: 'gate' })

    expect(onlyDraft(await verdictOf(rule, unread)).detail).toContain(
      'The security group of Production could not be read, so it holds nobody back here',
    )
  })
})

it('an environment without Dataverse has nothing to assess', async () => {
  const empty = { hasDataverse: false, baseLanguage: null, tables: [], roles: [], users: [], apps: {} }

  expect((await verdictOf(rule, run({}, empty))).outcome).toBe('not-applicable')
})

describe('not assessed', () => {
  it('where role names of the base language are not known, which the outcome names', async () => {
    const german = run({}, { baseLanguage: 1031 })

    expect(await verdictOf(rule, german)).toEqual({
      outcome: 'not-assessed',
      reason:
        'Production: its base language is German, and the roles of agents and supervisors are known by name in English only (SEATLEDGER_AGENT_ROLES takes further names).',
      drafts: [],
    })
  })

  it("there, the operator's names are judged all the same", async () => {
    const own = run({}, { baseLanguage: 1031, roles: [{ id: 'agent', name: 'Agent', isManaged: false }] })
    const verdict = await verdictOf(rule, own, practiceLists({}, {}, ['agent']))

    expect(verdict.outcome).toBe('fail')
    expect(verdict.reason).toContain('base language is German')
  })

  it('where the base language is not known and no role of a known name is found', async () => {
    expect(await verdictOf(rule, run({}, { baseLanguage: null }))).toMatchObject({ outcome: 'fail', reason: null })
    expect(await verdictOf(rule, run({}, { baseLanguage: null, roles: [] }))).toMatchObject({
      outcome: 'not-assessed',
      reason: expect.stringContaining('its base language is not known'),
    })
  })

  it('where a source was not read whole', async () => {
    expect(await verdictOf(rule, run({ states: { 'dataverse/security': 'not-assessed' } }))).toMatchObject({
      outcome: 'not-assessed',
      reason: 'dataverse/security of Production is not complete (refused).',
    })
  })
})
