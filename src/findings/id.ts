/** Finding ids: stable between runs and stores, so that a finding keeps its history. */
import { createHash } from 'node:crypto'

/**
 * The rule and the first 12 hex digits of SHA-256 over rule, subject and environment (empty where there is none), and the key
 * that some rules append (documents.md, "findings").
 */
export function findingId(rule: string, subjectId: string, environmentId: string | null, key?: string): string {
  const parts = [rule, subjectId, environmentId ?? '', ...(key === undefined ? [] : [key])]
  const hash = createHash('sha256').update(parts.join('|')).digest('hex')
  return `${rule}-${hash.slice(0, 12)}`
}
