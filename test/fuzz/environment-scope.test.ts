/** The list of environments in scope: what the operator writes selects those and no others. */
import * as fc from 'fast-check'
import { describe, expect } from 'vitest'
import { readEnvironmentScope } from '../../src/config/environments.ts'
import { ConfigurationError } from '../../src/errors.ts'
import { applyScope } from '../../src/sync/environment-scope.ts'
import { environment } from '../connectors/power-platform/wire-answers.ts'
import { anyText, fuzz, piecesOf } from './fuzz.ts'

/** A name that the list can hold: no comma, no blank at its ends, no sign before it. */
const name = fc
  .oneof(anyText, fc.constantFrom('Prod', 'prod', 'Test', 'Dev 1', 'İ', 'all in one'))
  .filter((text) => text.trim() === text && text !== '' && !/^-|,/.test(text) && text.toLowerCase() !== 'all')
const tenants = fc
  .array(name, { maxLength: 5 })
  .map((names) => names.map((text, index) => environment(index, { name: text })))
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

describe('the scope', () => {
  const written = fc.tuple(
    tenants,
    fc.array(name, { maxLength: 3 }),
    fc.array(name, { maxLength: 3 }),
    fc.constantFrom(',', ' , ', ',,'),
  )

  fuzz('holds what is named, without what is named with a sign', written, ([all, include, exclude, comma]) => {
    const text = [...include, ...exclude.map((one) => `-${one}`)].join(comma)
    const scope = readEnvironmentScope({ SEATLEDGER_ENVIRONMENTS: text })

    const { included, leftOut, unknown } = applyScope(all, scope)

    const names = (list: readonly string[], of: { readonly id: string; readonly name: string }): boolean =>
      list.some((one) => same(one, of.name) || same(one, of.id))
    const expected = all.filter((one) => (include.length === 0 || names(include, one)) && !names(exclude, one))
    expect(included.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
    expect([...included, ...leftOut]).toHaveLength(all.length)
    expect(unknown).toEqual([...include, ...exclude].filter((one) => !all.some((of) => names([one], of))))
  })

  fuzz(
    'of anything is read or refused in one line',
    fc.tuple(tenants, fc.oneof(piecesOf('-', ',', ' ', 'all', 'Prod', '*', '\n'), anyText)),
    ([all, text]) => {
      try {
        const { included, leftOut } = applyScope(all, readEnvironmentScope({ SEATLEDGER_ENVIRONMENTS: text }))
        expect(included.length + leftOut.length).toBe(all.length)
      } catch (error) {
        if (!(error instanceof ConfigurationError)) throw error
        expect(error.message).toMatch(/^SEATLEDGER_ENVIRONMENTS names no environment/)
        expect(text).toMatch(/^[\s,]*$|-\s*(,|$)/)
      }
    },
  )
})
