/** Who holds roles of interest, row by row: people with a row or without one, strangers, people not read, accounts, shared ones. */
import { describe, expect, it } from 'vitest'
import { holding, readHolders, type Candidate } from '../../src/access/candidates.ts'
import { isWriting, type RoleAccess } from '../../src/access/grants.ts'
import type { PersonFacts } from '../../src/access/people.ts'
import type { Way } from '../../src/access/ways.ts'
import type { SystemUser } from '../../src/model/security.ts'
import { person } from '../facts/seat-facts.ts'
import { systemUser } from './practice-run.ts'

const roleOf = (id: string, about: Partial<RoleAccess> = {}): RoleAccess => ({
  id,
  heldAs: id,
  name: id,
  isAdministrator: false,
  tables: new Map([['incident', new Map([['update', 'global']])]]),
  use: { isAgentRole: false, apps: [] },
  ...about,
})
const wayOf = (index: number, role: RoleAccess): Way => ({ index, role, team: null, group: null })
const writer = wayOf(0, roleOf('writer'))
const agent = wayOf(1, roleOf('agent', { tables: new Map(), use: { isAgentRole: true, apps: [] } }))

const rowOf = (id: string, about: Partial<SystemUser> = {}): SystemUser =>
  systemUser({ id: `row-${id}`, entraId: id, upn: `${id}@contoso.example`, name: id, ...about })

interface Held {
  readonly rows?: SystemUser[]
  readonly ofUser?: [string, Way[]][]
  readonly ofPerson?: [string, Way[]][]
  readonly people?: PersonFacts[]
  readonly complete?: boolean
}

async function* each<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows
}

const holdersOf = ({ rows = [], ofUser = [], ofPerson = [], people = [], complete = true }: Held) =>
  readHolders(
    each(rows),
    { ofUser: new Map(ofUser), ofPerson: new Map(ofPerson), groupIds: [] },
    { people: new Map(people.map((one) => [one.id, one])), complete },
    { microsoft: new Set(['app-of-microsoft']), dualWrite: new Set() },
  )

describe('people', () => {
  it('hold what their row and their groups give, by the name of the directory', async () => {
    const { people } = await holdersOf({
      rows: [rowOf('ada', { name: 'Old name' })],
      ofUser: [['row-ada', [writer]]],
      ofPerson: [['ada', [agent]]],
      people: [person('ada')],
    })

    expect(people).toEqual([
      {
        subject: { kind: 'user', id: 'ada', name: 'Ada', upn: 'ada@contoso.example' },
        userIds: ['row-ada'],
        person: person('ada'),
        isDisabledInDataverse: false,
        ways: [writer, agent],
      },
    ])
  })

  it('who holds nothing is not among them, nor who is of no account kind', async () => {
    const holders = await holdersOf({
      rows: [rowOf('ada'), rowOf('bob', { isDeleted: true })],
      ofUser: [['row-bob', [writer]]],
      people: [person('ada')],
    })

    expect(holders).toEqual({ people: [], accounts: [], microsofts: 0 })
  })

  it('a group team takes in who never opened the environment, and nobody whom the run does not hold', async () => {
    const { people } = await holdersOf({
      ofPerson: [
        ['ada', [writer]],
        ['unread', [writer]],
      ],
      people: [person('ada')],
    })

    expect(people).toEqual([
      {
        subject: { kind: 'user', id: 'ada', name: 'Ada', upn: 'ada@contoso.example' },
        userIds: [],
        person: person('ada'),
        isDisabledInDataverse: false,
        ways: [writer],
      },
    ])
  })

  it('a row that is of no use keeps its person from counting as one without a row', async () => {
    const { people } = await holdersOf({
      rows: [rowOf('ada', { isDeleted: true })],
      ofPerson: [['ada', [writer]]],
      people: [person('ada')],
    })

    expect(people).toEqual([])
  })

  it('two rows of one person are one, disabled where both are', async () => {
    const both = (isDisabled: boolean) =>
      holdersOf({
        rows: [rowOf('ada', { isDisabled: true }), rowOf('ada', { id: 'row-2', isDisabled })],
        ofUser: [
          ['row-ada', [writer]],
          ['row-2', [writer, agent]],
        ],
        people: [person('ada')],
      })

    expect((await both(false)).people).toMatchObject([
      { userIds: ['row-ada', 'row-2'], isDisabledInDataverse: false, ways: [writer, agent] },
    ])
    expect((await both(true)).people).toMatchObject([{ isDisabledInDataverse: true }])
  })
})

describe('who is not in the directory', () => {
  it('is a stranger under the name of the row, who holds nothing by groups', async () => {
    const { people } = await holdersOf({
      rows: [rowOf('gone'), rowOf('nameless', { name: null }), rowOf('bare', { name: null, upn: null })],
      ofUser: ['gone', 'nameless', 'bare'].map((id) => [`row-${id}`, [writer]]),
      ofPerson: [['gone', [agent]]],
    })

    expect(people.map(({ subject, person: known, ways }) => [subject.id, subject.name, known, ways])).toEqual([
      ['row-gone', 'gone', null, [writer]],
      ['row-nameless', 'nameless@contoso.example', null, [writer]],
      ['row-bare', 'row-bare', null, [writer]],
    ])
  })

  it('is left out where the directory was not read whole, unless the row has no Entra object at all', async () => {
    const { people } = await holdersOf({
      rows: [rowOf('unread'), rowOf('ada'), rowOf('none', { entraId: null })],
      ofUser: ['unread', 'ada', 'none'].map((id) => [`row-${id}`, [writer]]),
      people: [person('ada')],
      complete: false,
    })

    expect(people.map(({ subject }) => subject.id)).toEqual(['row-none', 'ada'])
  })
})

describe('accounts', () => {
  const application = rowOf('app', { applicationId: 'own-app', accessMode: 4 })

  it('count by the roles that write, and not by others', async () => {
    const both = await holdersOf({ rows: [application], ofUser: [['row-app', [writer, agent]]] })
    const agentOnly = await holdersOf({ rows: [application], ofUser: [['row-app', [agent]]] })

    expect(both.accounts).toMatchObject([{ subject: { kind: 'application', id: 'own-app' }, ways: [writer] }])
    expect(agentOnly.accounts).toEqual([])
  })

  it.each([
    [false, 1],
    [true, 0],
  ])("Microsoft's own are only counted, disabled %s: %d", async (isDisabled, microsofts) => {
    const holders = await holdersOf({
      rows: [rowOf('app', { applicationId: 'app-of-microsoft', accessMode: 4, isDisabled })],
      ofUser: [['row-app', [writer]]],
    })

    expect(holders).toEqual({ people: [], accounts: [], microsofts })
  })

  it('that several people share are accounts by the ways that write, with a row or without one', async () => {
    const desk = person('desk', [], { isShared: true, isDisabled: true })
    const byRow = await holdersOf({ rows: [rowOf('desk')], ofUser: [['row-desk', [writer, agent]]], people: [desk] })
    const byGroup = await holdersOf({ ofPerson: [['desk', [writer]]], people: [desk] })
    const shared = {
      subject: { kind: 'user', id: 'desk', name: 'Desk', upn: 'desk@contoso.example' },
      userIds: ['row-desk'],
      kind: 'shared',
      accessMode: 0,
      applicationId: null,
      entraId: 'desk',
      isDualWrite: false,
      isDisabled: true,
      ways: [writer],
    }

    expect(byRow).toEqual({ people: [], accounts: [shared], microsofts: 0 })
    expect(byGroup.accounts).toEqual([{ ...shared, userIds: [], accessMode: null }])
  })

  it.each([true, false])('a shared one is disabled by its row as by the directory: %s', async (isDisabled) => {
    const { accounts } = await holdersOf({
      rows: [rowOf('desk', { isDisabled })],
      ofUser: [['row-desk', [writer]]],
      people: [person('desk', [], { isShared: true })],
    })

    expect(accounts).toMatchObject([{ isDisabled }])
  })
})

describe('holding', () => {
  const ada: Candidate = {
    subject: { kind: 'user', id: 'ada', name: 'Ada', upn: null },
    userIds: ['row-ada'],
    person: person('ada'),
    isDisabledInDataverse: false,
    ways: [writer, agent],
  }

  it('keeps the ways of the kind, and nobody without one', () => {
    expect(holding([ada], isWriting)).toEqual([{ ...ada, ways: [writer] }])
    expect(holding([{ ...ada, ways: [agent] }], isWriting)).toEqual([])
  })

  it('makes no copy of somebody all of whose ways are of the kind', () => {
    expect(holding([ada], () => true)[0]).toBe(ada)
  })
})
