/** Evidence of use as earlier findings show it, for a run that has none: the figures with their window, subject by subject. Pure. */
import { isRestrictedTable, tablesOf, type ObservedUse, type ObservedWindow } from '../model/evidence.ts'
import type { Finding, FindingSource } from '../model/finding.ts'
import { canSee, type Actor, type ObservedUses, type SeenUse } from './observed.ts'

/** What one earlier finding shows. */
interface Kept {
  readonly window: ObservedWindow
  readonly administrator: boolean
  readonly tables: ReadonlyMap<string, ObservedUse>
  readonly sources: readonly FindingSource[]
}

export class KeptUses implements ObservedUses {
  readonly #bySubject = new Map<string, Kept>()
  /** Tables that a finding lists without evidence. */
  readonly #unseen = new Set<string>()
  readonly #now: ObservedUses | null

  /**
   * `earlier` are findings of one environment. `runStartedAt`: what was seen later is not known yet, where an older run is judged
   * again. `now`: what this run says of its own lack of evidence; null where nobody asked for any.
   */
  constructor(earlier: readonly Finding[], runStartedAt: string, now: ObservedUses | null) {
    this.#now = now
    const newest = newestWindow(earlier)
    for (const finding of earlier) {
      for (const { table, observed } of tablesOf(finding.evidence)) if (observed === null) this.#unseen.add(table)
      const window = windowOf(finding, newest)
      if (window !== null && window.to <= runStartedAt) this.#bySubject.set(finding.subject.id, keep(finding, window))
    }
  }

  isEmpty(): boolean {
    return this.#bySubject.size === 0
  }

  /** An administrator's finding names the tables that were used: the others were looked at too, unless other findings say not. */
  of({ subjectId }: Actor, table: string): SeenUse | null {
    const kept = this.#bySubject.get(subjectId)
    if (kept === undefined) return null
    const isUnused = kept.administrator && !this.#unseen.has(table)
    const counts = kept.tables.get(table) ?? (isUnused ? unused(kept.window) : null)
    return counts === null ? null : { counts, window: kept.window, note: null }
  }

  missing(table: string): string | null {
    return this.#now?.missing(table) ?? null
  }

  isKept({ subjectId }: Actor): boolean {
    return this.#bySubject.has(subjectId)
  }

  sources(actor: Actor): readonly FindingSource[] {
    return this.#bySubject.get(actor.subjectId)?.sources ?? this.#now?.sources(actor) ?? []
  }
}

function ownWindow({ evidence }: Finding): ObservedWindow | null {
  return isRestrictedTable(evidence) ? evidence.observedWindow : null
}

function newestWindow(findings: readonly Finding[]): ObservedWindow | null {
  const windows = findings.flatMap((finding) => ownWindow(finding) ?? [])
  return windows.toSorted((a, b) => (a.to < b.to ? 1 : -1))[0] ?? null
}

/** Evidence of accounts names no window: all of an environment is looked at in one. */
function windowOf(finding: Finding, newest: ObservedWindow | null): ObservedWindow | null {
  if (isRestrictedTable(finding.evidence)) return ownWindow(finding)
  return tablesOf(finding.evidence).some(({ observed }) => observed !== null) ? newest : null
}

function keep({ sources, evidence }: Finding, window: ObservedWindow): Kept {
  const observed = tablesOf(evidence).flatMap(({ table, observed: counts }) =>
    counts === null ? [] : [[table, counts] as const],
  )
  return {
    window,
    administrator: isRestrictedTable(evidence) && evidence.administrator,
    tables: new Map(observed),
    sources: sources.filter(({ source }) => source === 'dataverse/evidence'),
  }
}

function unused(window: ObservedWindow): ObservedUse {
  return { create: 0, update: 0, delete: canSee(window, 'delete') ? 0 : null, last: null }
}
