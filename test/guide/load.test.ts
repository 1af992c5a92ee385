/** Editions are found by id or path, and a broken one is refused in one line that names what is wrong and where. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { defaultEditionId } from '../../src/guide/default-edition.ts'
import type { Edition } from '../../src/guide/edition.ts'
import { loadEdition, loadShippedEditions, shippedEditionIds } from '../../src/guide/load.ts'

const folder = mkdtempSync(join(tmpdir(), 'seatledger-edition-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(text: string): string {
  const path = join(folder, 'edition.json')
  writeFileSync(path, text)
  return path
}

/** Every trust mark of an edition, sorted. */
function figureTrusts(edition: Edition): string[] {
  const marks = JSON.stringify(edition).matchAll(/"trust":"(\w+)"/g)
  return [...new Set(Array.from(marks, ([, mark = '']) => mark))].toSorted()
}

/** Path of a copy of the default edition after a change. */
function changed(change: (edition: Edition) => void): string {
  const edition = structuredClone(loadEdition(defaultEditionId))
  change(edition)
  return write(JSON.stringify(edition))
}

describe('a shipped edition', () => {
  test('is named by its file, and the default is one of them', () => {
    expect(loadShippedEditions().map(({ id }) => id)).toEqual(shippedEditionIds())
    expect(shippedEditionIds()).toContain(defaultEditionId)
  })

  test('carries the notice of every document', () => {
    expect(loadEdition(defaultEditionId).notice).toBe(
      'Based on the guide of February 2025, for information; your agreement governs.',
    )
  })

  test('quotes the guide once in a clause at most, and briefly', () => {
    for (const edition of loadShippedEditions()) {
      for (const { text } of Object.values(edition.clauses)) {
        const quotations = text.match(/"[^"]*"/g) ?? []
        expect(quotations.length).toBeLessThanOrEqual(1)
        expect(quotations.join('').length).toBeLessThan(80)
      }
    }
  })

  test('of July 2026 has a notice of its own, and rests on no text that was not read', () => {
    const edition = loadEdition('dynamics-365-2026-07')

    expect(edition.notice).toBe(
      "Based on the guide of July 2026, read in a third party's transcription, for information; your agreement governs.",
    )
    expect(Object.values(edition.clauses).filter(({ source }) => source === 'guide')).toEqual([])
    expect(figureTrusts(edition)).toEqual(['primary', 'secondary', 'transcription'])
  })

  test('of July 2026 names the page of the guide in every clause that it took from it', () => {
    const { clauses } = loadEdition('dynamics-365-2026-07')
    const transcribed = Object.values(clauses).filter(
      ({ source }) => source !== 'guide' && 'address' in source && source.address.includes('D365_Licensing'),
    )

    expect(transcribed.length).toBeGreaterThan(25)
    for (const { heading } of transcribed) {
      expect(heading).toMatch(/^Dynamics 365 Licensing Guide of July 2026, pages? \d/)
    }
  })

  test("of February 2025 marks the guide's own figures, and no other source as the guide", () => {
    const { pools, units, reassignmentDays, near, prices } = loadEdition(defaultEditionId)
    const own = [units, reassignmentDays, ...pools.flatMap(({ bases, perSeat }) => [...bases, ...perSeat])]

    expect(new Set(own.map(({ trust }) => trust))).toEqual(new Set(['guide']))
    expect(near.trust).toBe('primary')
    expect(prices.filter(({ trust }) => trust === 'guide').map(({ id }) => id)).toEqual([
      'digital-addon',
      'voice-addon',
      'customer-service-premium',
    ])
  })

  test('rests on the guide only for what the guide says', () => {
    const { clauses } = loadEdition(defaultEditionId)

    for (const id of [
      'case-exception',
      'restricted-tables-page',
      'team-members',
      'administrators',
      'goal-later-report',
    ]) {
      expect(clauses[id]?.source).toHaveProperty('address')
      expect(clauses[id]?.source).toHaveProperty('date')
    }
    expect(clauses['restricted-tables']?.source).toBe('guide')
  })
})

describe('an edition file', () => {
  test('is loaded by its path', () => {
    const path = changed((edition) => {
      edition.id = 'contoso-agreement'
    })

    expect(loadEdition(path).id).toBe('contoso-agreement')
  })

  test('that does not exist is refused with the editions that do', () => {
    expect(() => loadEdition('contact-center-2031-01')).toThrow(
      expect.objectContaining({
        code: 'configuration',
        message: 'There is no guide edition "contact-center-2031-01".',
        hint: expect.stringContaining('contact-center-2025-02'),
      }),
    )
  })

  test('that is no JSON is refused', () => {
    const path = write('{ "id": ')

    expect(() => loadEdition(path)).toThrow(`The guide edition "${path}" is not valid: it is no JSON.`)
  })

  test('that is no object is refused', () => {
    expect(() => loadEdition(write('[]'))).toThrow('is not valid: the file: ')
  })
})

describe('an edition is refused', () => {
  const broken: [string, string, (edition: Edition) => void][] = [
    [
      'whose clause does not exist',
      'pools.2.clause: there is no clause "dataverse-logs"',
      (edition) => edition.pools.splice(2, 1, { ...pool(edition, 2), clause: 'dataverse-logs' }),
    ],
    [
      'that lacks a clause which rules cite',
      'clauses: there is no clause "administrators"',
      (edition) => delete edition.clauses['administrators'],
    ],
    [
      'whose unit rests on no clause',
      'units.clause: there is no clause "x"',
      (edition) => (edition.units.clause = 'x'),
    ],
    [
      'whose reading rests on no clause',
      'readings.0.clause: there is no clause "x"',
      (edition) => edition.readings.splice(0, 1, { ...reading(edition, 0), clause: 'x' }),
    ],
    [
      'whose pools are out of order',
      'pools: expected each of these, in this order: dataverse-database,',
      (edition) => (edition.pools = edition.pools.toReversed()),
    ],
    [
      'that leaves a plan out',
      'plans: expected each of these, in this order: digital,',
      (edition) => edition.plans.pop(),
    ],
    [
      'that has a pack twice',
      'packs.7.id: "unified-routing" is there twice',
      (edition) => edition.packs.push(...edition.packs.filter(({ id }) => id === 'unified-routing')),
    ],
    [
      'that counts minutes in a storage pool',
      'pools.0: expected amounts in GB or MB',
      (edition) => pool(edition, 0).bases.push({ plans: ['voice'], amount: 1, unit: 'minutes', trust: 'guide' }),
    ],
    [
      'whose reading counts MB in routes',
      'readings.3.changes.0: expected amounts in routes',
      (edition) =>
        reading(edition, 3).changes.splice(0, 1, {
          pool: 'record-routes',
          perSeat: [{ plans: ['voice'], amount: 1, unit: 'MB', trust: 'guide' }],
        }),
    ],
    [
      'that grants a plan two amounts in one pool',
      'pools.3.perSeat: expected each plan once',
      (edition) => pool(edition, 3).perSeat.push({ plans: ['digital'], amount: 1, unit: 'routes', trust: 'guide' }),
    ],
    [
      'whose family rests on no clause',
      'families.0.clause: there is no clause "x"',
      (edition) => edition.families.splice(0, 1, { ...family(edition, 0), clause: 'x' }),
    ],
    [
      'whose right rests on no clause',
      'rights.list.power-bi.clause: there is no clause "power-bi-pro"',
      (edition) => {
        const [right] = edition.rights.list.filter(({ right: id }) => id === 'power-bi')
        right?.cases.push({ holder: {}, granted: null, text: 'x', clause: 'power-bi-pro' })
      },
    ],
    [
      'that has a provision twice',
      'provisions.1.id: "multiplexing" is there twice',
      (edition) =>
        (edition.provisions = edition.provisions
          .filter(({ id }) => id === 'multiplexing')
          .flatMap((one) => [one, one])),
    ],
    [
      'that has a right twice',
      'rights.list.1.id: "power-bi" is there twice',
      (edition) => {
        edition.rights.list = edition.rights.list
          .filter(({ right }) => right === 'power-bi')
          .flatMap((one) => [one, one])
      },
    ],
    [
      'that does not say whose text a figure was read in',
      'units.trust: ',
      (edition) => Reflect.deleteProperty(edition.units, 'trust'),
    ],
    ['with an unknown field', 'Unrecognized key: "discount"', (edition) => Object.assign(edition, { discount: 1 })],
    [
      'with a negative amount',
      'prices.0.monthly: ',
      (edition) =>
        edition.prices.splice(0, 1, { id: 'digital', monthly: -1, currency: 'USD', source: 'none', trust: 'guide' }),
    ],
  ]

  test.each(broken)('%s', (_, message, change) => {
    const path = changed(change)

    expect(() => loadEdition(path)).toThrow(expect.objectContaining({ code: 'configuration' }))
    expect(() => loadEdition(path)).toThrow(message)
  })
})

function pool(edition: Edition, index: number): Edition['pools'][number] {
  const found = edition.pools[index]
  if (found === undefined) throw new RangeError(`no pool ${index}`)
  return found
}

function family(edition: Edition, index: number): Edition['families'][number] {
  const found = edition.families[index]
  if (found === undefined) throw new RangeError(`no family ${index}`)
  return found
}

function reading(edition: Edition, index: number): Edition['readings'][number] {
  const found = edition.readings[index]
  if (found === undefined) throw new RangeError(`no reading ${index}`)
  return found
}
