/** How findings live from run to run: seen again, stale where nobody could look, resolved only by a complete look. Pure. */
import { severities, type Finding, type FindingDraft } from '../model/finding.ts'

/** How whole a rule's look at one environment was (null: at the tenant). */
export interface Look {
  readonly rule: string
  readonly environmentId: string | null
  readonly complete: boolean
  /**
   * Finding by finding, in place of `complete`: whether the look is certain of it, so that what is not found again is over and
   * what is graded lower is so.
   */
  readonly isCertainOf?: ((finding: Finding) => boolean) | undefined
}

export interface History {
  readonly previous: readonly Finding[]
  readonly drafts: readonly FindingDraft[]
  /** One per rule and environment that the run knows, left-out ones included (as not complete). */
  readonly looks: readonly Look[]
  /** Whether the list of environments was read whole: only then is one without a look gone. */
  readonly environmentsComplete: boolean
  /** ISO 8601 UTC; the time of everything seen or resolved now. */
  readonly runStartedAt: string
}

export interface MergedFindings {
  readonly findings: Finding[]
  /** Findings open now that the previous run did not have open: first seen, or come back. */
  readonly new: number
  readonly resolved: number
}

/** Joins what a run found with what was known. The order is that of the drafts, then of the findings not seen now. */
export function mergeFindings(history: History): MergedFindings {
  const known = new Map(history.previous.map((finding) => [finding.id, finding]))
  const looked = new Map(history.looks.map((look) => [lookKey(look.rule, look.environmentId), look]))
  const seen = history.drafts.map((draft) => {
    const earlier = known.get(draft.id)
    return earlier !== undefined && isLoweredBlindly(draft, earlier, looked)
      ? { ...earlier, stale: true }
      : seenNow(draft, earlier, history.runStartedAt)
  })
  const seenIds = new Set(history.drafts.map((draft) => draft.id))
  const unseen = history.previous
    .filter((finding) => !seenIds.has(finding.id))
    .map((finding) => notSeenNow(finding, looked, history))
  return {
    findings: [...seen, ...unseen],
    new: history.drafts.filter((draft) => isClosed(known.get(draft.id))).length,
    resolved: unseen.filter((finding) => isResolvedNow(finding, known.get(finding.id))).length,
  }
}

function isClosed(earlier: Finding | undefined): boolean {
  return earlier === undefined || earlier.status === 'resolved'
}

function isResolvedNow(finding: Finding, earlier: Finding | undefined): boolean {
  return finding.status === 'resolved' && earlier?.status !== 'resolved'
}

function seenNow(draft: FindingDraft, earlier: Finding | undefined, now: string): Finding {
  return {
    ...draft,
    status: earlier?.status === 'waived' ? 'waived' : 'open',
    stale: false,
    waiver: earlier?.waiver ?? null,
    firstSeen: earlier?.firstSeen ?? now,
    lastSeen: now,
    resolvedAt: null,
  }
}

/** Less severe in a look that was not complete: what could not be read clears nothing, so the finding stays as it was known. */
function isLoweredBlindly(draft: FindingDraft, earlier: Finding, looked: ReadonlyMap<string, Look>): boolean {
  const look = looked.get(lookKey(draft.rule, draft.environment?.id ?? null))
  const isLower = severities.indexOf(draft.severity) > severities.indexOf(earlier.severity)
  return isLower && earlier.status !== 'resolved' && look !== undefined && !isCertain(look, earlier)
}

function notSeenNow(finding: Finding, looked: ReadonlyMap<string, Look>, history: History): Finding {
  if (finding.status === 'resolved') return finding
  if (!isOver(finding, looked, history.environmentsComplete)) return { ...finding, stale: true }
  return { ...finding, status: 'resolved', stale: false, resolvedAt: history.runStartedAt }
}

/** A complete look that did not find it again, or an environment that a complete list no longer holds. */
function isOver(finding: Finding, looked: ReadonlyMap<string, Look>, environmentsComplete: boolean): boolean {
  const look = looked.get(lookKey(finding.rule, finding.environment?.id ?? null))
  if (look !== undefined) return isCertain(look, finding)
  return finding.environment !== null && environmentsComplete
}

function isCertain({ complete, isCertainOf }: Look, finding: Finding): boolean {
  return isCertainOf?.(finding) ?? complete
}

function lookKey(rule: string, environmentId: string | null): string {
  return `${rule}|${environmentId ?? ''}`
}
