/** Finding ids and the order of findings. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { findingId } from '../../src/findings/id.ts'
import { sortFindings } from '../../src/findings/order.ts'
import { finding } from './finding.ts'

const named = (id: string, name: string, environment: string, severity: 'high' | 'low', rule: string) =>
  finding({
    id,
    severity,
    rule,
    environment: { id: environment, name: environment },
    subject: { kind: 'user', id, name, upn: null },
  })

describe('findingId', () => {
  it('is the rule and 12 hex digits of SHA-256 over rule, subject and environment', () => {
    const hash = createHash('sha256').update('restricted-table-write|user|env').digest('hex')

    expect(findingId('restricted-table-write', 'user', 'env')).toBe(`restricted-table-write-${hash.slice(0, 12)}`)
  })

  it('leaves the environment empty where there is none', () => {
    const hash = createHash('sha256').update('rule|tenant|').digest('hex')

    expect(findingId('rule', 'tenant', null)).toBe(`rule-${hash.slice(0, 12)}`)
  })
})

describe('sortFindings', () => {
  it('sorts by severity, rule, environment name, subject name and id', () => {
    const sorted = [
      named('1', 'Z', 'B', 'high', 'first'),
      named('2', 'Z', 'B', 'high', 'second'),
      named('3', 'Z', 'A', 'low', 'first'),
      named('4', 'A', 'B', 'low', 'first'),
      named('5', 'B', 'B', 'low', 'first'),
      named('6', 'B', 'B', 'low', 'first'),
      named('7', 'a', 'B', 'low', 'first'),
    ]

    expect(
      sortFindings(sorted.toReversed(), ['first', 'second'])
        .map(({ id }) => id)
        .join(''),
    ).toBe('1234567')
  })

  it('puts a finding without an environment first', () => {
    expect(sortFindings([finding(), finding({ id: 'tenant', environment: null })], []).map(({ id }) => id)[0]).toBe(
      'tenant',
    )
  })
})
