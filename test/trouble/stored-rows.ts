/** Rows of the newest run in a store, by source and environment: what was read, row by row. */
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

/** Rows as text and sorted, under `graph/users ` or `dataverse/security <environment id>`. */
export type StoredRows = ReadonlyMap<string, readonly string[]>

const Page = z.object({ source: z.string(), environment: z.string(), dataset: z.string(), json: z.string() })

export function storedRows(storePath: string): StoredRows {
  const database = new DatabaseSync(storePath, { readOnly: true })
  try {
    const pages = z.array(Page).parse(
      database
        .prepare(
          `SELECT source, environment, dataset, json FROM pages
           WHERE run = (SELECT id FROM runs ORDER BY started_at DESC LIMIT 1) ORDER BY 1, 2, 3`,
        )
        .all(),
    )
    const rows = Map.groupBy(pages, ({ source, environment }) => `${source} ${environment}`)
    return new Map([...rows].map(([key, of]) => [key, of.flatMap(rowsOf).toSorted()]))
  } finally {
    database.close()
  }
}

function rowsOf({ dataset, json }: z.infer<typeof Page>): string[] {
  const value: unknown = JSON.parse(json)
  const rows: readonly unknown[] = Array.isArray(value) ? value : [value]
  return rows.map((row) => `${dataset} ${JSON.stringify(row)}`)
}

/** Rows that the first has and the second has not, in words; null where there are none. */
export function notIn(rows: readonly string[], others: readonly string[]): string | null {
  const left = [...others]
  for (const row of rows) {
    const at = left.indexOf(row)
    if (at === -1) return row.slice(0, 120)
    left.splice(at, 1)
  }
  return null
}
