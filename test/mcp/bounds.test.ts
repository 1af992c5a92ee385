/** What is cut of a large answer, and what the answer says of it. */
import { describe, expect, test } from 'vitest'
import { bounded, mostCharacters } from '../../src/mcp/bounds.ts'

const row = (index: number, paths = 0) => ({
  id: `finding-${index}`,
  evidence: {
    tables: [{ table: 'incident', paths: Array.from({ length: paths }, (_, path) => `role ${path} of many`) }],
  },
})
const rows = (count: number, paths = 0) => Array.from({ length: count }, (_, index) => row(index, paths))

describe('an answer', () => {
  test('that is small is given as it is', () => {
    const document = { schema: 'seatledger.findings/1', findings: rows(3), coverage: [] }

    expect(bounded(document, null)).toEqual(document)
    expect(bounded(document, { list: 'findings', from: 0, total: 3 })).toEqual(document)
  })

  test.each([
    { from: 0, total: 10, next: 3 },
    { from: 3, total: 10, next: 6 },
    { from: 7, total: 10, next: null },
  ])('of a page says where the list goes on: %j', ({ from, total, next }) => {
    expect(bounded({ findings: rows(3) }, { list: 'findings', from, total })).toHaveProperty('cut', [
      { list: 'findings', shown: 3, total, next },
    ])
  })

  test('of a page beyond the end says so, and leads nowhere', () => {
    expect(bounded({ findings: [] }, { list: 'findings', from: 20, total: 10 })).toHaveProperty('cut', [
      { list: 'findings', shown: 0, total: 10, next: null },
    ])
  })

  test('with long lists in its rows loses of these first, and says which', () => {
    const answer = bounded({ findings: rows(20, 1000), rules: rows(16) }, { list: 'findings', from: 0, total: 20 })

    expect(JSON.stringify(answer).length).toBeLessThanOrEqual(mostCharacters)
    expect(answer).toMatchObject({ findings: { length: 20 }, rules: { length: 16 } })
    expect(answer?.['cut']).toEqual([
      { list: 'findings[].evidence.tables[].paths', shown: expect.any(Number), total: 1000, next: null },
    ])
  })

  test('with too many rows keeps the first, and the next page begins where it ends', () => {
    const answer = bounded(
      { findings: rows(5000), rules: rows(16), coverage: rows(30) },
      { list: 'findings', from: 100, total: 9000 },
    )

    expect(JSON.stringify(answer).length).toBeLessThanOrEqual(mostCharacters)
    expect(answer).toMatchObject({
      findings: { length: 50 },
      rules: { length: 16 },
      coverage: { length: 30 },
      cut: [{ list: 'findings', shown: 50, total: 9000, next: 150 }],
    })
  })

  test('that loses coverage keeps what was not read whole', () => {
    const complete = Array.from({ length: 5000 }, () => ({ source: 'dataverse/security', state: 'complete' }))
    const coverage = [...complete, { source: 'graph/groups', state: 'not-assessed' }]

    expect(bounded({ coverage }, null)).toMatchObject({
      coverage: expect.arrayContaining([{ source: 'graph/groups', state: 'not-assessed' }]),
    })
  })

  test('with a long list that is no page says how long it was', () => {
    const coverage = Array.from({ length: 5000 }, () => ({ source: 'dataverse/security', state: 'complete' }))

    expect(bounded({ coverage }, null)?.['cut']).toEqual([{ list: 'coverage', shown: 200, total: 5000, next: null }])
  })

  test('that cannot be cut to size is none', () => {
    const clauses = Object.fromEntries(rows(5000).map((clause) => [clause.id, clause]))

    expect(bounded({ clauses }, null)).toBeNull()
  })
})
