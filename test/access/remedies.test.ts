/** What mends a finding of access, and what its detail says of exceptions and administrators, in its order. */
import { describe, expect, it } from 'vitest'
import { administratorTemplate, type Depth, type Operation } from '../../src/model/security.ts'
import { judge, practiceLists, type AccessDraft } from './practice-lists.ts'
import { person, type EnvironmentLiteral, type RoleLiteral, type RunLiteral } from './practice-run.ts'

const all = (depth: Depth): Record<Operation, Depth> => ({ create: depth, update: depth, delete: depth })
const writerOf = (...tables: string[]): RoleLiteral => ({
  id: 'writer',
  name: 'Writer',
  grants: Object.fromEntries(tables.map((table) => [table, all('local')])),
})
const run = (
  tables: string[],
  environment: Partial<EnvironmentLiteral> = {},
  about: Partial<RunLiteral> = {},
): RunLiteral => ({
  people: [person('ada', ['sku-office'])],
  environments: [
    { tables, roles: [writerOf(...tables)], users: [{ id: 'row-ada', roles: ['writer'] }], ...environment },
  ],
  ...about,
})
const only = async (...about: Parameters<typeof run>): Promise<AccessDraft> => {
  const [draft, ...others] = await judge(run(...about))
  if (draft === undefined || others.length > 0) throw new Error('not one draft')
  return draft
}
const texts = ({ remedies }: AccessDraft) => remedies.map(({ text }) => text)
const holding = (...skus: string[]) => ({ people: [person('ada', skus)] })

describe('licenses', () => {
  it('are those that cover most first, and those that are sold no more are not advised', async () => {
    const draft = await only(['entitlement', 'msdyn_workorder', 'sla', 'goal'])

    expect(draft.remedies.filter(({ kind }) => kind === 'assign-license').map(({ target }) => target)).toEqual([
      'customer_service_enterprise',
      'sales_enterprise',
      'field_service',
    ])
    expect(texts(draft)[0]).toBe('Assign Customer Service Enterprise: it licenses Entitlement and SLA.')
  })

  it('of which none is sold are not advised at all', async () => {
    const lists = practiceLists()
    const familyWords = { ...lists.familyWords, isSold: () => false }
    const drafts = await judge(run(['incident']), { ...lists, familyWords })

    expect(drafts[0]?.remedies.map(({ kind }) => kind)).toEqual(['remove-role'])
  })
})

const every = (table: string) => `create, update and delete of ${table}`

const team = (id: string, about: object = {}) => ({ id, name: id, roles: ['writer'], ...about })

const group = (groupId: string) => ({ kind: 'entra-security' as const, groupId })

describe('roles', () => {
  const take = 'Remove the role *Writer* from the user, or take'

  it('are named with three tables, and the others together', async () => {
    expect(texts(await only(['entitlement', 'goal', 'incident'])).at(-1)).toBe(
      `${take} ${every('entitlement')}, ${every('goal')} and ${every('incident')} out of the role *Writer*.`,
    )
    expect(texts(await only(['entitlement', 'goal', 'incident', 'sla'])).at(-1)).toBe(
      `${take} ${every('entitlement')}, ${every('goal')}, ${every('incident')} and the other listed operations out of the role *Writer*.`,
    )
  })

  it('are one remedy per way: direct, by team, by group and how', async () => {
    const teams = [team('Desk', { members: ['row-ada'] }), team('One', group('a')), team('Two', group('b'))]
    const groups = [
      { id: 'a', name: 'A', direct: ['ada'] },
      { id: 'b', name: 'B', nested: ['ada'] },
    ]
    const draft = await only(['incident'], { teams }, { groups })

    expect(draft.remedies.filter(({ kind }) => kind === 'remove-role').map(({ text }) => text.split(', ')[0])).toEqual([
      'Remove the role *Writer* from the user',
      'Remove the user from the team *Desk*',
      'Remove the user from the Entra group *A*',
      'Remove the user from the groups nested in *B*',
    ])
  })
})

describe('reviews', () => {
  it('are of guests, and of limited licenses where one of the tables is theirs', async () => {
    const guest = await only(['incident'], {}, { people: [person('ada', ['sku-office'], { userType: 'guest' })] })
    const limited = await only(['incident', 'msdyn_workorder'], {}, holding('sku-contractor'))

    expect(guest.remedies.at(-1)).toEqual({
      text: 'Check whether the guest is an external user in the sense of the guide, and say so in the file of people.',
      kind: 'review',
      target: null,
    })
    expect(limited.remedies.at(-1)).toEqual({
      text: 'Check what the limited license allows for these tables.',
      kind: 'review',
      target: null,
    })
    expect((await only(['incident'])).remedies.map(({ kind }) => kind)).not.toContain('review')
  })

  it('are of administrators: of the work in the application where some was seen', async () => {
    const chief = { id: 'writer', name: 'Chief', templateId: administratorTemplate }
    const evidence = {
      sources: { incident: 'audit' as const },
      writes: [{ userId: 'row-ada', table: 'incident', operation: 'update' as const }],
    }

    expect(texts(await only(['incident'], { roles: [chief] }))).toEqual([
      'Check whether this administrator also works in the application; administration alone needs no license.',
    ])
    expect((await only(['incident'], { roles: [chief], evidence })).remedies.map(({ kind }) => kind)).toEqual([
      'assign-license',
      'review',
    ])
  })
})

describe('the detail', () => {
  it('of an administrator names the role that administers, and what he is not licensed for', async () => {
    const chief = { id: 'chief', name: 'Chief', templateId: administratorTemplate }
    const users = [{ id: 'row-ada', roles: ['chief', 'writer'] }]
    const tables = ['incident', 'sla']
    const { detail } = await only(tables, { roles: [chief, writerOf(...tables)], users })

    expect(detail).toBe(
      'Holds the role *Chief* directly, which is System Administrator and can write every table. Administration needs no license; working in the application does. Not licensed for: Case (incident), SLA (sla). Case, SLA: needs Customer Service Enterprise, Customer Service Professional or the old plan. Licenses looked at: OFFICE.',
    )
  })

  it('names what an exception allows, by the exception, and the licenses', async () => {
    const { detail } = await only(['incident'], {}, holding('sku-power-apps', 'sku-office'))
    const members = await only(['incident', 'msdyn_workorder'], {}, holding('sku-team-members'))
    const own = 'Own means here rows that the user owns (Basic depth); the page speaks of rows that the user created.'

    expect(detail).toContain(
      `A standalone license (Power Apps) allows creating any case and writing own ones; only what goes beyond is listed. ${own}`,
    )
    expect(detail).not.toContain('A Team Members license')
    expect(detail).toContain('Licenses looked at: OFFICE, POWER_APPS.')
    expect(members.detail).toContain(
      'A Team Members license allows writing own rows of Case; only what goes beyond is listed.',
    )
    expect(members.detail).toContain('allows writing own rows of Work order; only what goes beyond is listed.')
    expect(members.detail).not.toContain('A standalone license')
    expect(members.detail.split(own)).toHaveLength(2)
  })

  it('joins the tables by semicolons', async () => {
    expect((await only(['incident', 'sla'])).detail).toContain(
      "Can write: create, update and delete on Case (incident), at most all rows of the user's business unit (Local); create, update and delete on SLA (sla), at most",
    )
  })
})
