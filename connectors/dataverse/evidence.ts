/** Who wrote to the restricted tables of an environment in a window: the audit log, else the rows where the log may not be read. */
import type { Cloud } from '../../src/model/cloud.ts'
import type { EvidencePeriod } from '../../src/model/connectors.ts'
import { PermissionError, UpstreamError } from '../../src/errors.ts'
import type { Page, Remark, Source } from '../../src/model/dataset.ts'
import type { Environment } from '../../src/model/environment.ts'
import type { RestrictedTableRow } from '../../src/model/security.ts'
import type { EvidenceWindow } from '../../src/model/usage.ts'
import type { Transport } from '../transport/request.ts'
import { isAuditing, readAuditLog, type AuditReading } from './audit-log.ts'
import { dataverse, type Dataverse } from './dataverse.ts'
import { ObservedWrites } from './observed-writes.ts'
import { readRowWriters } from './row-writers.ts'

const auditFix = 'give the application user a role with View Audit Summary (prvReadAuditSummary)'
const environmentOff = 'auditing is off for the environment'
const tableOff = 'auditing is off for the table'
const turnOn = 'turn on auditing for the environment and its restricted tables'

export function evidence(
  transport: Transport,
  cloud: Cloud,
  environment: Environment,
  look: { readonly tables: readonly RestrictedTableRow[]; readonly window: EvidencePeriod },
): Source {
  return {
    id: 'dataverse/evidence',
    environment: { id: environment.id, name: environment.name },
    required: false,
    request: 'GET /api/data/v9.2/audits',
    permission: auditFix,
    ifCut: 'partial',
    async *pages(signal): AsyncGenerator<Page> {
      if (look.tables.length === 0) return
      const evidenceOf = new Evidence(dataverse(transport, cloud, environment), look.window, signal)
      yield* evidenceOf.pages(look.tables)
    },
  }
}

/** What is known of a table: where the evidence of it comes from, else why there is none. */
type Found = Pick<EvidenceWindow, 'source' | 'reason'>

const fromAudit: Found = { source: 'audit', reason: null }
const fromRows: Found = { source: 'rows', reason: null }
const none = (reason: string): Found => ({ source: null, reason })

class Evidence {
  readonly #api: Dataverse
  readonly #window: EvidencePeriod
  readonly #signal: AbortSignal

  constructor(api: Dataverse, window: EvidencePeriod, signal: AbortSignal) {
    this.#api = api
    this.#window = window
    this.#signal = signal
  }

  /** Auditing that is off is no evidence, whatever the rows say; a log that may not be read is replaced by the rows. */
  async *pages(tables: readonly RestrictedTableRow[]): AsyncGenerator<Page> {
    const log = await this.#readLog(tables).catch((error: unknown) => {
      if (error instanceof PermissionError) return error
      throw error
    })
    if (log instanceof PermissionError) {
      yield* this.#fromRows(tables, log)
      return
    }
    yield* this.#fromLog(tables, log)
  }

  /** null where the environment audits nothing, or none of the tables. */
  async #readLog(tables: readonly RestrictedTableRow[]): Promise<AuditReading | null> {
    if (!(await isAuditing(this.#api, this.#signal))) return null
    const audited = tables.filter(({ isAuditEnabled }) => isAuditEnabled !== false)
    const names = audited.map(({ logicalName }) => logicalName)
    if (names.length === 0) return { writes: new ObservedWrites(), rejected: 0, requestId: null }
    return readAuditLog(this.#api, names, this.#window, this.#signal)
  }

  *#fromLog(tables: readonly RestrictedTableRow[], log: AuditReading | null): Generator<Page> {
    const windows = tables.map((table) =>
      this.#windowOf(table, log === null ? none(environmentOff) : inLog(table, log)),
    )
    const { writes, rejected, requestId } = log ?? { writes: new ObservedWrites(), rejected: 0, requestId: null }
    yield { dataset: 'observed-writes', rows: writes.rows(), rejected, requestId }
    const remark = remarkOn(windows)
    yield { dataset: 'evidence-windows', rows: windows, rejected: 0, requestId, ...(remark === null ? {} : { remark }) }
  }

  async *#fromRows(tables: readonly RestrictedTableRow[], refusal: PermissionError): AsyncGenerator<Page> {
    const reason = `the audit log cannot be read, so who created and last changed rows stands in: ${refusal.message}`
    let remark: Remark | null = { state: 'partial', reason, fix: auditFix }
    for (const table of tables) {
      const { writes, rejected, requestId, found } = await this.#readRows(table)
      yield {
        dataset: 'observed-writes',
        rows: writes.rows(),
        rejected,
        requestId,
        ...(remark === null ? {} : { remark }),
      }
      remark = null
      yield { dataset: 'evidence-windows', rows: [this.#windowOf(table, found)], rejected: 0, requestId }
    }
  }

  /** What is wrong with one table ends with it: no right to read it, or no such columns. */
  async #readRows({ logicalName, entitySet }: RestrictedTableRow) {
    const nothing = { writes: new ObservedWrites(), rejected: 0, requestId: null }
    if (entitySet === null) return { ...nothing, found: none('the service does not name its rows') }
    try {
      const reading = await readRowWriters(this.#api, { logicalName, entitySet }, this.#window, this.#signal)
      return { ...reading, found: fromRows }
    } catch (error) {
      const status = error instanceof UpstreamError ? error.facts.status : null
      if (!(error instanceof UpstreamError) || status === null || ![400, 403, 404].includes(status)) throw error
      return { ...nothing, found: none(`its rows cannot be read: ${error.message}`) }
    }
  }

  #windowOf({ logicalName }: RestrictedTableRow, found: Found): EvidenceWindow {
    return { table: logicalName, from: this.#window.from, to: this.#window.to, ...found }
  }
}

/** Where the service does not say whether a table is audited, only what the log holds says that it is. */
function inLog({ logicalName, isAuditEnabled }: RestrictedTableRow, { writes }: AuditReading): Found {
  if (isAuditEnabled ?? writes.has(logicalName)) return fromAudit
  return none(isAuditEnabled === false ? tableOff : 'whether auditing is on for the table is not known')
}

/** Auditing that is off is a setting and no failure: the source stays complete, and says so. */
function remarkOn(windows: readonly EvidenceWindow[]): Remark | null {
  const without = windows.filter(({ source }) => source === null)
  const [first] = without
  if (first === undefined) return null
  if (first.reason === environmentOff) return { reason: `no evidence available: ${environmentOff}`, fix: turnOn }
  const names = without.map(({ table }) => table).toSorted()
  const shown = names.slice(0, 3).join(', ')
  const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
  return { reason: `no evidence available of ${shown}${more}: auditing is off or not known there`, fix: turnOn }
}
