/** Evidence of use in one environment, account by account and table by table: what was seen, in which window, by which source. Pure. */
import type { ObservedUse, ObservedWindow } from '../model/evidence.ts'
import type { FindingSource } from '../model/finding.ts'
import { operations, type Operation } from '../model/security.ts'
import type { EvidenceWindow, ObservedWrite } from '../model/usage.ts'

/** Somebody who acts in Dataverse: the subject of a finding, and the `systemuserid`s by which the subject acts. */
export interface Actor {
  readonly subjectId: string
  readonly userIds: readonly string[]
}

/** What was seen of one actor on one table; that nothing was seen is a look too. */
export interface SeenUse {
  readonly counts: ObservedUse
  readonly window: ObservedWindow
  /** What the window's source says of itself: why rows stand in for the audit log. */
  readonly note: string | null
}

/** What a judgment asks. "No evidence available" is never "no use". */
export interface ObservedUses {
  /** Null: no evidence available. */
  of(actor: Actor, table: string): SeenUse | null
  /** Why there is none for the table; null where nobody asked for it. */
  missing(table: string): string | null
  /** Whether it stems from an earlier run, for lack of any in this one. */
  isKept(actor: Actor): boolean
  /** The requests that it rests on. */
  sources(actor: Actor): readonly FindingSource[]
}

/** Operations that were seen, in order. Rows say at times who wrote and not how often; of deletes they say nothing. */
export function seenOperations(counts: ObservedUse): Operation[] {
  return operations.filter((operation) => {
    const rows = counts[operation]
    return rows === null ? operation !== 'delete' : rows > 0
  })
}

/** Whether the source can see the operation at all. */
export function canSee({ source }: ObservedWindow, operation: Operation): boolean {
  return source === 'audit' || operation !== 'delete'
}

/** The evidence that one run read of one environment. */
export class RunUses implements ObservedUses {
  readonly #looks = new Map<string, SeenUse>()
  readonly #reasons = new Map<string, string>()
  readonly #writes = new Map<string, ObservedWrite[]>()
  readonly #whole: string
  readonly #sources: readonly FindingSource[]

  /** `reason`: why tables without a window have none. Only who was seen writing takes memory. */
  constructor(windows: Iterable<EvidenceWindow>, reason: string | null, sources: readonly FindingSource[]) {
    this.#whole = reason ?? 'it was not looked at'
    this.#sources = sources
    for (const { table, from, to, source, reason: note } of windows) {
      if (source === null) this.#reasons.set(table, note ?? this.#whole)
      else this.#looks.set(table, { counts: nothingSeen(source), window: { from, to, source }, note })
    }
  }

  add(write: ObservedWrite): void {
    const known = this.#writes.get(write.userId)
    if (known === undefined) this.#writes.set(write.userId, [write])
    else known.push(write)
  }

  /** Whether any table was looked at. */
  hasEvidence(): boolean {
    return this.#looks.size > 0
  }

  of({ userIds }: Actor, table: string): SeenUse | null {
    const look = this.#looks.get(table)
    if (look === undefined) return null
    const own = userIds.flatMap((id) => this.#writes.get(id) ?? []).filter((write) => write.table === table)
    return own.length === 0 ? look : { ...look, counts: countsOf(own, look.window) }
  }

  missing(table: string): string | null {
    return this.#looks.has(table) ? null : (this.#reasons.get(table) ?? this.#whole)
  }

  isKept(): boolean {
    return false
  }

  sources(): readonly FindingSource[] {
    return this.#sources
  }
}

function nothingSeen(source: ObservedWindow['source']): ObservedUse {
  return { create: 0, update: 0, delete: source === 'audit' ? 0 : null, last: null }
}

function countsOf(writes: readonly ObservedWrite[], window: ObservedWindow): ObservedUse {
  const counted = (operation: Operation): number | null => countRows(writes, operation, window)
  const times = writes.flatMap(({ last }) => last ?? [])
  return {
    create: counted('create'),
    update: counted('update'),
    delete: counted('delete'),
    last: times.toSorted().at(-1) ?? null,
  }
}

/** Null where the source cannot see the operation, or says of one write only that it was. */
function countRows(writes: readonly ObservedWrite[], operation: Operation, window: ObservedWindow): number | null {
  if (!canSee(window, operation)) return null
  let rows = 0
  for (const { count } of writes.filter((write) => write.operation === operation)) {
    if (count === null) return null
    rows += count
  }
  return rows
}
