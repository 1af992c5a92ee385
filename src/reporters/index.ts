/** Every document as text for a terminal. Reporters return text; who prints it decides on color and width. */
import type {
  AlertsDocument,
  CapacityDocument,
  DoctorDocument,
  ErrorDocument,
  EvaluationDocument,
  ExplainDocument,
  FindingsDocument,
  ImportDocument,
  PruneDocument,
  SeatsDocument,
  SyncDocument,
  WaiverDocument,
} from '../model/documents.ts'
import type { ExportDocument } from '../model/export.ts'
import type { Finding } from '../model/finding.ts'
import type { PlanDocument } from '../model/plan.ts'
import type { RightsDocument, UnseenProvision } from '../model/rights.ts'
import type { EarlierRun } from './terminal/change.ts'
import { renderAlerts } from './terminal/alerts.ts'
import { renderCapacity } from './terminal/capacity.ts'
import { renderDoctor } from './terminal/doctor.ts'
import { renderError } from './terminal/error.ts'
import { renderEvaluation } from './terminal/evaluation.ts'
import { renderExport } from './terminal/export.ts'
import { renderExplain } from './terminal/explain.ts'
import { renderFindings } from './terminal/findings.ts'
import { renderImport } from './terminal/import.ts'
import { renderPlan } from './terminal/plan.ts'
import { renderPrune } from './terminal/prune.ts'
import { renderRights } from './terminal/rights.ts'
import { renderSeats } from './terminal/seats.ts'
import { renderSync } from './terminal/sync.ts'
import { renderWaiver } from './terminal/waiver.ts'
import type { RenderOptions } from './terminal/text.ts'

export type ReportDocument =
  | AlertsDocument
  | CapacityDocument
  | DoctorDocument
  | ErrorDocument
  | EvaluationDocument
  | ExplainDocument
  | ExportDocument
  | FindingsDocument
  | ImportDocument
  | PlanDocument
  | PruneDocument
  | RightsDocument
  | SeatsDocument
  | SyncDocument
  | WaiverDocument

export interface ReportOptions extends RenderOptions {
  /** The findings of the run, for the summary of `sync`: its document holds their numbers only. */
  readonly findings?: readonly Finding[]
  /** What no API shows, by the edition: for the full reports. */
  readonly provisions?: readonly UnseenProvision[]
  /** The sync before, for what has changed since. */
  readonly earlier?: EarlierRun
}

export function renderDocument(document: ReportDocument, options: ReportOptions): string {
  if (isAnswer(document)) return renderAnswer(document, options)
  switch (document.schema) {
    case 'seatledger.capacity/1':
      return renderCapacity(document, options)
    case 'seatledger.findings/1':
      return renderFindings(document, options)
    case 'seatledger.sync/1':
      return renderSync(document, options.findings ?? [], options)
    case 'seatledger.rights/1':
      return renderRights(document, options.provisions ?? [], options)
    case 'seatledger.plan/1':
      return renderPlan(document, options)
    case 'seatledger.explain/1':
      return renderExplain(document, options)
    case 'seatledger.seats/1':
      return renderSeats(document, options)
    case 'seatledger.evaluation/1':
    default:
      return renderEvaluation(document, options)
  }
}

/** What a command did, checked or could not do: nothing of a run's findings and figures. */
type Answer =
  | AlertsDocument
  | DoctorDocument
  | ErrorDocument
  | ExportDocument
  | ImportDocument
  | PruneDocument
  | WaiverDocument

const answers: ReadonlySet<string> = new Set<Answer['schema']>([
  'seatledger.alerts/1',
  'seatledger.doctor/1',
  'seatledger.error/1',
  'seatledger.export/1',
  'seatledger.import/1',
  'seatledger.prune/1',
  'seatledger.waiver/1',
])

function isAnswer(document: ReportDocument): document is Answer {
  return answers.has(document.schema)
}

function renderAnswer(document: Answer, options: ReportOptions): string {
  switch (document.schema) {
    case 'seatledger.alerts/1':
      return renderAlerts(document, options)
    case 'seatledger.doctor/1':
      return renderDoctor(document, options)
    case 'seatledger.export/1':
      return renderExport(document, options)
    case 'seatledger.import/1':
      return renderImport(document, options)
    case 'seatledger.prune/1':
      return renderPrune(document, options)
    case 'seatledger.waiver/1':
      return renderWaiver(document, options)
    case 'seatledger.error/1':
    default:
      return renderError(document, options)
  }
}
