/** A stored run in memory from a short literal description, for tests of the pure parts. */
import type { SourceId, SourceStatus } from '../../src/model/coverage.ts'
import type { DatasetName, Datasets, Snapshot } from '../../src/model/dataset.ts'
import type { Environment } from '../../src/model/environment.ts'
import type { Group, Person, SubscribedSku, Subscription } from '../../src/model/licensing.ts'
import type { ObservedWrite } from '../../src/model/usage.ts'
import { operations } from '../../src/model/security.ts'
import type { Depth, Operation, SystemUser, Team } from '../../src/model/security.ts'

export interface RoleLiteral {
  id: string
  name?: string
  rootId?: string
  templateId?: string
  isManaged?: boolean
  /** By table, then operation. */
  grants?: Record<string, Partial<Record<Operation, Depth>>>
}

interface TeamLiteral extends Partial<Team> {
  id: string
  roles: string[]
  members?: string[]
}

export interface UserLiteral extends Partial<SystemUser> {
  id: string
  roles?: string[]
}

/** Evidence of use from 2026-08-26 to 2026-11-24, asked for; `sources` by table, `null` for none available. */
export interface EvidenceLiteral {
  sources?: Record<string, 'audit' | 'rows' | null>
  /** Why there is none, or why rows stand in, by table. */
  reasons?: Record<string, string>
  writes?: (Partial<ObservedWrite> & Pick<ObservedWrite, 'userId' | 'table' | 'operation'>)[]
  state?: SourceStatus['state']
  reason?: string
}

export interface EnvironmentLiteral {
  id?: string
  name?: string
  securityGroupId?: string | null
  tables: string[]
  roles?: RoleLiteral[]
  users?: UserLiteral[]
  teams?: TeamLiteral[]
  evidence?: EvidenceLiteral
  baseLanguage?: number | null
  hasDataverse?: boolean
  /** By unique name, the ids of the roles that open the app; `null`: the apps could not be read. */
  apps?: Record<string, string[]> | null
}

interface GroupLiteral extends Partial<Group> {
  id: string
  direct?: string[]
  nested?: string[]
  owners?: string[]
}

export interface RunLiteral {
  skus?: SubscribedSku[]
  subscriptions?: Subscription[]
  people?: (Partial<Person> & { id: string })[]
  groups?: GroupLiteral[]
  environments: EnvironmentLiteral[]
  /** Statuses that differ from complete; `null` leaves the source without a status. */
  states?: Partial<Record<SourceId, SourceStatus['state'] | null>>
}

const at = '2026-11-24T03:00:00Z'

/** A SKU with the plans of its subscribers, enabled. */
export function sku(
  skuId: string,
  skuPartNumber: string,
  plans: string[],
  about: Partial<SubscribedSku> = {},
): SubscribedSku {
  return {
    skuId,
    skuPartNumber,
    capabilityStatus: 'Enabled',
    consumedUnits: 1,
    prepaidUnits: { enabled: 10, warning: 0, suspended: 0, lockedOut: 0 },
    servicePlans: plans.map((id) => ({ id, name: id })),
    subscriptionIds: [],
    ...about,
  }
}

/** A person who holds SKUs directly, all plans on. */
export function person(id: string, skuIds: string[], about: Partial<Person> = {}): Person {
  return {
    id,
    upn: `${id}@contoso.example`,
    displayName: id.charAt(0).toUpperCase() + id.slice(1),
    userType: 'member',
    accountEnabled: true,
    assignedLicenses: skuIds.map((skuId) => ({ skuId, disabledPlans: [] })),
    licenseStates: skuIds.map((skuId) => ({
      skuId,
      disabledPlans: [],
      assignedByGroup: null,
      state: 'Active',
      lastUpdated: null,
    })),
    ...about,
  }
}

export function status(
  source: SourceId,
  state: SourceStatus['state'] = 'complete',
  about: Partial<SourceStatus> = {},
): SourceStatus {
  return {
    source,
    environment: null,
    state,
    required: true,
    reason: state === 'complete' ? null : 'refused',
    fix: null,
    request: `GET ${source}`,
    at,
    requestId: 'request-1',
    rows: 1,
    ...about,
  }
}

type Rows = { [N in DatasetName]?: Map<string, Datasets[N][]> }

/** The run as a snapshot; every environment is `environment()` in what its literal does not say. */
export function practiceRun(literal: RunLiteral): Snapshot {
  const rows: Rows = {
    'subscribed-skus': tenantRows(literal.skus ?? []),
    subscriptions: tenantRows(literal.subscriptions ?? []),
    people: tenantRows((literal.people ?? []).map((about) => ({ ...person(about.id, []), ...about }))),
    groups: tenantRows(
      (literal.groups ?? []).map(({ id, name, state }) => ({ id, name: name ?? id, state: state ?? 'read' })),
    ),
    'group-members': tenantRows((literal.groups ?? []).flatMap(members)),
    environments: tenantRows(
      literal.environments.map((environment) => ({
        ...named(environment),
        type: 'Production',
        isDefault: false,
        dataverse: dataverseOf(environment),
        securityGroupId: environment.securityGroupId ?? null,
        meters: null,
        billingPolicy: null,
      })),
    ),
    ...securityRows(literal.environments),
  }
  const statuses = statusesOf(literal)
  return {
    tenantId: 'tenant',
    runId: 'run',
    startedAt: at,
    statuses: () => statuses,
    async *rows(dataset, environmentId) {
      yield* rows[dataset]?.get(environmentId ?? '') ?? []
    },
  }
}

function tenantRows<Row>(rows: Row[]): Map<string, Row[]> {
  return new Map([['', rows]])
}

/** English, unless said otherwise. */
export function dataverseOf({
  baseLanguage = 1033,
  hasDataverse = true,
}: EnvironmentLiteral): Environment['dataverse'] {
  if (!hasDataverse) return null
  const url = 'https://contoso.crm.dynamics.com'
  return { instanceUrl: url, apiUrl: url, notReady: null, baseLanguage }
}

export function named({ id = 'env-1', name = 'Production' }: EnvironmentLiteral): { id: string; name: string } {
  return { id, name }
}

function members({ id, direct = [], nested = [], owners = [] }: GroupLiteral): Datasets['group-members'][] {
  const via = (people: string[], kind: 'direct' | 'nested' | 'owner') =>
    people.map((personId) => ({ groupId: id, personId, via: kind }))
  return [...via(direct, 'direct'), ...via(nested, 'nested'), ...via(owners, 'owner')]
}

function securityRows(environments: EnvironmentLiteral[]): Rows {
  const by = <Row>(rows: (environment: EnvironmentLiteral) => Row[]): Map<string, Row[]> =>
    new Map(environments.map((environment) => [named(environment).id, rows(environment)]))
  return {
    tables: by(({ tables }) =>
      tables.map((logicalName) => ({
        logicalName,
        entitySet: `${logicalName}s`,
        isAuditEnabled: true,
        privileges: operations.map((operation) => ({ id: `${logicalName}-${operation}`, operation })),
      })),
    ),
    roles: by(({ roles = [] }) =>
      roles.map(({ id, name, rootId, templateId, isManaged }) => ({
        id,
        rootId: rootId ?? id,
        name: name ?? id,
        templateId: templateId ?? null,
        businessUnitId: null,
        isManaged: isManaged ?? false,
      })),
    ),
    'role-privileges': by(({ roles = [] }) => roles.flatMap(privileges)),
    'user-roles': by(({ users = [] }) =>
      users.flatMap(({ id, roles = [] }) => roles.map((roleId) => ({ userId: id, roleId }))),
    ),
    teams: by(({ teams = [] }) =>
      teams.map(({ id, name, kind, groupId, membership }) => ({
        id,
        name: name ?? id,
        kind: kind ?? 'owner',
        groupId: groupId ?? null,
        membership: membership ?? 'members-and-guests',
      })),
    ),
    'team-roles': by(({ teams = [] }) =>
      teams.flatMap(({ id, roles }) => roles.map((roleId) => ({ teamId: id, roleId }))),
    ),
    'team-members': by(({ teams = [] }) =>
      teams.flatMap(({ id, members: ids = [] }) => ids.map((userId) => ({ teamId: id, userId }))),
    ),
    'system-users': by(({ users = [] }) => users.map(systemUser)),
    apps: by(({ apps }) => Object.keys(apps ?? {}).map((uniqueName) => ({ id: uniqueName, uniqueName, name: null }))),
    'app-roles': by(({ apps }) =>
      Object.entries(apps ?? {}).flatMap(([appId, roleIds]) => roleIds.map((roleId) => ({ appId, roleId }))),
    ),
    ...evidenceRows(environments),
  }
}

const window = { from: '2026-08-26T03:00:00Z', to: '2026-11-24T03:00:00Z' }

function evidenceRows(environments: EnvironmentLiteral[]): Rows {
  const windows = environments.map((environment) => {
    const { sources = {}, reasons = {} } = environment.evidence ?? {}
    const rows = Object.entries(sources).map(([table, source]) => ({
      table,
      ...window,
      source,
      reason: reasons[table] ?? null,
    }))
    return [named(environment).id, rows] as const
  })
  const writes = environments.map((environment) => {
    const rows = (environment.evidence?.writes ?? []).map((write) => ({
      count: 1,
      last: '2026-11-20T09:00:00Z',
      ...write,
    }))
    return [named(environment).id, rows] as const
  })
  return { 'evidence-windows': new Map(windows), 'observed-writes': new Map(writes) }
}

function privileges({ id, grants = {} }: RoleLiteral): Datasets['role-privileges'][] {
  return Object.entries(grants).flatMap(([table, depths]) =>
    operations.flatMap((operation) => {
      const depth = depths[operation]
      return depth === undefined ? [] : [{ roleId: id, privilegeId: `${table}-${operation}`, depth }]
    }),
  )
}

/** A person of access mode 0; what is not said follows from the id. */
export function systemUser(about: UserLiteral): SystemUser {
  return {
    entraId: about.id.replace('row-', ''),
    upn: `${about.id}@contoso.example`,
    name: about.id,
    accessMode: 0,
    isDisabled: false,
    applicationId: null,
    isSetup: false,
    managedType: 0,
    isDeleted: false,
    existsInEntra: true,
    ...about,
  }
}

function statusesOf({ environments, states = {} }: RunLiteral): SourceStatus[] {
  const tenantSources = ['graph/subscribed-skus', 'graph/users', 'graph/groups', 'power-platform/environments'] as const
  return [
    ...tenantSources.flatMap((source) => {
      const state = states[source]
      return state === null ? [] : [status(source, state)]
    }),
    ...environments.map((environment) =>
      status('dataverse/security', states['dataverse/security'] ?? 'complete', { environment: named(environment) }),
    ),
    ...environments.flatMap((environment) => {
      if (environment.hasDataverse === false || states['dataverse/apps'] === null) return []
      const state = environment.apps === null ? 'not-assessed' : 'complete'
      return status('dataverse/apps', state, { environment: named(environment), required: false })
    }),
    ...environments.flatMap((environment) => {
      const { evidence } = environment
      if (evidence === undefined) return []
      const about = { environment: named(environment), required: false, reason: evidence.reason ?? null }
      return [status('dataverse/evidence', evidence.state ?? 'complete', about)]
    }),
  ]
}
