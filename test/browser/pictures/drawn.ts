/** What is no page of its own, drawn as one: what a command prints, and a sheet of a workbook. Texts come in as texts. */
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'

const terminalStyle =
  'body{margin:0;background:#0c0c0c;color:#ccc;font:13px/1.45 "DejaVu Sans Mono",monospace}pre{margin:0;padding:18px 22px;white-space:pre-wrap}'

export async function drawTerminal(page: Page, command: string, printed: string): Promise<void> {
  await page.setContent(`<!doctype html><style>${terminalStyle}</style><pre></pre>`)
  await page.locator('pre').evaluate((pre, text) => (pre.textContent = text), `$ ${command}\n\n${printed.trimEnd()}\n`)
}

const sheetStyle =
  'body{margin:0;font:12px Calibri,"DejaVu Sans",sans-serif;color:#111}table{border-collapse:collapse;table-layout:fixed}td,th{border:1px solid #d4d4d4;padding:3px 6px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}th{background:#f0f0f0;font-weight:400;color:#555;text-align:center}td.number{text-align:right}tr.head td{font-weight:700;background:#e7f0f8}p{margin:0;padding:6px 10px;background:#f0f0f0;border-top:1px solid #d4d4d4}b{color:#107c41}.formula{color:#555;background:#fff;font-family:monospace}'

/** As a spreadsheet shows it: the cached values, and one formula in its bar. */
export async function drawSheet(page: Page, file: string, sheet: string, columns: number): Promise<void> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(file)
  const found = workbook.getWorksheet(sheet)
  if (found === undefined) throw new Error(`The workbook has no sheet ${sheet}.`)
  const rows: string[][] = []
  let formula = ''
  found.eachRow((row) => {
    rows.push(
      Array.from({ length: columns }, (_, index) => {
        const cell = row.getCell(index + 1)
        if (formula === '' && cell.formula !== undefined && cell.formula !== '')
          formula = `${cell.address}  =${cell.formula}`
        return cell.text
      }),
    )
  })
  await page.setContent(`<!doctype html><style>${sheetStyle}</style><p class="formula"></p><table></table><p></p>`)
  await page.evaluate(fillSheet, { rows, formula, sheets: workbook.worksheets.map(({ name }) => name), sheet })
}

interface Sheet {
  readonly rows: readonly (readonly string[])[]
  readonly formula: string
  readonly sheets: readonly string[]
  readonly sheet: string
}

/** Runs in the page, so it knows nothing of this file. */
function fillSheet({ rows, formula, sheets, sheet }: Sheet): void {
  const [bar, tabs] = document.querySelectorAll('p')
  const table = document.querySelector('table')
  if (bar === undefined || tabs === undefined || table === null) return
  bar.textContent = formula
  const letters = table.insertRow()
  letters.append(document.createElement('th'))
  for (const index of rows[0]?.keys() ?? []) {
    const letter = document.createElement('th')
    letter.textContent = String.fromCodePoint(65 + index)
    letters.append(letter)
  }
  for (const [index, cells] of rows.entries()) {
    const row = table.insertRow()
    row.className = index === 0 ? 'head' : ''
    const number = document.createElement('th')
    number.textContent = String(index + 1)
    row.append(number)
    for (const text of cells) {
      const cell = row.insertCell()
      cell.textContent = text
      cell.className = /^-?[\d.]+$/.test(text) ? 'number' : ''
    }
  }
  for (const name of sheets) {
    const tab = document.createElement(name === sheet ? 'b' : 'span')
    tab.textContent = `${name}    `
    tabs.append(tab)
  }
}
