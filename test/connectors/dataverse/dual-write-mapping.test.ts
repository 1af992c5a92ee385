/** The JSON of dual-write maps: which side is Dataverse, which way the data goes, and what is not guessed. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { legsOf } from '../../../connectors/dataverse/dual-write-mapping.ts'

type Json = Readonly<Record<string, unknown>>

/** Finance and operations is the source, Dataverse the destination. */
const leg = (more: Json = {}): Json => ({
  id: '001',
  sourceSchema: 'CDS sales order headers',
  sourceEnvironmentType: 'AX',
  destinationSchema: 'SalesOrders',
  destinationEnvironmentType: 'CRM',
  sourceFilter: '',
  fieldMappings: [{ syncDirection: '1', sourceField: 'A', destinationField: 'a' }],
  ...more,
})
const fields = (...directions: unknown[]): Json => ({
  fieldMappings: directions.map((syncDirection) => ({ syncDirection })),
})
const turned: Json = {
  sourceSchema: 'SalesOrders',
  sourceEnvironmentType: 'CRM',
  destinationSchema: 'CDS sales order headers',
  destinationEnvironmentType: 'AX',
}
const read = (...legs: unknown[]) => legsOf(JSON.stringify({ name: 'map', legs }))

describe('a leg', () => {
  test.each<[string, Json, string]>([
    ['whose fields go to the destination', fields('1', 1), 'to-dataverse'],
    ['whose fields go back', fields('2'), 'from-dataverse'],
    ['with a field that goes both ways', fields(1, 3), 'both'],
    ['whose fields go different ways', fields('1', '2'), 'both'],
    ['with Dataverse as the source', { ...turned, ...fields(1) }, 'from-dataverse'],
    ['with Dataverse as the source, going back', { ...turned, ...fields(2) }, 'to-dataverse'],
    ['with a direction of its own', { direction: 'Bidirectional' }, 'both'],
    ['with a direction of its own, as a number', { direction: 2 }, 'from-dataverse'],
    ['with a direction in words', { direction: 'source-to-destination', fieldMappings: null }, 'to-dataverse'],
    ['with a direction of its own that says nothing', { direction: 'unknown', ...fields(2) }, 'from-dataverse'],
    ['with fields that say nothing beside one that does', fields(null, 'x', 2), 'from-dataverse'],
  ])('%s', (_, more, direction) => {
    expect(read(leg(more))).toEqual([{ table: 'salesorders', direction }])
  })

  test('without types of environments is Dataverse where the name can only be a table', () => {
    const untyped = { sourceEnvironmentType: null, destinationEnvironmentType: undefined }

    expect(read(leg({ ...untyped, destinationSchema: 'msdyn_workorders' }))).toEqual([
      { table: 'msdyn_workorders', direction: 'to-dataverse' },
    ])
    expect(read(leg({ ...untyped, sourceSchema: 'incidents' }))).toEqual([
      { table: 'incidents', direction: 'from-dataverse' },
    ])
    expect(read(leg(untyped))).toBeNull()
  })
})

describe('a direction that names where it leads', () => {
  test.each([
    ['ToDataverse', 'to-dataverse'],
    ['FO to CDS', 'to-dataverse'],
    ['AXToCRM', 'to-dataverse'],
    ['to-dataverse', 'to-dataverse'],
    ['from-dataverse', 'from-dataverse'],
    ['CRM to AX', 'from-dataverse'],
  ])('%s, whichever side is the source', (direction, expected) => {
    const sides = { sourceSchema: 'incidents', destinationSchema: 'CDS cases', sourceEnvironmentType: 'CRM' }

    expect(read({ ...sides, direction })).toEqual([{ table: 'incidents', direction: expected }])
  })
})

describe('a mapping', () => {
  test('has all its legs', () => {
    expect(read(leg(), leg({ destinationSchema: 'accounts', ...fields(3) }))).toEqual([
      { table: 'salesorders', direction: 'to-dataverse' },
      { table: 'accounts', direction: 'both' },
    ])
  })

  test('may come wrapped in a text', () => {
    expect(legsOf(JSON.stringify(JSON.stringify({ legs: [leg()] })))).toHaveLength(1)
  })

  test.each<[string, string]>([
    ['no text', ''],
    ['no JSON', '{"legs":['],
    ['nesting without end', `{"legs":[${JSON.stringify(leg())}],"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['no legs', '{"name":"map"}'],
    ['an empty list of legs', '{"legs":[]}'],
    ['a leg without a schema', JSON.stringify({ legs: [leg({ destinationSchema: '' })] })],
    ['a leg of unknown direction', JSON.stringify({ legs: [leg(fields())] })],
    ['one known and one unknown leg', JSON.stringify({ legs: [leg(), leg(fields('x'))] })],
  ])('of %s is of no known shape', (_, text) => {
    expect(legsOf(text)).toBeNull()
  })
})

test('any JSON at all is read or refused, never a fault', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const legs = legsOf(text)

      expect(legs === null || legs.length > 0).toBe(true)
    }),
  )
})
