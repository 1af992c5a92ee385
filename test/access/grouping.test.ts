/** What one change would mend: by role, by table, by environment. */
import { describe, expect, it } from 'vitest'
import { groupFindings } from '../../src/access/grouping.ts'
import type { Finding } from '../../src/model/finding.ts'
import { finding, production, tableAccess } from '../findings/finding.ts'

const test = { id: 'env-2', name: 'Test' }

describe('groupFindings by role', () => {
  it('says what the change takes out, and clears the findings that have no other path', () => {
    const groups = groupFindings(
      [
        finding({ id: '1' }, [tableAccess('incident', { Dispatcher: ['delete'] })]),
        finding({ id: '2' }, [tableAccess('incident', { Dispatcher: ['delete'] })]),
        finding({ id: '3' }, [tableAccess('incident', { Dispatcher: ['delete'], Agent: ['create'] })]),
      ],
      'role',
    )

    expect(groups).toEqual([
      {
        by: 'role',
        id: 'id-of-Dispatcher',
        name: 'Dispatcher',
        environment: production,
        findings: 3,
        cleared: 2,
        action: 'remove Delete of `incident` from *Dispatcher*: clears 2 findings',
      },
      {
        by: 'role',
        id: 'id-of-Agent',
        name: 'Agent',
        environment: production,
        findings: 1,
        cleared: 0,
        action: 'remove Create of `incident` from *Agent*: clears 0 findings',
      },
    ])
  })

  it('a role that opens several tables is taken out of all, and clears what has no path but its own', () => {
    const [group] = groupFindings(
      [
        finding({}, [
          tableAccess('sla', { Agent: ['create', 'update', 'delete'] }),
          tableAccess('goal', { Agent: ['delete'] }),
          tableAccess('incident', { Agent: ['delete'] }),
        ]),
      ],
      'role',
    )

    expect(group).toMatchObject({
      findings: 1,
      cleared: 1,
      action:
        'remove Delete of `goal` and `incident` and Create, Update and Delete of `sla` from *Agent*: clears 1 finding',
    })
  })

  it('a finding with another path on another table is not cleared', () => {
    const groups = groupFindings(
      [finding({}, [tableAccess('incident', { Agent: ['create'] }), tableAccess('sla', { Planner: ['create'] })])],
      'role',
    )

    expect(groups.map(({ name, cleared }) => [name, cleared])).toEqual([
      ['Agent', 0],
      ['Planner', 0],
    ])
  })

  it('one role in two environments is two groups; who has no path is in none', () => {
    const groups = groupFindings(
      [
        finding({ id: '1' }, [tableAccess('incident', { Agent: ['create'] })]),
        finding({ id: '2', environment: test }, [tableAccess('incident', { Agent: ['update'] })]),
        finding({ id: '3' }),
      ],
      'role',
    )

    expect(groups.map(({ environment, findings, action }) => [environment?.name, findings, action])).toEqual([
      ['Production', 1, 'remove Create of `incident` from *Agent*: clears 1 finding'],
      ['Test', 1, 'remove Update of `incident` from *Agent*: clears 1 finding'],
    ])
  })
})

const writes = (id: string, roles: string[], environment: Finding['environment'] = production) =>
  finding({ id, environment }, [tableAccess('incident', Object.fromEntries(roles.map((role) => [role, ['create']])))])

describe('the order of groups', () => {
  it('is by what would be cleared, then by findings, by name, by environment, and by id', () => {
    const findings = [
      writes('1', ['Zed']),
      writes('2', ['Zed']),
      writes('3', ['Both', 'Also']),
      writes('4', ['Both', 'More']),
      writes('5', ['Both', 'Also']),
      writes('6', ['Both', 'Once']),
      writes('7', ['One'], test),
      writes('8', ['One']),
    ]

    expect(
      groupFindings(findings, 'role').map(
        ({ name, environment, cleared, findings: all }) => `${name} ${environment?.name} ${cleared} of ${all}`,
      ),
    ).toEqual([
      'Zed Production 2 of 2',
      'One Production 1 of 1',
      'One Test 1 of 1',
      'Both Production 0 of 4',
      'Also Production 0 of 2',
      'More Production 0 of 1',
      'Once Production 0 of 1',
    ])
  })

  it('findings without an environment are in none, and roles of them are told apart', () => {
    const nowhere = [writes('1', ['Agent'], null), writes('2', ['Agent'])]

    expect(groupFindings(nowhere, 'environment').map(({ name, findings }) => [name, findings])).toEqual([
      ['Production', 1],
    ])
    expect(groupFindings(nowhere, 'role').map(({ environment }) => environment?.name ?? null)).toEqual([
      null,
      'Production',
    ])
  })
})

describe('groupFindings by table', () => {
  it('is over all environments, and clears the findings on that table alone', () => {
    const groups = groupFindings(
      [
        finding({ id: '1' }, [tableAccess('incident', { Agent: ['create'] })]),
        finding({ id: '2', environment: test }, [
          tableAccess('incident', { Planner: ['delete'] }),
          tableAccess('sla', { Planner: ['delete'] }),
        ]),
      ],
      'table',
    )

    expect(groups).toEqual([
      {
        by: 'table',
        id: 'incident',
        name: 'incident',
        environment: null,
        findings: 2,
        cleared: 1,
        action: 'remove Create and Delete of `incident` from all roles: clears 1 finding',
      },
      {
        by: 'table',
        id: 'sla',
        name: 'sla',
        environment: null,
        findings: 1,
        cleared: 0,
        action: 'remove Delete of `sla` from all roles: clears 0 findings',
      },
    ])
  })
})

describe('groupFindings by environment', () => {
  it('counts findings, those without a path too, and names no action', () => {
    const groups = groupFindings(
      [finding({ id: '1', environment: test }), finding({ id: '2' }), finding({ id: '3' })],
      'environment',
    )

    expect(groups).toEqual([
      {
        by: 'environment',
        id: 'env-1',
        name: 'Production',
        environment: production,
        findings: 2,
        cleared: null,
        action: null,
      },
      { by: 'environment', id: 'env-2', name: 'Test', environment: test, findings: 1, cleared: null, action: null },
    ])
  })
})
