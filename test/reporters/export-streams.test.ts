/** Parts of an export as streams: a receiver that goes away, one that fails, one that is slow; and Excel's limits. */
import { PassThrough, Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { exportFormats, type ExportFormat } from '../../src/model/export.ts'
import type { ExportPart } from '../../src/reporters/export-part.ts'
import { exportParts } from '../../src/reporters/exports.ts'
import { writeWorkbook } from '../../src/reporters/xlsx/xlsx.ts'
import { exportContentOf, findingNamed, writtenBy } from './export-content.ts'
import { readWorkbook } from './xlsx/workbook-reader.ts'

const few = await exportContentOf(Array.from({ length: 3 }, (_, index) => findingNamed(`Ada ${index}`, index)))
const many = await exportContentOf(Array.from({ length: 2000 }, (_, index) => findingNamed(`Ada ${index}`, index)))

function partOf(format: ExportFormat): ExportPart {
  const part = exportParts[format].find(({ id }) => id === null || id === 'findings')
  if (part === undefined) throw new Error('no part')
  return part
}

describe.each(exportFormats)('%s', (format) => {
  test.each([
    ['few', few],
    ['many', many],
  ])('a receiver that has gone ends the writing of %s findings with an error', async (_, content) => {
    const gone = new PassThrough()
    gone.destroy()

    await expect(partOf(format).write(content, gone)).rejects.toThrow(/destroyed|closed|end|abort|premature/i)
  })

  test('what the receiver fails with is what the writing ends with', async () => {
    const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error('no space left')) })
    full.on('error', () => undefined)

    await expect(partOf(format).write(many, full)).rejects.toThrow('no space left')
  })

  test('a slow receiver gets every byte, and the same as a fast one', async () => {
    const chunks: Buffer[] = []
    const slow = new Writable({
      highWaterMark: 1024,
      write(chunk: Buffer, _encoding, done) {
        chunks.push(Buffer.from(chunk))
        void setImmediate().then(() => done())
      },
    })
    const rows = await partOf(format).write(many, slow)

    const fast = await writtenBy(partOf(format).write, many)
    expect(rows).toBe(fast.rows)
    expect(Buffer.concat(chunks)).toHaveLength(fast.bytes.length)
  })
})

test('where the rows of a sheet end, the list goes on with its headings on a second sheet, and the summary says so', async () => {
  const content = await exportContentOf(Array.from({ length: 25 }, (_, index) => findingNamed(`Ada ${index}`, index)))

  const { bytes } = await writtenBy((given, out) => writeWorkbook(given, out, 11), content)
  const { sheets } = readWorkbook(bytes)

  expect([...sheets.keys()].filter((name) => name.startsWith('findings'))).toEqual([
    'findings',
    'findings 2',
    'findings 3',
  ])
  const rows = ['findings', 'findings 2', 'findings 3'].map((name) => sheets.get(name)?.rowCount)
  expect(rows).toEqual([11, 11, 6])
  expect(sheets.get('findings 3')?.cells.get('A1')?.value).toBe('Severity')
  expect(sheets.get('findings 3')?.xml).toContain('<autoFilter ref="A1:V6"/>')
  const words = [...(sheets.get('summary')?.cells.values() ?? [])].map(({ value }) => String(value))
  expect(words.some((text) => text.includes('25 rows on 3 sheets: a sheet of Excel has 11 rows.'))).toBe(true)
})

test('a text that is longer than a cell of Excel is cut, and says how long it was', async () => {
  const long = {
    ...findingNamed('Ada', 1),
    detail: 'ä'.repeat(40_000),
    title: `${'x'.repeat(32_730)}${'\u{1f44d}'.repeat(50)}`,
  }

  const { bytes } = await writtenBy(partOf('xlsx').write, await exportContentOf([long]))
  const texts = [...(readWorkbook(bytes).sheets.get('findings')?.cells.values() ?? [])].map(({ value }) =>
    String(value),
  )

  expect(texts.filter((text) => text.length > 30_000).map((text) => [text.length <= 32_767, text.slice(-25)])).toEqual([
    [true, expect.stringContaining('… (cut: 32830 characters)')],
    [true, expect.stringContaining('… (cut: 40000 characters)')],
  ])
})
