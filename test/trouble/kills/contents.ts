/** What a store holds, row for row, without what two runs of the same tenant may differ in: ids of runs and requests, times of this hour, counts of requests. */
import { DatabaseSync } from 'node:sqlite'
import { isRecord } from '../../../mocks/json-response.ts'

/** Rows by table, each as text, sorted. */
export type Contents = Readonly<Record<string, readonly string[]>>

/** `sinceMs`: times from then on are "now", and differ from run to run. */
export function contentsOf(storePath: string, sinceMs: number): Contents {
  const database = new DatabaseSync(storePath)
  const rows = (query: string, ...columns: readonly string[]): string[] =>
    database
      .prepare(query)
      .all()
      .flatMap((row) => textsOf(row, columns, sinceMs))
      .toSorted()
  try {
    const newest = 'SELECT id FROM runs ORDER BY started_at DESC LIMIT 1'
    return {
      run: rows(`SELECT record FROM runs WHERE id = (${newest})`, 'record'),
      news: rows(
        `SELECT json_array(record ->> '$.outcome.new', record ->> '$.outcome.resolved') AS news FROM runs WHERE id = (${newest})`,
        'news',
      ),
      rows: rows(
        `SELECT dataset, environment, json FROM pages WHERE run = (${newest})`,
        'dataset',
        'environment',
        'json',
      ),
      findings: rows('SELECT environment, id, json FROM findings', 'environment', 'id', 'json'),
      ledger: rows('SELECT person, sku, json FROM ledger', 'person', 'sku', 'json'),
      spans: rows('SELECT tenant, watched FROM ledger_spans', 'tenant', 'watched'),
    }
  } finally {
    database.close()
  }
}

export function countRuns(storePath: string): number {
  const database = new DatabaseSync(storePath)
  try {
    return Number(database.prepare('SELECT count(*) AS runs FROM runs').get()?.['runs'])
  } finally {
    database.close()
  }
}

/** The first difference in words, or null. */
export function differenceOf(one: Contents, other: Contents): string | null {
  for (const [table, rows] of Object.entries(one)) {
    const others = other[table] ?? []
    const known = new Set(others)
    const missing = rows.find((row) => !known.has(row))
    const counts = `${table}: ${rows.length} and ${others.length} rows`
    if (missing !== undefined) return `${counts}, only in the first: ${fromFirstDifference(missing, others)}`
    if (rows.length !== others.length) return counts
  }
  return null
}

/** Where it leaves the row that it is most like. */
function fromFirstDifference(row: string, others: readonly string[]): string {
  const common = (other: string): number => {
    let length = 0
    while (length < row.length && row[length] === other[length]) length += 1
    return length
  }
  const nearest = others.map(common).reduce((most, each) => Math.max(most, each), 0)
  return row.slice(Math.max(0, nearest - 150), nearest + 150)
}

/** A page is taken apart: how rows fell onto pages is not what is compared. */
function textsOf(row: Readonly<Record<string, unknown>>, columns: readonly string[], sinceMs: number): string[] {
  const head = columns.slice(0, -1).map((column) => row[column])
  const value: unknown = JSON.parse(String(row[columns.at(-1) ?? '']))
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.map((each) => JSON.stringify([...head, timeless(each, sinceMs)]))
}

const ownToEachRun = new Set(['requestId', 'requests'])
/** Compared by themselves: they rest on the run before. */
const news = ['new', 'resolved']

function timeless(value: unknown, sinceMs: number): unknown {
  if (Array.isArray(value)) return value.map((each) => timeless(each, sinceMs))
  if (isRecord(value)) {
    const own = ['ruleRuns' in value ? 'id' : '', ...('rules' in value ? news : [])]
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !ownToEachRun.has(name) && !own.includes(name))
        .map(([name, each]) => [name, timeless(each, sinceMs)]),
    )
  }
  if (typeof value !== 'string' || !/\d{4}-\d\d-\d\dT/.test(value)) return value
  return value.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => (Date.parse(time) >= sinceMs ? 'now' : time))
}
