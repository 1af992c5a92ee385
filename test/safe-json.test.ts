import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeJson } from '../src/safe-json.ts'
import { acting, hostileList } from './hostile-names.ts'

test('hostile names come back as they were, and nothing of them acts on a terminal', () => {
  const json = safeJson(JSON.stringify(hostileList, null, 2))

  expect(json).not.toMatch(acting)
  expect(JSON.parse(json)).toEqual(hostileList)
})

test('any text comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(JSON.parse(safeJson(JSON.stringify({ [text]: text })))).toEqual({ [text]: text })
    }),
    { numRuns: 500, seed: 5 },
  )
})

test('letters of every script stay as they are', () => {
  const json = JSON.stringify(['Käse', '日本語', '🎧', 'שלום'])

  expect(safeJson(json)).toBe(json)
})
