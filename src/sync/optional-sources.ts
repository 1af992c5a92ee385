/** The sources that a run can do without: read last, one status each whatever becomes of them, never required. */
import type { EvidencePeriod, SeatHolders } from '../model/connectors.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { Environment } from '../model/environment.ts'
import type { KeyedConnectors, KeyedSource } from './keyed-connectors.ts'
import { notAsked, type Reading } from './reading.ts'
import type { SourceReader } from './source-reader.ts'

/** Sources read at the same time; the transport queues the requests of each host. */
const sourcesAtATime = 4

export interface OptionalWork {
  readonly connectors: KeyedConnectors
  readonly snapshot: Snapshot
  /** SKUs with a plan, with the holders whose sign-ins are asked for; null: the subscribed SKUs are not known. */
  readonly holders: readonly SeatHolders[] | null
  /** Environments in scope. */
  readonly environments: readonly Environment[]
  /** Ids of those whose security data was read whole: of the others nothing more can be had. */
  readonly readable: ReadonlySet<string>
  /** How far back the audit log of license changes is read, ISO 8601 UTC. */
  readonly auditFrom: string
  /** null: evidence of use was not asked for, and no document speaks of it. */
  readonly evidence: EvidencePeriod | null
  /** Start of the run, ISO 8601 UTC. */
  readonly at: string
}

export async function readOptionalSources(reader: SourceReader, work: OptionalWork): Promise<Reading[]> {
  const { connectors, holders, environments, auditFrom, at } = work
  const signIns = connectors.signIns(holders ?? [])
  const asked: KeyedSource[] = [
    connectors.licenseAudit(auditFrom, at),
    connectors.currencies(),
    ...environments.map((environment) => connectors.allocations(environment)),
  ]
  const skipped: Reading[] = []
  if (holders !== null && holders.length > 0) asked.unshift(signIns)
  else skipped.push(notAsked(signIns, signInWords(holders), at))
  for (const environment of environments.filter(({ dataverse }) => dataverse !== null)) {
    const sources = await ofEnvironment(environment, work)
    if (work.readable.has(environment.id)) asked.push(...sources)
    else skipped.push(...sources.map((source) => notAsked(source, unreadable, at)))
  }
  return [...(await reader.readAll(asked, sourcesAtATime)), ...skipped]
}

/** What is said of an environment of which nothing more can be had. */
export const unreadable = {
  state: 'not-assessed',
  reason: 'not asked for: the security data of the environment could not be read',
  fix: 'mend dataverse/security of the environment',
} as const

function signInWords(holders: readonly SeatHolders[] | null): Pick<Reading, 'state' | 'reason'> {
  if (holders !== null) return { state: 'complete', reason: null }
  return { state: 'not-assessed', reason: 'seats are not known: the subscribed SKUs could not be read' }
}

async function ofEnvironment(
  environment: Environment,
  { connectors, snapshot, evidence, at }: OptionalWork,
): Promise<KeyedSource[]> {
  const { id } = environment
  const installed = await Array.fromAsync(snapshot.rows('feature-tables', id))
  const tables = evidence === null ? [] : await Array.fromAsync(snapshot.rows('tables', id))
  return [
    ...(evidence === null ? [] : [connectors.evidence(environment, tables, evidence)]),
    connectors.usage(environment, installed, at),
    connectors.dualWrite(environment, installed),
    connectors.telephony(environment, installed),
  ]
}
