/** The workbook: a summary, the pools with formulas, and each list as a sheet; written as a stream. */
import ExcelJS from 'exceljs'
import type { Writable } from 'node:stream'
import type { ExportContent } from '../../model/export.ts'
import type { ExportPart } from '../export-part.ts'
import { findingList, waivedList } from '../lists/findings.ts'
import { notAssessedList } from '../lists/not-assessed.ts'
import { pathList, roleList } from '../lists/paths.ts'
import { poolDetailList } from '../lists/pool-details.ts'
import { poolList, termList } from '../lists/pools.ts'
import { clauseList, coverageList, provisionList, ruleList } from '../lists/provenance.ts'
import { environmentList, peopleList, seatList } from '../lists/seats.ts'
import { poolFormulas, seatFormulas, termFormulas } from './formulas.ts'
import { writeListSheet, type ListSheet } from './sheet.ts'
import { untilClosed } from './waiting.ts'
import { writeSummarySheet } from './summary-sheet.ts'

/** Of one sheet, its headings too: https://support.microsoft.com/office/excel-specifications-and-limits */
const mostRows = 1_048_576

/** One after another: of two open sheets one would wait in memory. */
const sheets: readonly ListSheet[] = [
  { list: poolList, formulas: poolFormulas },
  { list: termList, formulas: termFormulas },
  { list: poolDetailList, isWrapped: true },
  { list: seatList, formulas: seatFormulas },
  { list: peopleList },
  { list: findingList },
  { list: pathList },
  { list: roleList, isWrapped: true },
  { list: waivedList },
  { list: notAssessedList, isWrapped: true },
  { list: provisionList, isWrapped: true },
  { list: environmentList },
  { list: ruleList, isWrapped: true },
  { list: coverageList, isWrapped: true },
  { list: clauseList, isWrapped: true },
]

export const xlsxPart: ExportPart = {
  id: null,
  extension: 'xlsx',
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  write: writeWorkbook,
}

/** `rowsPerSheet`: fewer in tests. */
export async function writeWorkbook(content: ExportContent, out: Writable, rowsPerSheet = mostRows): Promise<number> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false })
  book.creator = `${content.head.tool.name} ${content.head.tool.version}`
  book.lastModifiedBy = book.creator
  book.created = new Date(content.head.asOf)
  book.modified = book.created
  const place = { book, out, content, rowsPerSheet }
  writeSummarySheet(sheets, place)
  let rows = 0
  for (const sheet of sheets) rows += await writeListSheet(sheet, place)
  await untilClosed(book.commit(), out)
  return rows
}
