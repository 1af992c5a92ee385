/** The documents that the API answers with, by schema: the product's own types, and no code of it. */
import type {
  CapacityDocument,
  ExplainDocument,
  FindingsDocument,
  SeatsDocument,
  SyncDocument,
  WaiverDocument,
} from '../../model/documents.ts'
import type { PlanDocument } from '../../model/plan.ts'
import type { RightsDocument } from '../../model/rights.ts'
import type { CapacityHistory, Run, RunDetail, RunList, Session, TenantList } from '../../model/service.ts'

export interface Documents {
  'seatledger.capacity/1': CapacityDocument
  'seatledger.capacity-history/1': CapacityHistory
  'seatledger.explain/1': ExplainDocument
  'seatledger.findings/1': FindingsDocument
  'seatledger.plan/1': PlanDocument
  'seatledger.rights/1': RightsDocument
  'seatledger.runs/1': RunList
  'seatledger.seats/1': SeatsDocument
  'seatledger.session/1': Session
  'seatledger.sync/1': SyncDocument
  'seatledger.tenant-list/1': TenantList
  'seatledger.waiver/1': WaiverDocument
  /** A run stands alone and names no schema. */
  run: Run & Partial<RunDetail>
}
export type Schema = keyof Documents
