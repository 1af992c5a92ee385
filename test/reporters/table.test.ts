import { describe, expect, it } from 'vitest'
import { cell, name } from '../../src/reporters/terminal/text.ts'
import { columnsOf } from '../../src/reporters/terminal/wrap.ts'
import { hostileList } from '../hostile-names.ts'
import { table } from '../../src/reporters/terminal/table.ts'

const columns = [{ title: 'Pool' }, { title: 'Note' }, { title: 'Left', align: 'right' }] as const

describe('a table', () => {
  it('is as wide as its contents where they fit', () => {
    const text = table(columns, [['dataverse-file', 'a note', '1 GB']], { color: false, width: 80 })

    expect(text).toBe(`\
┌────────────────┬────────┬──────┐
│ Pool           │ Note   │ Left │
├────────────────┼────────┼──────┤
│ dataverse-file │ a note │ 1 GB │
└────────────────┴────────┴──────┘`)
  })

  it('has lines between rows only where a row has more than one', () => {
    const one = table([{ title: 'A' }], [['1'], ['2']], { color: false, width: 80 })
    const more = table([{ title: 'A' }], [['1'], ['2\n3']], { color: false, width: 80 })

    expect(one.split('\n')).toHaveLength(6)
    expect(more.split('\n')).toHaveLength(8)
  })

  it('wraps its widest column to fit the terminal', () => {
    const rows = [['dataverse-file', 'one two three four five six', '1 GB']]

    const text = table(columns, rows, { color: false, width: 40 })

    expect(text).toBe(`\
┌────────────────┬──────────────┬──────┐
│ Pool           │ Note         │ Left │
├────────────────┼──────────────┼──────┤
│ dataverse-file │ one two      │ 1 GB │
│                │ three four   │      │
│                │ five six     │      │
└────────────────┴──────────────┴──────┘`)
  })

  it('never cuts a word, however narrow the terminal: ids can be copied', () => {
    const id = '749742bf-0d37-4158-a120-33567104deeb'

    const text = table(columns, [[id, 'restricted-table-write', 'x']], { color: false, width: 20 })

    expect(text).toContain(id)
    expect(text).toContain('restricted-table-write')
    expect(text).not.toContain('…')
  })

  it('goes on in the next line with a word that is longer than any id', () => {
    const text = table(columns, [['a'.repeat(90), 'note', 'x']], { color: false, width: 60 })

    expect(text.split('\n').map((line) => line.length)).toEqual(Array.from({ length: 7 }, () => 60))
    expect(text.match(/a+/g)?.join('')).toBe('a'.repeat(90))
  })

  it('stays a table with any name in it', () => {
    for (const hostile of hostileList) {
      const text = table(columns, [[name(hostile), cell(hostile), '1 GB']], { color: false, width: 100 })

      expect(new Set(text.split('\n').map(columnsOf)).size).toBe(1)
      expect(columnsOf(text.split('\n')[0] ?? '')).toBeLessThanOrEqual(100)
    }
  })

  it('counts wide characters as two columns', () => {
    const lines = table([{ title: 'Name' }], [['日本語🎧']], { color: false, width: 80 }).split('\n')

    expect(lines[0]).toBe('┌──────────┐')
    expect(lines[3]).toBe('│ 日本語🎧 │')
  })

  it('is nothing without rows', () => {
    expect(table(columns, [], { color: false, width: 80 })).toBe('')
  })
})
