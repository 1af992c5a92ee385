/** Names and ids of `SEATLEDGER_ENVIRONMENTS` against the environments that exist. */
import { expect, test } from 'vitest'
import { applyScope, type EnvironmentScope } from '../../src/sync/environment-scope.ts'
import { environment } from './practice-sources.ts'

const environments = [
  environment('default-1111', { name: 'Contoso (default)' }),
  environment('aaaa', { name: 'Production' }),
  environment('bbbb', { name: 'Sandbox' }),
  environment('cccc', { name: 'Sandbox' }),
]

test.each<[what: string, scope: EnvironmentScope, included: string[], unknown: string[]]>([
  ['all', { include: 'all', exclude: [] }, ['default-1111', 'aaaa', 'bbbb', 'cccc'], []],
  ['a name without regard to case', { include: ['PRODUCTION'], exclude: [] }, ['aaaa'], []],
  ['an id in capitals', { include: ['Default-1111'], exclude: [] }, ['default-1111'], []],
  ['a name that two bear', { include: ['sandbox'], exclude: [] }, ['bbbb', 'cccc'], []],
  ['all but one', { include: 'all', exclude: ['aaaa'] }, ['default-1111', 'bbbb', 'cccc'], []],
  ['what is left out wins', { include: ['Sandbox'], exclude: ['cccc'] }, ['bbbb'], []],
  ['unknown words', { include: ['Production', 'Prod'], exclude: ['Test'] }, ['aaaa'], ['Prod', 'Test']],
])('%s', (_, scope, included, unknown) => {
  const scoped = applyScope(environments, scope)

  expect(scoped.included.map(({ id }) => id)).toEqual(included)
  expect(scoped.unknown).toEqual(unknown)
  expect(scoped.included.length + scoped.leftOut.length).toBe(environments.length)
})
