/** Finding ids: the documented digest of rule, subject and environment, which another digest of the platform gives too. */
import { webcrypto } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect } from 'vitest'
import { findingId } from '../../src/findings/id.ts'
import { anyText, fuzz, fuzzAsync } from './fuzz.ts'

const parts = fc.record({
  rule: fc.stringMatching(/^[a-z][a-z-]{0,20}$/),
  subject: anyText,
  environment: fc.option(anyText),
  key: fc.option(anyText, { nil: undefined }),
})

describe('finding ids', () => {
  fuzzAsync('are the first 12 digits of a SHA-256', parts, async ({ rule, subject, environment, key }) => {
    const text = `${rule}|${subject}|${environment ?? ''}${key === undefined ? '' : `|${key}`}`
    const digest = await webcrypto.subtle.digest('SHA-256', new TextEncoder().encode(text))

    expect(findingId(rule, subject, environment, key)).toBe(
      `${rule}-${Buffer.from(digest).toString('hex').slice(0, 12)}`,
    )
  })

  const ids = fc.uuid()

  fuzz('of different subjects and environments differ', fc.tuple(ids, ids, ids, ids), ([a, b, c, d]) => {
    fc.pre(a !== c || b !== d)

    expect(findingId('seat-idle', a, b)).not.toBe(findingId('seat-idle', c, d))
  })
})
