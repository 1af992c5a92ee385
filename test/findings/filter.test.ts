/** Filters select whole findings, and refuse values that name nothing in the run. */
import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../../src/errors.ts'
import { filterFindings } from '../../src/findings/filter.ts'
import type { FindingFilter, RunNames } from '../../src/findings/filter.ts'
import { finding, production, tableAccess } from './finding.ts'

const names: RunNames = {
  environments: [production, { id: 'env-2', name: 'Test' }],
  tables: ['incident', 'sla'],
  rules: ['restricted-table-write'],
  hasUser: (value) => ['ada', 'ada@contoso.example', 'bo'].includes(value.toLowerCase()),
}

const high = finding({ id: 'high', severity: 'high' }, [tableAccess('incident', { Agent: ['create'] })])
const low = finding({
  id: 'low',
  severity: 'low',
  environment: { id: 'env-2', name: 'Test' },
  subject: { kind: 'user', id: 'bo', name: 'Bo', upn: null },
})
const waived = finding({ id: 'waived', status: 'waived' })
const ofEnvironment = finding({
  id: 'environment',
  severity: 'info',
  subject: { kind: 'environment', id: 'env-1', name: 'Production', upn: null },
})

const select = (filter: FindingFilter) =>
  filterFindings([high, low, waived, ofEnvironment], filter, names).map(({ id }) => id)

describe('filterFindings', () => {
  it.each<[FindingFilter, string[]]>([
    [{}, ['high', 'low', 'environment']],
    [{ status: 'all' }, ['high', 'low', 'waived', 'environment']],
    [{ status: 'waived' }, ['waived']],
    [{ status: 'resolved' }, []],
    [{ severity: 'low' }, ['high', 'low']],
    [{ severity: 'high' }, ['high']],
    [{ rule: 'restricted-table-write' }, ['high', 'low', 'environment']],
    [{ environment: 'env-2' }, ['low']],
    [{ environment: 'PRODUCTION' }, ['high', 'environment']],
    [{ user: 'Ada@contoso.example' }, ['high']],
    [{ user: 'bo' }, ['low']],
    [{ table: 'Incident' }, ['high']],
    [{ table: 'sla' }, []],
  ])('%j selects %j', (filter, expected) => {
    expect(select(filter)).toEqual(expected)
  })

  it('never trims what it selects', () => {
    expect(filterFindings([high], { table: 'incident' }, names)).toEqual([high])
  })

  it.each<[FindingFilter, string]>([
    [{ environment: 'Nowhere' }, '--environment: "Nowhere" names nothing in the stored run'],
    [{ user: 'nobody@contoso.example' }, '--user: "nobody@contoso.example" names nothing in the stored run'],
    [{ table: 'account' }, '--table: "account" names nothing in the stored run'],
    [{ rule: 'no-such-rule' }, '--rule: "no-such-rule" names nothing in the stored run'],
  ])('%j is a wrong usage', (filter, message) => {
    expect(() => select(filter)).toThrow(expect.objectContaining({ message, code: 'usage' }))
    expect(() => select(filter)).toThrow(ConfigurationError)
  })
})
