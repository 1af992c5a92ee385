/** The file of waivers: what is taken, and what is refused with its entry. */
import { describe, expect, it } from 'vitest'
import { SchemaError } from '../../src/errors.ts'
import { parseWaivers } from '../../src/config/waivers.ts'

const entry = { id: 'seat-idle-0123456789ab', reason: 'on leave', by: 'Ada', at: '2026-11-01', until: '2026-12-31' }

describe('parseWaivers', () => {
  it('takes days and times, and gives times in UTC', () => {
    const timed = { ...entry, id: 'other', at: '2026-11-01T10:00:00+02:00' }

    expect(parseWaivers(JSON.stringify([entry, timed]))).toEqual([
      { ...entry, at: '2026-11-01T00:00:00.000Z' },
      { ...timed, at: '2026-11-01T08:00:00.000Z' },
    ])
  })

  it.each([
    [{}, 'the file: '],
    [[{ ...entry, reason: '' }], 'entry 1, reason: '],
    [[entry, { ...entry, id: 'b', until: 'soon' }], 'entry 2, until: '],
    [[{ ...entry, extra: 1 }], 'entry 1: '],
    [[entry, entry], 'entry 2: seat-idle-0123456789ab is there twice'],
    [[{ ...entry, until: '2026-10-01' }], 'entry 1: until is before at'],
    [[{ ...entry, until: '2027-11-10' }], 'entry 1: expected at most 366 days from at to until'],
  ])('refuses %j', (file, wrong) => {
    expect(() => parseWaivers(JSON.stringify(file))).toThrow(SchemaError)
    expect(() => parseWaivers(JSON.stringify(file))).toThrow(wrong)
  })
})
