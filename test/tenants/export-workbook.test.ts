/** The workbook of practice tenants, opened by a reader of our tests' own: golden figures as cached values and by its formulas. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import { FindingsDocument } from '../../src/model/documents.ts'
import { tablesOf } from '../../src/model/evidence.ts'
import { installProduct } from '../cli/practice-product.ts'
import { sku } from '../entitlements/tenant.ts'
import { evaluateCell } from '../reporters/xlsx/evaluate.ts'
import { readWorkbook, type ReadSheet, type ReadWorkbook } from '../reporters/xlsx/workbook-reader.ts'
import { seatTenant } from './seat-tenant.ts'

async function workbookOf(tenant: TenantDescription): Promise<{ book: ReadWorkbook; findings: FindingsDocument }> {
  const product = installProduct(tenant)
  await product.run(['sync', '--evidence'])
  const path = join(product.folder, 'report.xlsx')
  expect((await product.run(['export', '--format', 'xlsx', '--out', path])).exitCode).toBe(0)
  const { stdout } = await product.run(['findings', '--json'])
  return { book: readWorkbook(readFileSync(path)), findings: FindingsDocument.parse(JSON.parse(stdout)) }
}

function sheetOf({ sheets }: ReadWorkbook, name: string): ReadSheet {
  const sheet = sheets.get(name)
  if (sheet === undefined) throw new Error(`no sheet ${name}`)
  return sheet
}

const pools = [
  'dataverse-database',
  'dataverse-file',
  'dataverse-log',
  'record-routes',
  'voicebot-minutes',
  'call-intelligence-minutes',
]

/** Column D of the pools is what each is entitled to. */
function entitledIn(book: ReadWorkbook, of: (reference: string) => unknown): Record<string, unknown> {
  const sheet = sheetOf(book, 'pools')
  expect(sheet.cells.get('D1')?.value).toBe('Entitled')
  return Object.fromEntries(pools.map((_, index) => [sheet.cells.get(`A${index + 2}`)?.value, of(`D${index + 2}`)]))
}

const golden: readonly (readonly [string, TenantDescription, readonly number[]])[] = [
  ['100 Digital seats', seatTenant({ skus: [sku('digital', 100)] }), [35, 220, 200, 5000, 0, 0]],
  ['100 Voice seats', seatTenant({ skus: [sku('voice', 100)] }), [35, 3520, 200, 0, 200_000, 600_000]],
  ['Contoso of Scenario 1', loadTenant('contoso'), [12.75, 306, 22, 200, 16_000, 48_000]],
]

test.each(golden)('%s: the golden figures stand there, and come out of the seat counts', async (_, tenant, figures) => {
  const { book } = await workbookOf(tenant)
  const expected = Object.fromEntries(pools.map((pool, index) => [pool, figures[index]]))
  const sheet = sheetOf(book, 'pools')

  expect(entitledIn(book, (reference) => sheet.cells.get(reference)?.value)).toEqual(expected)
  expect(entitledIn(book, (reference) => evaluateCell(book, 'pools', reference))).toEqual(expected)
  const formulas = pools.map(
    (pool, index) => [expected[pool], sheet.cells.get(`D${index + 2}`)?.formula ?? ''] as const,
  )
  for (const [figure, formula] of formulas) expect(/seats!/.test(formula)).toBe(figure !== 0)
})

test('one seat more on the sheet of the seats changes pools, terms and summary as the guide says', async () => {
  const { book } = await workbookOf(seatTenant({ skus: [sku('digital', 100)] }))
  const more = new Map([['seats!C2', 101]])

  expect(sheetOf(book, 'seats').cells.get('C2')?.value).toBe(100)
  expect(evaluateCell(book, 'pools', 'D2', more)).toBe(35.25)
  expect(evaluateCell(book, 'pools', 'D3', more)).toBe(222)
  expect(evaluateCell(book, 'pools', 'E5', more)).toBe(5050)
  const terms = [...sheetOf(book, 'terms').cells].filter(([, { formula }]) => formula?.includes('*') === true)
  expect(terms.map(([reference]) => evaluateCell(book, 'terms', reference, more))).toEqual([25.25, 202, 202, 5050])
  const summary = [...sheetOf(book, 'summary').cells].filter(([, { formula }]) => formula === 'pools!D2')
  expect(summary.map(([reference]) => evaluateCell(book, 'summary', reference, more))).toEqual([35.25])
})

describe.each(['fabrikam', 'contoso', 'insufficient'])('%s', (name) => {
  test('every formula gives what stands in its cell', async () => {
    const { book } = await workbookOf(loadTenant(name))
    let formulas = 0

    for (const sheet of book.sheets.values()) {
      for (const [reference, { formula, value }] of sheet.cells) {
        if (formula === null) continue
        formulas += 1
        expect([sheet.name, reference, formula, evaluateCell(book, sheet.name, reference)]).toEqual([
          sheet.name,
          reference,
          formula,
          value,
        ])
      }
    }
    expect(formulas).toBeGreaterThan(name === 'insufficient' ? 0 : 40)
  })

  test('lists have frozen headings, filters, widths, numbers and times; findings and paths are all there', async () => {
    const { book, findings } = await workbookOf(loadTenant(name))

    for (const { name: title, xml } of book.sheets.values()) {
      expect(xml).toMatch(/<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"\/>/)
      expect(xml).toMatch(/<cols><col /)
      expect(title === 'summary' || /<autoFilter ref="A1:[A-Z]+\d+"\/>/.test(xml)).toBe(true)
    }
    const paths = findings.findings.flatMap(({ evidence }) => tablesOf(evidence).flatMap((table) => table.paths))
    expect(sheetOf(book, 'paths').rowCount).toBe(Math.max(1, paths.length) + 1)
    expect(idsIn(sheetOf(book, 'findings'), 'Finding id')).toEqual(findings.findings.map(({ id }) => id))
    const unlisted = findings.rules.filter(({ outcome }) => outcome === 'not-assessed').map(({ rule }) => rule)
    expect(idsIn(sheetOf(book, 'what was not assessed'), 'What')).toEqual(expect.arrayContaining(unlisted))
  })
})

/** Values of a column by its heading, without the heading. */
function idsIn({ cells }: ReadSheet, heading: string): unknown[] {
  const [letters = ''] = [...cells].flatMap(([reference, { value }]) =>
    value === heading ? reference.replace(/\d+/, '') : [],
  )
  return [...cells]
    .filter(([reference]) => reference.replace(/\d+/, '') === letters && !/\D1$/.test(reference))
    .map(([, { value }]) => value)
}

test('the sheets are those that a license manager asks for, in their order; numbers are numbers, times are times', async () => {
  const { book } = await workbookOf(loadTenant('fabrikam'))

  expect([...book.sheets.keys()]).toEqual([
    'summary',
    'pools',
    'terms',
    'pool details',
    'seats',
    'people',
    'findings',
    'paths',
    'roles',
    'waived',
    'what was not assessed',
    'what no API shows',
    'environments',
    'rules',
    'coverage',
    'clauses',
  ])
  const styles = String(book.files.get('xl/styles.xml'))
  expect(styles).toContain('formatCode="yyyy-mm-dd hh:mm"')
  const findings = sheetOf(book, 'findings').cells
  expect(findings.get('N2')).toMatchObject({ type: 'n', formula: null })
  expect(Number(findings.get('N2')?.value)).toBeCloseTo(46350.3333, 3)
  expect(sheetOf(book, 'seats').cells.get('C2')?.type).toBe('n')
})
