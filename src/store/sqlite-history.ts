/** What a SQLite store remembers from run to run: the seat ledger, the figures of each run, imported months. `query` null: there is nothing yet. */
import { sql, type Kysely } from 'kysely'
import { emptyLedger, LedgerEntry, SeatLedger } from '../model/ledger.ts'
import { RunFigures } from '../model/run.ts'
import { ImportedMonth } from '../model/usage.ts'
import type { Tables } from './schema.ts'
import type { RunPoint } from './store.ts'
import { parseStored } from './stored-json.ts'

export async function readLedger(query: Kysely<Tables> | null, tenantId: string): Promise<SeatLedger> {
  const span = await query
    ?.selectFrom('ledger_spans')
    .select(['since', 'looked_at', 'watched'])
    .where('tenant', '=', tenantId)
    .executeTakeFirst()
  if (span === undefined) return emptyLedger
  const own = query?.selectFrom('ledger').select('json').where('tenant', '=', tenantId)
  const rows = await own?.orderBy('person').orderBy('sku').orderBy('held_from').execute()
  const entries = (rows ?? []).map(({ json }) => parseStored(LedgerEntry, json, 'an entry of the seat ledger'))
  const watched = parseStored(SeatLedger.shape.watched, span.watched, 'the SKUs of the seat ledger')
  return { since: span.since, lookedAt: span.looked_at, watched, entries }
}

/** Oldest first. */
export async function readRunPoints(
  query: Kysely<Tables> | null,
  tenantId: string,
  notBefore?: string,
): Promise<RunPoint[]> {
  // Only the figures of the record: its sources are many, and a trend needs none of them.
  const figures = sql<string | null>`record -> '$.figures'`.as('figures')
  const own = query?.selectFrom('runs').select(['id', 'started_at', figures]).where('tenant', '=', tenantId)
  const bounded = notBefore === undefined ? own : own?.where('started_at', '>=', notBefore)
  const rows = await bounded?.orderBy('started_at').orderBy('id').execute()
  return (rows ?? []).map((row) => ({
    id: row.id,
    startedAt: row.started_at,
    figures: parseStored(RunFigures.nullable(), row.figures ?? 'null', 'figures of a run'),
  }))
}

export async function readImportedMonths(query: Kysely<Tables> | null, tenantId: string): Promise<ImportedMonth[]> {
  const own = query?.selectFrom('imported_months').select('json').where('tenant', '=', tenantId)
  const rows = await own?.orderBy('period').orderBy('pool').execute()
  return (rows ?? []).map(({ json }) => parseStored(ImportedMonth, json, 'an imported month'))
}
