/** The mapping of dual-write: the known shapes come back, wrapped or not, and what is no direction is none. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { legsOf } from '../../connectors/dataverse/dual-write-mapping.ts'
import { anyJson, anyText, corpusOf, fuzz, longTexts } from './fuzz.ts'

/** Numbers and words of the documentation, seen from the source of a leg. */
const forward = ['1', 1, 'SourceToDestination', 'Unidirectional']
const backward = ['2', 2, 'DestinationToSource']
const both = ['3', 3, 'Both', 'bidirectional', 'Bi-directional']
const table = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/)
const entity = fc.stringMatching(/^[A-Z][A-Za-z0-9]{1,20}Entity$/)

describe('mappings', () => {
  fuzz(
    'of known shapes come back, as objects and as texts in texts',
    fc.record({
      table,
      entity,
      isSource: fc.boolean(),
      direction: fc.constantFrom(...forward, ...backward, ...both),
      wrap: fc.boolean(),
    }),
    ({ table: name, entity: other, isSource, direction, wrap }) => {
      const leg = {
        sourceSchema: isSource ? name : other,
        destinationSchema: isSource ? other : name,
        sourceEnvironmentType: isSource ? 'CRM' : 'AX',
        destinationEnvironmentType: isSource ? 'AX' : 'CRM',
        direction,
      }
      const text = JSON.stringify({ legs: [leg] })

      const isBoth = both.includes(direction)
      const towards = forward.includes(direction) !== isSource ? 'to-dataverse' : 'from-dataverse'
      expect(legsOf(wrap ? JSON.stringify(text) : text)).toEqual([
        { table: name, direction: isBoth ? 'both' : towards },
      ])
    },
  )

  fuzz(
    'with any other number have no direction',
    fc.tuple(table, fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))),
    ([name, direction]) => {
      const text = JSON.stringify({
        legs: [{ sourceSchema: 'AEntity', destinationSchema: name, destinationEnvironmentType: 'CRM', direction }],
      })

      if (![1, 2, 3].includes(direction)) expect(legsOf(text)).toBeNull()
    },
  )

  const leg = fc.record(
    {
      sourceSchema: fc.oneof(table, anyJson),
      destinationSchema: fc.oneof(entity, anyJson),
      sourceEnvironmentType: anyJson,
      destinationEnvironmentType: anyJson,
      direction: anyJson,
      syncDirection: anyJson,
      fieldMappings: anyJson,
    },
    { requiredKeys: [] },
  )

  fuzz(
    'of anything are legs that name a table of the text, or null',
    fc.oneof(fc.array(leg, { maxLength: 3 }), anyJson),
    (legs) => {
      const text = JSON.stringify({ legs })
      const read = legsOf(text)
      if (read === null) return

      expect(read).toHaveLength(Array.isArray(legs) ? legs.length : -1)
      for (const { table: name } of read) expect(text.toLowerCase()).toContain(JSON.stringify(name))
    },
    corpusOf('dual-write-mapping').map((one) => [one]),
  )

  fuzz('that are no JSON are not read', anyText, (text) => {
    expect(legsOf(text)).toBeNull()
  })

  test('long ones end', () => {
    for (const text of longTexts(['[', '{"legs":', '"', '\\"', 'to', 'a-'])) {
      legsOf(text)
      legsOf(JSON.stringify({ legs: [{ sourceSchema: text, destinationSchema: text, direction: text }] }))
    }
  })
})
