/** The findings of a tenant one after another, in the order in which every list shows them: a hundred thousand need no memory. */
import type { DatabaseSync } from 'node:sqlite'
import { Finding, severities } from '../model/finding.ts'
import { parseStored } from './stored-json.ts'

interface Wanted {
  readonly tenantId: string
  readonly ruleOrder: readonly string[]
  /** One of its environments, '' for those about the tenant itself; all without. */
  readonly environmentId?: string | undefined
}

/**
 * Worst first, then rule, environment, subject and id. `ruleOrder` holds the rule ids in the order of the lists. SQLite compares
 * texts by their UTF-8 bytes, which is by code point, as `compareText` does. Only the ids wait in memory, and no statement stays
 * open over what the reader does between two findings.
 */
export function* orderedFindings(
  database: DatabaseSync,
  { tenantId, ruleOrder, environmentId }: Wanted,
): Generator<Finding> {
  const ids = database
    .prepare(
      `SELECT id FROM findings WHERE tenant = ?${environmentId === undefined ? '' : ' AND environment = ?'} ORDER BY
       ${rankIn('severity', severities)}, ${rankIn('rule', ruleOrder)},
       coalesce(json ->> '$.environment.name', ''), json ->> '$.subject.name', id`,
    )
    .all(tenantId, ...(environmentId === undefined ? [] : [environmentId]), ...severities, ...ruleOrder)
  const one = database.prepare('SELECT json FROM findings WHERE tenant = ? AND id = ?')
  for (const { id } of ids) {
    const json = one.get(tenantId, id ?? null)?.['json']
    if (typeof json === 'string') yield parseStored(Finding, json, 'a finding')
  }
}

/** The place of a field's value in a list that is bound; what is not in it comes first, as `indexOf` has it. */
function rankIn(field: string, values: readonly string[]): string {
  // A bare number would be the number of a column.
  if (values.length === 0) return "''"
  return `CASE json ->> '$.${field}' ${values.map((_, index) => `WHEN ? THEN ${index}`).join(' ')} ELSE -1 END`
}
