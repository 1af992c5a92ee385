/** The doctor's tries: every source of a sync, each by its smallest question, one after the other so that a person can follow. */
import { nowOf } from './now.ts'
import { dayMs } from '../units.ts'
import { dataverseScope, graphScope, powerPlatformScope } from '../clouds.ts'
import type { TenantConfig } from '../config.ts'
import type { Probe } from '../doctor/checks.ts'
import type { Cloud } from '../model/cloud.ts'
import type { Connectors } from '../model/connectors.ts'
import type { SourceId } from '../model/coverage.ts'
import type { DatasetName, Datasets, Remark, Source } from '../model/dataset.ts'
import type { Environment } from '../model/environment.ts'
import { learnRows } from '../pseudonyms/rows.ts'
import { applyScope } from '../sync/environment-scope.ts'
import type { Io } from './io.ts'
import { environmentWords } from './progress.ts'

export interface Tried {
  readonly probes: readonly Probe[]
  readonly tenantName: string | null
  /** What `SEATLEDGER_ENVIRONMENTS` names and no environment bears. */
  readonly unknownEnvironments: readonly string[]
}

/** Of these the first page says all that the doctor wants to know. */
const onePage: ReadonlySet<SourceId> = new Set(['graph/users', 'graph/sign-ins', 'graph/audit'])

/** Asked for where no SKU is known: users are then refused or not, all the same. */
const skuOfNobody = '00000000-0000-0000-0000-000000000000'

export async function tryEverything(connectors: Connectors, config: TenantConfig, io: Io): Promise<Tried> {
  const signal = io.signal ?? new AbortController().signal
  const { cloud } = config.connection
  const probes: Probe[] = []
  const attempt = async <N extends DatasetName>(source: Source, dataset: N, words: (n: number) => string) => {
    io.stderr(`  trying ${source.id} …\n`)
    const { probe, rows } = await tryFirstPage(source, dataset, words, cloud, signal)
    if (io.pseudonyms !== undefined) learnRows(dataset, rows, io.pseudonyms.names)
    probes.push(probe)
    return rows
  }
  const organizations = await attempt(connectors.organization(), 'organization', () => 'the organization answers')
  const skus = await attempt(connectors.subscribedSkus(), 'subscribed-skus', (n) => `${n} subscribed SKUs`)
  await attempt(connectors.subscriptions(), 'subscriptions', (n) => `${n} subscriptions`)
  const holders = connectors.licenseHolders([skus[0]?.skuId ?? skuOfNobody])
  await attempt(holders, 'people', () => 'license assignments can be read')
  io.stderr('  trying graph/groups …\n')
  probes.push(await tryGroups(connectors, cloud, signal))
  const aDayAgo = new Date(io.clock.now() - dayMs).toISOString()
  const holder = { skuId: skus[0]?.skuId ?? skuOfNobody, personIds: [skuOfNobody] }
  await attempt(connectors.signIns([holder]), 'sign-ins', () => 'sign-in activity can be read')
  const audit = connectors.licenseAudit(aDayAgo, nowOf(io))
  await attempt(audit, 'license-events', () => 'the audit log can be read')
  await attempt(connectors.tenantCapacity(), 'tenant-capacity', () => 'capacity is reported')
  const environments = await attempt(connectors.environments(), 'environments', (n) => `${n} environments`)
  await attempt(connectors.billingPolicies(), 'billing-policies', (n) => `${n} billing policies`)
  await attempt(connectors.currencies(), 'currencies', (n) => `${n} currencies`)
  const { included, leftOut, unknown } = applyScope(environments, config.environments)
  for (const environment of included) {
    io.stderr(`  trying dataverse/security of ${environmentWords(environment.name, io)} …\n`)
    probes.push(await tryEnvironment(connectors, environment, signal))
  }
  probes.push(...leftOut.map((environment) => notAsked(connectors, environment, 'left out by the operator')))
  return { probes, tenantName: organizations[0]?.displayName ?? null, unknownEnvironments: unknown }
}

function placeOf(source: SourceId, cloud: Cloud): Pick<Probe, 'host' | 'scope'> {
  if (source.startsWith('graph/')) return { host: cloud.graphUrl, scope: graphScope(cloud) }
  if (source === 'power-platform/environments') return { host: cloud.bapUrl, scope: cloud.bapScope }
  return { host: cloud.powerPlatformUrl, scope: powerPlatformScope(cloud) }
}

async function outcomeOf(act: () => Promise<Probe['outcome']>, signal: AbortSignal): Promise<Probe['outcome']> {
  try {
    return await act()
  } catch (error) {
    signal.throwIfAborted()
    return { error }
  }
}

async function tryFirstPage<N extends DatasetName>(
  source: Source,
  dataset: N,
  words: (rows: number) => string,
  cloud: Cloud,
  signal: AbortSignal,
): Promise<{ probe: Probe; rows: Datasets[N][] }> {
  const rows: Datasets[N][] = []
  const outcome = await outcomeOf(async () => {
    let remark: Remark | undefined
    for await (const page of source.pages(signal)) {
      if (isOf(page, dataset)) rows.push(...page.rows)
      remark ??= page.remark
      if (onePage.has(source.id)) break
    }
    const found = words(rows.length)
    if (remark === undefined) return { found }
    return remark.state === 'partial' ? { found, lack: remark } : { found: `${found}; but ${remark.reason}` }
  }, signal)
  const { id, environment, required, permission } = source
  return { probe: { source: id, environment, required, permission, ...placeOf(id, cloud), outcome }, rows }
}

function isOf<N extends DatasetName>(
  page: { readonly dataset: DatasetName; readonly rows: readonly unknown[] },
  dataset: N,
): page is { readonly dataset: N; readonly rows: readonly Datasets[N][] } {
  return page.dataset === dataset
}

/** Groups matter only where a group team grants a role or an environment has a security group: here a warning. */
async function tryGroups(connectors: Connectors, cloud: Cloud, signal: AbortSignal): Promise<Probe> {
  const { permission } = connectors.groups([])
  const outcome = await outcomeOf(async () => {
    const seen = await connectors.probeGroups(signal)
    return { found: seen === 0 ? 'no group in the tenant' : 'groups and their members can be read' }
  }, signal)
  return {
    source: 'graph/groups',
    environment: null,
    required: true,
    permission,
    ...placeOf('graph/groups', cloud),
    outcome,
  }
}

async function tryEnvironment(connectors: Connectors, environment: Environment, signal: AbortSignal): Promise<Probe> {
  if (environment.dataverse === null) return notAsked(connectors, environment, 'no Dataverse, nothing to assess')
  const outcome = await outcomeOf(async () => {
    const userId = await connectors.probeDataverse(environment, signal)
    return { found: `the application is the user ${userId} and may read security data` }
  }, signal)
  return { ...probeOf(connectors, environment), outcome }
}

/** An environment with nothing to read, or that the operator left out, is listed with the others. */
function notAsked(connectors: Connectors, environment: Environment, why: string): Probe {
  return { ...probeOf(connectors, environment), outcome: { notAsked: why } }
}

function probeOf(connectors: Connectors, environment: Environment): Omit<Probe, 'outcome'> {
  const { id, name, dataverse } = environment
  const { permission, required } = connectors.security(environment, [])
  const instanceUrl = dataverse?.instanceUrl ?? ''
  const host = URL.parse(instanceUrl)?.origin ?? instanceUrl
  const scope = URL.canParse(instanceUrl) ? dataverseScope(instanceUrl) : ''
  return { source: 'dataverse/security', environment: { id, name }, required, permission, host, scope }
}
