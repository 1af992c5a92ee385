/** An export: its formats, the manifest of its files, and what it is made of. */
import { z } from 'zod'
import {
  head,
  type CapacityDocument,
  type Clauses,
  type FindingsDocument,
  type Head,
  type SeatsDocument,
} from './documents.ts'
import type { AccessGroup } from './documents.ts'
import type { Finding, Severity } from './finding.ts'
import type { UnseenProvision } from './rights.ts'

export const exportFormats = ['xlsx', 'csv', 'json', 'html', 'markdown'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** `rows`: of all lists in the file, without headings. */
export const ExportedFile = z.strictObject({ path: z.string(), sha256: z.string(), rows: z.int() })
export type ExportedFile = z.infer<typeof ExportedFile>

/** Printed by `export`, and written as `manifest.json` beside the files. */
export const ExportDocument = z.strictObject({
  schema: z.literal('seatledger.export/1'),
  ...head,
  files: z.array(ExportedFile),
})
export type ExportDocument = z.infer<typeof ExportDocument>

/** A document of findings without the findings: they may be too many to hold. */
export type FindingsFrame = Omit<FindingsDocument, 'findings'>

/** What one look at all findings says of them. */
export interface FindingTotals {
  /** Open ones. */
  readonly bySeverity: Readonly<Record<Severity, number>>
  readonly waived: number
  /** People above `info` who can write restricted tables without the matching license. */
  readonly writers: number
  /** Rows of the list of paths: findings x tables x paths. */
  readonly paths: number
  /** The first above `info`, in the order of the lists. */
  readonly worst: Pick<Finding, 'id' | 'severity'> | null
}

/** One stored run as an export shows it: the documents, and the findings one after another, as often as they are asked for. */
export interface ExportContent {
  /** With the coverage of the whole run. */
  readonly head: Head
  readonly finishedAt: string
  readonly capacity: CapacityDocument
  /** With its people. */
  readonly seats: SeatsDocument
  readonly open: FindingsFrame
  readonly waived: FindingsFrame
  readonly totals: FindingTotals
  /** Through which roles people write, and what a change would clear. */
  readonly roles: readonly AccessGroup[]
  readonly provisions: readonly UnseenProvision[]
  /** Of all that is cited anywhere. */
  readonly clauses: Clauses
  /** A pool is near its end when less than this part of it is left: of the edition. */
  readonly nearBelow: number
  /** In the order of the lists. */
  findings(status: 'open' | 'waived'): AsyncIterable<Finding>
}
