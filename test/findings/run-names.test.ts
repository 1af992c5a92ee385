/** What a run holds under which names. */
import { describe, expect, it } from 'vitest'
import { environmentNamed } from '../../src/findings/filter.ts'
import { readRunNames } from '../../src/findings/run-names.ts'
import { person, practiceRun, status } from '../access/practice-run.ts'
import { finding, tableAccess } from './finding.ts'

const snapshot = practiceRun({
  people: [person('ada', [])],
  environments: [{ tables: ['incident'], users: [{ id: 'row-1', entraId: 'bo', upn: 'Bo@contoso.example' }] }],
})
const gone = {
  ...finding(
    {
      environment: { id: 'env-gone', name: 'Gone' },
      subject: { kind: 'user', id: 'eve', name: 'Eve', upn: 'eve@contoso.example' },
    },
    [tableAccess('sla', {})],
  ),
  tables: ['sla'],
}
const wanted = { findings: [gone], rules: ['restricted-table-write'] }

describe('readRunNames', () => {
  it('knows the environments and tables of the run, and those of findings that it kept', async () => {
    const names = await readRunNames(snapshot, wanted)

    expect(names).toMatchObject({
      environments: [
        { id: 'env-1', name: 'Production' },
        { id: 'env-gone', name: 'Gone' },
      ],
      tables: ['incident', 'sla'],
      rules: ['restricted-table-write'],
    })
    expect(environmentNamed('gone', names.environments)).toEqual({ id: 'env-gone', name: 'Gone' })
    expect(names.hasUser('ada@contoso.example')).toBe(false)
  })

  it('knows an environment that has a status and no row', async () => {
    const leftOut = {
      ...snapshot,
      statuses: () => [status('dataverse/security', 'not-assessed', { environment: { id: 'x', name: 'Left out' } })],
    }

    expect((await readRunNames(leftOut, wanted)).environments.map(({ name }) => name)).toEqual([
      'Production',
      'Left out',
      'Gone',
    ])
  })

  it.each(['ada@contoso.example', 'ADA', 'bo', 'row-1', 'bo@contoso.example', 'eve', 'Eve@contoso.example'])(
    'knows the user %s',
    async (user) => {
      expect((await readRunNames(snapshot, { ...wanted, user })).hasUser(user)).toBe(true)
    },
  )

  it('does not know a user whom nothing names', async () => {
    expect((await readRunNames(snapshot, { ...wanted, user: 'nobody' })).hasUser('nobody')).toBe(false)
  })
})
