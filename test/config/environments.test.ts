import { describe, expect, it } from 'vitest'
import { readEnvironmentScope } from '../../src/config/environments.ts'

describe('the environments in scope', () => {
  it.each([
    [undefined, { include: 'all', exclude: [] }],
    ['all', { include: 'all', exclude: [] }],
    [
      'Contoso Prod, 11111111-1111-4111-8111-111111111111',
      {
        include: ['Contoso Prod', '11111111-1111-4111-8111-111111111111'],
        exclude: [],
      },
    ],
    ['-Contoso Sandbox', { include: 'all', exclude: ['Contoso Sandbox'] }],
    ['all,-Sandbox,- Trial', { include: 'all', exclude: ['Sandbox', 'Trial'] }],
    ['Prod,-Prod', { include: ['Prod'], exclude: ['Prod'] }],
  ])('%j means %j', (value, scope) => {
    expect(readEnvironmentScope({ SEATLEDGER_ENVIRONMENTS: value })).toEqual(scope)
  })

  it.each([',', '-', 'Prod,-'])('%j names no environment', (value) => {
    expect(() => readEnvironmentScope({ SEATLEDGER_ENVIRONMENTS: value })).toThrow(
      'SEATLEDGER_ENVIRONMENTS names no environment; allowed: all, or ids and names separated by commas, -NAME to leave one out',
    )
  })
})
