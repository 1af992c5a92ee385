/** Finding ids: stable between runs and stores, so that a finding keeps its history. */
import { createHash } from 'node:crypto'

/** The rule and the first 12 hex digits of SHA-256 over rule, subject and environment (empty where there is none). */
export function findingId(rule: string, subjectId: string, environmentId: string | null): string {
  const hash = createHash('sha256')
    .update(`${rule}|${subjectId}|${environmentId ?? ''}`)
    .digest('hex')
  return `${rule}-${hash.slice(0, 12)}`
}
