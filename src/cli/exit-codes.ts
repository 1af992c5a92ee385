/** The exit codes of `product.md`, and how the outcomes of one command combine. */
import { ConfigurationError } from '../errors.ts'
import type { Coverage } from '../model/coverage.ts'
import { severities, type Finding, type Severity } from '../model/finding.ts'
import type { Pool } from '../model/pool.ts'

export const exitCodes = { fine: 0, failed: 1, findings: 2, incomplete: 3, usage: 64 } as const

export type FailOn = Severity | 'never'
export type FailOnPool = 'over' | 'near' | 'never'

export function exitCodeOf(error: unknown): number {
  return error instanceof ConfigurationError ? exitCodes.usage : exitCodes.failed
}

/** Whether a required source of the document could not be read whole. */
export function isIncomplete(coverage: readonly Coverage[]): boolean {
  return coverage.some((row) => row.required && row.state !== 'complete')
}

/** Whether an open finding is at or above the threshold. */
export function isAtOrAbove(findings: readonly Pick<Finding, 'severity' | 'status'>[], failOn: FailOn): boolean {
  if (failOn === 'never') return false
  const limit = severities.indexOf(failOn)
  return findings.some((finding) => finding.status === 'open' && severities.indexOf(finding.severity) <= limit)
}

/** Over but wholly covered by other pools does not count. */
export function isPoolAtOrAbove(pools: readonly Pool[], failOn: FailOnPool): boolean {
  if (failOn === 'never') return false
  return pools.some((pool) => (pool.status === 'near' && failOn === 'near') || isOverUncovered(pool))
}

/** Packs are counted from unrounded figures and after all cover, so a pool that needs one is over by more than its cover. */
function isOverUncovered(pool: Pool): boolean {
  return pool.status === 'over' && (pool.packsNeeded ?? []).some((pack) => !pack.alternative)
}

/** 2 wins over 3. */
export function exitCodeFor(outcome: { readonly exceeded: boolean; readonly incomplete: boolean }): number {
  if (outcome.exceeded) return exitCodes.findings
  return outcome.incomplete ? exitCodes.incomplete : exitCodes.fine
}
