/** What changed between what receivers know and what a run found: counted whole, and the worst of each kind kept. Pure. */
import type { AlertChange } from '../model/alert.ts'
import { severities, type Finding, type Severity } from '../model/finding.ts'
import type { Told, ToldChange } from '../store/alert-store.ts'

export interface Changed {
  readonly change: AlertChange
  readonly finding: Finding
  /** Of a resolved one: the worst that was told of it. */
  readonly severity: Severity
  /** Of a worsened one. */
  readonly previousSeverity: Severity | null
}

export type SeverityCounts = Readonly<Record<Severity, number>>

/** Of each severity: more stand in no message. */
export const mostListed = 20
/** Of what opens: a flow is told finding by finding. */
export const mostOpened = 200

/** Whether a severity is this one or above. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least)
}

/** Environment by environment, so that a tenant of any size fits. */
export class Changes {
  readonly isFirst: boolean
  readonly #kept = new Map<string, Changed[]>()
  readonly #counts = new Map<string, number>()
  readonly #open: Record<Severity, number> = { high: 0, medium: 0, low: 0, info: 0 }

  /** `isFirst`: receivers know nothing yet, so that nothing is new to them and all is to be told at once. */
  constructor(isFirst: boolean) {
    this.isFirst = isFirst
  }

  /** Open findings, of every severity. */
  get open(): SeverityCounts {
    return { ...this.#open }
  }

  /** All findings of one environment, and what receivers know of them; gives what they know from now on. */
  add(environmentId: string, told: ReadonlyMap<string, Told>, findings: readonly Finding[]): ToldChange[] {
    const changes: ToldChange[] = []
    for (const finding of findings) {
      const before = told.get(finding.id) ?? null
      const now = this.#look(finding, before)
      if (now?.severity === before?.severity && now?.peak === before?.peak) continue
      changes.push({ findingId: finding.id, environmentId, told: now })
    }
    return changes
  }

  /** How many changed so, of this severity and above. */
  count(change: AlertChange, least: Severity): number {
    return this.#levels(change, least).reduce((sum, key) => sum + (this.#counts.get(key) ?? 0), 0)
  }

  /** The worst first; at most so many, and never more than were kept. */
  worst(change: AlertChange, least: Severity, most: number): Changed[] {
    return this.#levels(change, least)
      .flatMap((key) => this.#kept.get(key) ?? [])
      .slice(0, most)
  }

  #levels(change: AlertChange, least: Severity): string[] {
    return severities.filter((severity) => isAtLeast(severity, least)).map((severity) => `${change} ${severity}`)
  }

  /** A waived finding is none for a receiver: it hears of it again when the waiver ends. */
  #look(finding: Finding, before: Told | null): Told | null {
    const { severity, status } = finding
    if (status !== 'open') {
      if (status === 'resolved' && before !== null) this.#note('resolved', finding, before.peak)
      return null
    }
    this.#open[severity] += 1
    if (before === null) {
      this.#note(this.isFirst ? 'open' : 'new', finding, severity)
      return { severity, peak: severity }
    }
    const isWorse = severity !== before.severity && isAtLeast(severity, before.severity)
    if (isWorse) this.#note('worsened', finding, severity, before.severity)
    return { severity, peak: isAtLeast(severity, before.peak) ? severity : before.peak }
  }

  #note(change: AlertChange, finding: Finding, severity: Severity, previousSeverity: Severity | null = null): void {
    const key = `${change} ${severity}`
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    const kept = this.#kept.get(key) ?? []
    if (kept.length === 0) this.#kept.set(key, kept)
    const most = change === 'new' || change === 'worsened' ? mostOpened : mostListed
    if (kept.length < most) kept.push({ change, finding, severity, previousSeverity })
  }
}
