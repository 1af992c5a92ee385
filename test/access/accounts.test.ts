/** Accounts that are no persons: whose they are, under which name and id, and several rows of one account. */
import { describe, expect, it } from 'vitest'
import { accountOf, isMicrosofts, joinAccounts, type Account } from '../../src/access/accounts.ts'
import type { RoleAccess } from '../../src/access/grants.ts'
import { judgeAccounts } from '../../src/access/judge-accounts.ts'
import type { Way } from '../../src/access/ways.ts'
import type { Depth, SystemUser } from '../../src/model/security.ts'
import { person } from '../facts/seat-facts.ts'
import { systemUser } from './practice-run.ts'

const lists = { microsoft: new Set(['of-microsoft', 'of-dual-write']), dualWrite: new Set(['of-dual-write']) }
const rowOf = (about: Partial<SystemUser> = {}): SystemUser =>
  systemUser({ id: 'row', entraId: 'robot', upn: 'robot@contoso.example', name: 'Robot', accessMode: 4, ...about })
const wayOf = (id: string, depths: Record<string, Depth> = {}): Way => {
  const role: RoleAccess = {
    id,
    heldAs: id,
    name: id,
    isAdministrator: false,
    tables: new Map(Object.entries(depths).map(([table, depth]) => [table, new Map([['update', depth]])])),
    use: { isAgentRole: false, apps: [] },
  }
  return { index: 0, role, team: null, group: null }
}

describe("Microsoft's own", () => {
  it.each<[string, Partial<SystemUser>, boolean]>([
    ['a set-up user', { isSetup: true }, true],
    ['a platform user', { managedType: 1 }, true],
    ['another platform user', { managedType: 2 }, true],
    ['an agent', { managedType: 3 }, false],
    ['an application of theirs', { applicationId: 'of-microsoft' }, true],
    ['the application of dual-write', { applicationId: 'of-dual-write' }, false],
    ['another application', { applicationId: 'own' }, false],
    ['an account without an application', {}, false],
  ])('%s', (_, about, expected) => {
    expect(isMicrosofts(rowOf(about), lists)).toBe(expected)
  })
})

const of = (about: Partial<SystemUser>, known?: ReturnType<typeof person>) =>
  accountOf(rowOf(about), 'non-interactive', known, [], lists)

describe('an account', () => {
  it('of an application goes by its application id and the name of the row', () => {
    expect(of({ applicationId: 'own' }).subject).toEqual({ kind: 'application', id: 'own', name: 'Robot', upn: null })
    expect(of({ applicationId: 'own', name: null }).subject.name).toBe('own')
    expect([of({ applicationId: 'of-dual-write' }).isDualWrite, of({ applicationId: 'own' }).isDualWrite]).toEqual([
      true,
      false,
    ])
    expect(of({}).isDualWrite).toBe(false)
  })

  it('of a user goes by the directory, else by its row', () => {
    const known = person('robot', [], { name: 'Robot of Entra', upn: 'other@contoso.example' })

    expect(of({}, known).subject).toEqual({
      kind: 'user',
      id: 'robot',
      name: 'Robot of Entra',
      upn: 'other@contoso.example',
    })
    expect(of({}, person('robot', [], { upn: null })).subject.upn).toBe('robot@contoso.example')
    expect(of({ entraId: null }).subject).toEqual({
      kind: 'user',
      id: 'row',
      name: 'Robot',
      upn: 'robot@contoso.example',
    })
    expect(of({ name: null }).subject.name).toBe('robot@contoso.example')
    expect(of({ name: null, upn: null }).subject.name).toBe('row')
  })

  it('is shared by the word of the operator, and disabled by the row or the directory', () => {
    expect(of({}, person('robot', [], { isShared: true })).kind).toBe('shared')
    expect(of({}, person('robot')).kind).toBe('non-interactive')
    expect(of({}).kind).toBe('non-interactive')
    expect([of({}).isDisabled, of({ isDisabled: true }).isDisabled]).toEqual([false, true])
    expect(of({}, person('robot', [], { isDisabled: true })).isDisabled).toBe(true)
    expect(of({}, person('robot')).isDisabled).toBe(false)
  })
})

const accountWith = (about: Partial<Account> = {}): Account => ({
  ...accountOf(rowOf(), 'non-interactive', undefined, [wayOf('writer', { incident: 'local' })], lists),
  ...about,
})

describe('several rows of one account', () => {
  const writer = wayOf('writer')
  const planner = wayOf('planner')

  it('are one, with all ways once, disabled where all are', () => {
    const first = accountWith({ userIds: ['a'], ways: [writer], isDisabled: true })
    const second = accountWith({ userIds: ['b'], ways: [writer, planner] })
    const other = accountWith({ subject: { ...first.subject, id: 'other' } })

    expect(joinAccounts([first, other, second])).toEqual([
      { ...first, userIds: ['a', 'b'], ways: [writer, planner], isDisabled: false },
      other,
    ])
    expect(joinAccounts([first, { ...second, isDisabled: true }])[0]?.isDisabled).toBe(true)
  })
})

describe('judgeAccounts', () => {
  const rules = [
    {
      table: 'incident',
      displayName: 'Case',
      requires: ['service'],
      list: 'main' as const,
      exceptions: [],
      acceptedWithNote: [],
    },
  ]
  const ids = (accounts: Account[], admitted: string[] | null = null) => {
    const gate = admitted === null ? null : { admits: (id: string) => admitted.includes(id) }
    return judgeAccounts(accounts, { rules, gate, observed: null }).map(({ account, severity, looks, tables }) => [
      account.subject.id,
      severity,
      looks.length,
      tables.map(({ access }) => access.table).join(),
    ])
  }

  it('lists enabled ones that write a restricted table', () => {
    expect(ids([accountWith()])).toEqual([['robot', 'medium', 0, 'incident']])
    expect(ids([accountWith({ isDisabled: true })])).toEqual([])
    expect(ids([accountWith({ ways: [wayOf('reader')] })])).toEqual([])
  })

  it('holds back who is no member of the security group, and no application', () => {
    const application = accountWith({ kind: 'application', entraId: null })

    expect(ids([accountWith()], ['robot'])).toHaveLength(1)
    expect(ids([accountWith()], ['other'])).toEqual([])
    expect(ids([accountWith({ entraId: null })], ['robot'])).toEqual([])
    expect(ids([application], ['other'])).toHaveLength(1)
  })
})
