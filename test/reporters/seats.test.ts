/** One row per person in the terminal: what is never, what is not known, and what all savings come to. */
import { describe, expect, test } from 'vitest'
import { SeatsDocument } from '../../src/model/documents.ts'
import { renderDocument } from '../../src/reporters/index.ts'
import { seatsWithUse } from './documents.ts'

type Person = NonNullable<SeatsDocument['people']>[number]

const person: Person = {
  id: 'x',
  name: 'Ada',
  upn: null,
  seats: [],
  lastSignIn: null,
  environments: 0,
  verdict: 'idle',
  saving: 95,
}
const signIns = { source: 'graph/sign-ins', environment: null, required: false, reason: null, fix: null } as const

function linesOf(people: Person[], state: 'complete' | 'partial'): string {
  const document = SeatsDocument.parse({ ...seatsWithUse, people, coverage: [{ ...signIns, state }] })
  return renderDocument(document, { color: false, width: 120 })
}

describe('people', () => {
  test('without a sign-in: never where all sign-ins were read, else not known', () => {
    expect(linesOf([person], 'complete')).toMatch(/│ Ada .*│ never /)
    expect(linesOf([person], 'partial')).toMatch(/│ Ada .*│ not known /)
  })

  test('savings are summed up, with the number of people', () => {
    const people = [person, { ...person, id: 'y', saving: 1200.5 }, { ...person, id: 'z', saving: null }]

    expect(linesOf(people, 'complete')).toContain('Could be saved at the list price: 1,295.5 a month, with 2 people.')
    expect(linesOf([person], 'complete')).toContain('95 a month, with 1 person.')
  })

  test('without a saving there is no sum', () => {
    expect(linesOf([{ ...person, saving: null }], 'complete')).not.toContain('Could be saved')
  })
})
