/** Collects a run: sources in stages, for later ones depend on what earlier ones brought. Knows no API and stores nothing but rows. */
import type { Clock } from '../clock.ts'
import { ConfigurationError } from '../errors.ts'
import type { Connectors, EvidencePeriod, WantedGroup } from '../model/connectors.ts'
import type { SourceStatus } from '../model/coverage.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { Environment } from '../model/environment.ts'
import type { SubscribedSku } from '../model/licensing.ts'
import type { RowSpool, RunHead } from '../store/store.ts'
import { applyScope, type EnvironmentScope, type ScopedEnvironments } from './environment-scope.ts'
import { statusesOf } from './merge-readings.ts'
import { withKeys, type KeyedConnectors } from './keyed-connectors.ts'
import type { SourceProgress } from './progress.ts'
import { isRefusal, notAsked, type Reading } from './reading.ts'
import { readOptionalSources, unreadable } from './optional-sources.ts'
import { seatHolders } from './seat-holders.ts'
import { requireSomethingRead } from './require-something-read.ts'
import type { SourceJournal } from './source-journal.ts'
import { SourceReader } from './source-reader.ts'
import { readTenantSources, requireOwnTenant, wasRead } from './tenant-sources.ts'
import { wantedGroups, type RolesOfInterest } from './wanted-groups.ts'
import { wantedPeople } from './wanted-people.ts'

/** Environments read at the same time; the transport queues the requests of each host. */
const sourcesAtATime = 4

export interface CollectOptions {
  readonly run: Omit<RunHead, 'statuses'>
  readonly connectors: Connectors
  readonly staging: RowSpool
  /** What outlives a kill; without it nothing does. */
  readonly journal?: SourceJournal
  readonly scope: EnvironmentScope
  /** Logical names of the tables that may be restricted. */
  readonly tables: readonly string[]
  /** Ids of the SKUs whose holders matter. */
  readonly relevantSkuIds: (skus: readonly SubscribedSku[]) => readonly string[]
  /** Roles that matter beside what they write. */
  readonly rolesOfInterest: RolesOfInterest
  /** Who held a seat before and is not among the people (by id) any more: read again, to know what became of him. */
  readonly formerHolders: (people: ReadonlySet<string>) => readonly string[]
  /** How far back the audit log of license changes is read, ISO 8601 UTC. */
  readonly auditFrom: string
  /** The window of the evidence of use; null: none is asked for. */
  readonly evidence: EvidencePeriod | null
  readonly clock: Clock
  readonly progress: (event: SourceProgress) => void
  readonly signal: AbortSignal
}

/** The same with sources that are known again. */
type Work = Omit<CollectOptions, 'connectors'> & { readonly connectors: KeyedConnectors }

/**
 * The statuses of all sources, in the order of every document. Rejects with a ConfigurationError for another tenant or an
 * unknown environment, with the reason where not one required source could be read, and with what stopped it.
 */
export async function collect(options: CollectOptions): Promise<SourceStatus[]> {
  const { staging, clock, progress, signal, run, journal } = options
  const connectors = withKeys(options.connectors)
  const work: Work = { ...options, connectors }
  const reader = new SourceReader({ spool: staging, clock, progress, signal, ...(journal ? { journal } : {}) })
  const snapshot = staging.snapshot({ ...run, statuses: [] })
  const tenant = await readTenantSources(reader, connectors)
  await requireOwnTenant(snapshot)
  const environments = await Array.fromAsync(snapshot.rows('environments', null))
  const scoped = applyScope(environments, options.scope)
  requireKnownNames(scoped, tenant)
  const skus = wasRead(tenant, 'graph/subscribed-skus')
    ? await Array.fromAsync(snapshot.rows('subscribed-skus', null))
    : null
  const skuIds = skus === null ? null : options.relevantSkuIds(skus)
  const { holders, security } = await readHoldersAndSecurity(reader, work, skuIds, scoped)
  const secured = securedEnvironments(scoped.included, security)
  const apps = await readApps(reader, work, scoped.included, secured)
  const groups = await wantedGroups(snapshot, secured, options.rolesOfInterest)
  const groupReadings = groups.length === 0 ? [] : [await reader.read(connectors.groups(groups))]
  // Who may not read the holders would get other people without their licenses, and would take them for unlicensed.
  const ids = isRefusal(holders.error) ? [] : await peopleToRead(snapshot, secured, groups, options)
  const peopleReadings = ids.length === 0 ? [] : [await reader.read(connectors.people(ids))]
  const required = [...tenant, holders, ...security, ...groupReadings, ...peopleReadings]
  requireSomethingRead(required)
  const optional = await readOptionalSources(reader, {
    connectors,
    snapshot,
    holders: skuIds === null ? null : await seatHolders(snapshot, skuIds),
    environments: scoped.included,
    readable: new Set(secured.map(({ id }) => id)),
    auditFrom: options.auditFrom,
    evidence: options.evidence,
    at: run.startedAt,
  })
  journal?.forgetUnwanted()
  return statusesOf([...required, ...apps, ...optional])
}

/** Apps before groups: who opens an app by a group team is known only where that group is read. */
async function readApps(
  reader: SourceReader,
  { connectors, run }: Work,
  environments: readonly Environment[],
  secured: readonly Environment[],
): Promise<Reading[]> {
  const isSecured = new Set(secured.map(({ id }) => id))
  const [asked, skipped] = splitBy(
    environments.filter(({ dataverse }) => dataverse !== null),
    ({ id }) => isSecured.has(id),
  )
  return [
    ...(await reader.readAll(
      asked.map((environment) => connectors.apps(environment)),
      sourcesAtATime,
    )),
    ...skipped.map((environment) => notAsked(connectors.apps(environment), unreadable, run.startedAt)),
  ]
}

function splitBy<T>(items: readonly T[], is: (item: T) => boolean): [T[], T[]] {
  return [items.filter(is), items.filter((item) => !is(item))]
}

/** Ids of the people who are still to be read: those of the environments and groups, and those who held a seat before. */
async function peopleToRead(
  snapshot: Snapshot,
  environments: readonly Environment[],
  groups: readonly WantedGroup[],
  { formerHolders }: CollectOptions,
): Promise<string[]> {
  const read = new Set<string>()
  for await (const { id } of snapshot.rows('people', null)) read.add(id)
  const wanted = await wantedPeople(snapshot, environments, groups)
  return [...new Set([...wanted, ...formerHolders(read)])].toSorted()
}

/** A name can only be said to be wrong against a list that was read whole. */
function requireKnownNames({ unknown }: ScopedEnvironments, tenant: readonly Reading[]): void {
  const isWhole = tenant.some(
    ({ source, state }) => source.id === 'power-platform/environments' && state === 'complete',
  )
  const [name] = unknown
  if (!isWhole || name === undefined) return
  throw new ConfigurationError(
    `SEATLEDGER_ENVIRONMENTS names ${name}, and no environment bears this name or id.`,
    'run `seatledger doctor`: it lists the environments',
  )
}

interface SecondStage {
  readonly holders: Reading
  readonly security: readonly Reading[]
}

/** License holders and the environments' security data; `skuIds` null: the SKUs are not known. */
async function readHoldersAndSecurity(
  reader: SourceReader,
  { connectors, tables, clock }: Work,
  skuIds: readonly string[] | null,
  { included, leftOut }: ScopedEnvironments,
): Promise<SecondStage> {
  const at = new Date(clock.now()).toISOString()
  const holders = connectors.licenseHolders(skuIds ?? [])
  const asked = included.filter(({ dataverse }) => dataverse !== null)
  const sources = [
    ...(skuIds === null || skuIds.length === 0 ? [] : [holders]),
    ...asked.map((environment) => connectors.security(environment, tables)),
  ]
  const readings = await reader.readAll(sources, sourcesAtATime)
  return {
    holders: readings.find(({ source }) => source.id === 'graph/users') ?? notAsked(holders, holdersWords(skuIds), at),
    security: [
      ...readings.filter(({ source }) => source.id === 'dataverse/security'),
      ...included
        .filter(({ dataverse }) => dataverse === null)
        .map((environment) =>
          notAsked(securityOf(environment, true), { state: 'complete', reason: 'no Dataverse, nothing to assess' }, at),
        ),
      ...leftOut.map((environment) =>
        notAsked(securityOf(environment, false), { state: 'not-assessed', reason: 'left out by the operator' }, at),
      ),
    ],
  }
}

function holdersWords(skuIds: readonly string[] | null): Pick<Reading, 'state' | 'reason'> {
  if (skuIds !== null) return { state: 'complete', reason: null }
  return {
    state: 'not-assessed',
    reason: 'license holders cannot be asked for: the subscribed SKUs could not be read',
  }
}

function securityOf({ id, name }: Environment, required: boolean): Reading['source'] {
  return { id: 'dataverse/security', environment: { id, name }, required, request: 'none' }
}

/** Environments whose security data is whole: only these are judged, and only on these do groups and people depend. */
function securedEnvironments(included: readonly Environment[], security: readonly Reading[]): Environment[] {
  const whole = new Set(
    security.filter(({ state }) => state === 'complete').map(({ source }) => source.environment?.id),
  )
  return included.filter(({ id }) => whole.has(id))
}
