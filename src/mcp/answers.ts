/** What the tools need of the product: its documents, as they may be shown. Wired in `src/cli`. */
import type { CapacityDocument, ExplainDocument, FindingsDocument } from '../model/documents.ts'
import type { Finding, Severity } from '../model/finding.ts'
import type { PlanDocument } from '../model/plan.ts'
import type { RightsDocument } from '../model/rights.ts'

export interface FindingsAsked {
  readonly rule?: string | undefined
  readonly severity?: Severity | undefined
  readonly status?: Finding['status'] | 'all' | undefined
  readonly environment?: string | undefined
  readonly user?: string | undefined
  readonly table?: string | undefined
}

/** Each throws the error that its command would end with. */
export interface AssistantAnswers {
  readonly editions: readonly string[]
  readonly capacity: (asked: {
    readonly edition?: string | undefined
    readonly compare?: string | undefined
  }) => Promise<CapacityDocument>
  readonly findings: (asked: FindingsAsked) => Promise<FindingsDocument>
  /** With what a change of a role would clear. */
  readonly access: (asked: {
    readonly table: string
    readonly environment?: string | undefined
  }) => Promise<FindingsDocument>
  readonly explanation: (id: string) => Promise<ExplainDocument>
  readonly rights: (user: string) => Promise<RightsDocument>
  readonly plan: (asked: {
    readonly digital?: number | undefined
    readonly voice?: number | undefined
    readonly both?: number | undefined
    readonly fix: boolean
  }) => Promise<PlanDocument>
}
