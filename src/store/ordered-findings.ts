/** The findings of a tenant one after another, in the order in which every list shows them: a hundred thousand need no memory. */
import type { DatabaseSync } from 'node:sqlite'
import { Finding, severities } from '../model/finding.ts'
import { parseStored } from './stored-json.ts'

export interface FindingsWanted {
  readonly tenantId: string
  /** Rule ids in the order of the lists. */
  readonly ruleOrder: readonly string[]
  /** One of its environments, '' for those about the tenant itself; all without. */
  readonly environmentId?: string | undefined
}

/**
 * Ids of findings: worst first, then rule, environment, subject and id. SQLite compares texts by their UTF-8 bytes, which is by code
 * point, as `compareText` does.
 */
export function findingOrder(database: DatabaseSync, wanted: FindingsWanted): string[] {
  const { tenantId, ruleOrder, environmentId } = wanted
  const isNarrowed = environmentId !== undefined
  const rows = database
    .prepare(
      `SELECT id FROM findings WHERE tenant = ?${isNarrowed ? ' AND environment = ?' : ''} ORDER BY
       ${rankIn('severity', severities)}, ${rankIn('rule', ruleOrder)},
       coalesce(json ->> '$.environment.name', ''), json ->> '$.subject.name', id`,
    )
    .all(tenantId, ...(isNarrowed ? [environmentId] : []), ...severities, ...ruleOrder)
  return rows.map(({ id }) => String(id))
}

/** The place of a field's value in a list that is bound; what is not in it comes first, as `indexOf` has it. */
function rankIn(field: string, values: readonly string[]): string {
  // A bare number would be the number of a column.
  if (values.length === 0) return "''"
  return `CASE json ->> '$.${field}' ${values.map((_, index) => `WHEN ? THEN ${index}`).join(' ')} ELSE -1 END`
}

/** No statement stays open over what the reader does between two findings. */
export function* findingsInOrder(database: DatabaseSync, tenantId: string, ids: Iterable<string>): Generator<Finding> {
  const one = database.prepare('SELECT json FROM findings WHERE tenant = ? AND id = ?')
  for (const id of ids) {
    const json = one.get(tenantId, id)?.['json']
    if (typeof json === 'string') yield parseStored(Finding, json, 'a finding')
  }
}
