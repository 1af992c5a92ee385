/** Rows that come twice, over pages or within one, count once. */
import { describe, expect, test } from 'vitest'
import { distinct } from '../../connectors/distinct.ts'
import { Repeats } from '../../connectors/transport/repeats.ts'
import type { Page, Source } from '../../src/model/dataset.ts'
import { readPages, rowsOf } from './sources.ts'

function sourceOf(pages: readonly Page[]): Source {
  return {
    id: 'graph/users',
    environment: null,
    required: true,
    request: 'GET /x',
    permission: 'none',
    ifCut: 'partial',
    async *pages() {
      yield* pages
    },
  }
}

const rows = (...ids: unknown[]): unknown[] => ids.map((id) => ({ id }))
const noted = { rejected: 1, requestId: 'r', remark: { reason: 'said', fix: null } }
const team = (teamId: string, userId: string) => ({ teamId, userId })

describe('a source', () => {
  test('gives the first row of each key, and all else of its pages', async () => {
    const pages: Page[] = [
      { dataset: 'team-members', rows: [team('a', '1'), team('a', '2'), team('a', '1')], ...noted },
      { dataset: 'team-members', rows: [team('a', '2'), team('b', '1')], ...noted },
      { dataset: 'team-roles', rows: [{ teamId: 'a', roleId: '1' }], ...noted },
    ]

    const read = await readPages(distinct(sourceOf(pages)))

    expect(rowsOf(read, 'team-members')).toEqual([team('a', '1'), team('a', '2'), team('b', '1')])
    expect(rowsOf(read, 'team-roles')).toHaveLength(1)
    expect(read.map(({ rejected, requestId, remark }) => ({ rejected, requestId, remark }))).toEqual([
      noted,
      noted,
      noted,
    ])
  })

  test('begins anew each time that it is read', async () => {
    const source = distinct(sourceOf([{ dataset: 'team-members', rows: [team('a', '1')], ...noted }]))

    expect(
      [await readPages(source), await readPages(source)].map((read) => rowsOf(read, 'team-members').length),
    ).toEqual([1, 1])
  })

  test('keeps rows without a key of their own unless they are the same in all', async () => {
    const row = { currency: 'X', purchased: 1, allocated: 0, consumed: 0 }
    const pages: Page[] = [{ dataset: 'currencies', rows: [row, { ...row, purchased: 2 }, { ...row }], ...noted }]

    expect(rowsOf(await readPages(distinct(sourceOf(pages))), 'currencies')).toHaveLength(2)
  })

  test('gives every row of what it makes itself', async () => {
    const write = { table: 'incident', userId: 'u', operation: 'create', count: 1, last: null } as const

    const pages: Page[] = [{ dataset: 'observed-writes', rows: [write, write], ...noted }]

    expect(rowsOf(await readPages(distinct(sourceOf(pages))), 'observed-writes')).toHaveLength(2)
  })
})

describe('rows that are only counted', () => {
  test('count once where they stand on this page or the one before it', () => {
    const repeats = new Repeats('id')

    expect(repeats.fresh(rows('a', 'b', 'b'))).toEqual(rows('a', 'b'))
    expect(repeats.fresh(rows('b', 'c'))).toEqual(rows('c'))
    expect(repeats.fresh(rows('b', 'd'))).toEqual(rows('d'))
    expect(repeats.fresh(rows('c'))).toEqual(rows('c'))
  })

  test('are never taken for another without an id', () => {
    const odd = [{ n: 1 }, { n: 1 }, { id: 7 }, { id: 7 }, 'x', 'x', null, null]

    expect(new Repeats('id').fresh(odd)).toEqual(odd)
    expect(new Repeats('').fresh([{ id: 'a' }, { id: 'a' }])).toHaveLength(2)
  })
})
