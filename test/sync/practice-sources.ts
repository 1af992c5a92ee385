/** Connectors made of literals: the boundary that a sync is given, with a record of what it asked for. */
import { PermissionError, UpstreamError } from '../../src/errors.ts'
import type { SeatHolders, Connectors, WantedGroup } from '../../src/model/connectors.ts'
import type { SourceId } from '../../src/model/coverage.ts'
import type { Page, Source } from '../../src/model/dataset.ts'
import type { Environment } from '../../src/model/environment.ts'
import type { Person, SubscribedSku } from '../../src/model/licensing.ts'
import type { KeyedSource } from '../../src/sync/keyed-connectors.ts'
import type { SecurityRole, SystemUser, Team } from '../../src/model/security.ts'

export const tenantId = '11111111-1111-4111-8111-111111111111'
export const run = { id: 'run-1', tenantId, startedAt: '2026-11-24T03:00:00.000Z' }

/** What most pages have in common. */
export const plain = { rejected: 0, requestId: 'request-1' } as const

/** A source gives its pages and ends, or throws where an error stands. */
export type Step = Page | Error | (() => void)

/** One list of steps per attempt; the last one repeats. */
export function source(id: SourceId, attempts: readonly (readonly Step[])[], about: Partial<Source> = {}): KeyedSource {
  let attempt = 0
  return {
    id,
    key: id,
    environment: null,
    required: true,
    request: `GET ${id}`,
    permission: `grant what ${id} needs`,
    ifCut: 'partial',
    ...about,
    async *pages() {
      const steps = attempts[Math.min(attempt, attempts.length - 1)] ?? []
      attempt += 1
      for (const step of steps) {
        if (step instanceof Error) throw step
        if (typeof step === 'function') step()
        else yield step
      }
    },
  }
}

export function forbidden(path: string): PermissionError {
  const facts = { status: 403, serviceCode: 'Authorization_RequestDenied', requestId: 'request-403' }
  return new PermissionError(`GET ${path}: 403 Authorization_RequestDenied`, facts)
}

export function broken(path: string, status: number | null = 500, serviceCode: string | null = null): UpstreamError {
  return new UpstreamError(`GET ${path}: ${status ?? 'no answer'}`, { status, serviceCode, requestId: null })
}

export function sku(skuId: string): SubscribedSku {
  return {
    skuId,
    skuPartNumber: skuId.toUpperCase(),
    capabilityStatus: 'Enabled',
    consumedUnits: 1,
    prepaidUnits: { enabled: 1, warning: 0, suspended: 0, lockedOut: 0 },
    servicePlans: [],
    subscriptionIds: [],
  }
}

export function person(id: string): Person {
  return {
    id,
    upn: `${id}@contoso.example`,
    displayName: id,
    userType: 'member',
    accountEnabled: true,
    assignedLicenses: [],
    licenseStates: [],
  }
}

export function environment(id: string, about: Partial<Environment> = {}): Environment {
  return {
    id,
    name: `Environment ${id}`,
    type: 'Production',
    isDefault: false,
    dataverse: {
      instanceUrl: `https://${id}.example`,
      apiUrl: `https://${id}.api.example`,
      notReady: null,
      baseLanguage: 1033,
    },
    securityGroupId: null,
    meters: null,
    billingPolicy: null,
    ...about,
  }
}

export function systemUser(id: string, about: Partial<SystemUser> = {}): SystemUser {
  return {
    id,
    entraId: `entra-${id}`,
    upn: null,
    name: id,
    accessMode: 0,
    isDisabled: false,
    applicationId: null,
    isSetup: false,
    managedType: null,
    isDeleted: false,
    existsInEntra: true,
    ...about,
  }
}

export interface SecurityLiteral {
  readonly users?: readonly SystemUser[]
  readonly tables?: readonly string[]
  /** Every role grants the write on `incident` that its name says it grants. */
  readonly roles?: readonly SecurityRole[]
  readonly grantingRoleIds?: readonly string[]
  readonly teams?: readonly (Team & { readonly roleIds: readonly string[] })[]
}

/** The pages of one environment; `incident` is installed unless said otherwise. */
export function securityPages({
  users = [],
  tables = ['incident'],
  roles = [],
  grantingRoleIds = [],
  teams = [],
}: SecurityLiteral): Page[] {
  return [
    {
      ...plain,
      dataset: 'tables',
      rows: tables.map((logicalName) => ({
        logicalName,
        entitySet: null,
        isAuditEnabled: null,
        privileges: [{ id: `write-${logicalName}`, operation: 'update' as const }],
      })),
    },
    {
      ...plain,
      dataset: 'role-privileges',
      rows: grantingRoleIds.map((roleId) => ({ roleId, privilegeId: 'write-incident', depth: 'global' as const })),
    },
    { ...plain, dataset: 'roles', rows: [...roles] },
    { ...plain, dataset: 'teams', rows: teams.map(({ roleIds: _roleIds, ...team }) => team) },
    {
      ...plain,
      dataset: 'team-roles',
      rows: teams.flatMap(({ id, roleIds }) => roleIds.map((roleId) => ({ teamId: id, roleId }))),
    },
    { ...plain, dataset: 'system-users', rows: [...users] },
  ]
}

export interface TenantLiteral {
  readonly organizationId?: string
  readonly skus?: readonly SubscribedSku[]
  readonly holders?: readonly Person[]
  readonly environments?: readonly Environment[]
  readonly security?: Readonly<Record<string, SecurityLiteral>>
  /** Ids of people that Graph knows; others are simply absent. Default: whoever is asked for. */
  readonly knownPeople?: readonly string[]
  /** Sources that behave otherwise than their rows; a key of an environment is `dataverse/security|<id>`. */
  readonly steps?: Readonly<Record<string, readonly (readonly Step[])[]>>
}

export interface Asked {
  readonly sources: string[]
  skuIds: readonly string[] | null
  peopleIds: readonly string[] | null
  groups: readonly WantedGroup[] | null
  holders: readonly SeatHolders[] | null
}

export function practiceConnectors(tenant: TenantLiteral): { connectors: Connectors; asked: Asked } {
  const asked: Asked = { sources: [], skuIds: null, peopleIds: null, groups: null, holders: null }
  const make = (key: string, id: SourceId, pages: readonly Page[], about: Partial<Source> = {}): Source => {
    const made = source(id, tenant.steps?.[key] ?? [pages], about)
    return {
      ...made,
      pages(signal) {
        asked.sources.push(key)
        return made.pages(signal)
      },
    }
  }
  const optional = { required: false }
  const optionalOf = (id: SourceId, of: Environment): Source =>
    make(`${id}|${of.id}`, id, [], { required: false, environment: { id: of.id, name: of.name } })
  const connectors: Connectors = {
    organization: () =>
      make(
        'graph/organization',
        'graph/organization',
        [
          {
            ...plain,
            dataset: 'organization',
            rows: [{ id: tenant.organizationId ?? tenantId, displayName: 'Contoso' }],
          },
        ],
        optional,
      ),
    subscribedSkus: () =>
      make('graph/subscribed-skus', 'graph/subscribed-skus', [
        { ...plain, dataset: 'subscribed-skus', rows: [...(tenant.skus ?? [])] },
      ]),
    subscriptions: () => make('graph/subscriptions', 'graph/subscriptions', [], optional),
    licenseHolders(skuIds) {
      asked.skuIds = skuIds
      return make('holders', 'graph/users', [{ ...plain, dataset: 'people', rows: [...(tenant.holders ?? [])] }], {
        request: 'GET /v1.0/users',
      })
    },
    people(ids) {
      asked.peopleIds = ids
      const known = ids.filter((id) => tenant.knownPeople?.includes(id) ?? true)
      return make('people', 'graph/users', [{ ...plain, dataset: 'people', rows: known.map(person) }], {
        request: 'POST /v1.0/directoryObjects/getByIds',
      })
    },
    groups(wanted) {
      asked.groups = wanted
      const rows = wanted.map(({ id }) => ({ id, name: id, state: 'read' as const }))
      return make('graph/groups', 'graph/groups', [{ ...plain, dataset: 'groups', rows }])
    },
    tenantCapacity: () => make('power-platform/tenant-capacity', 'power-platform/tenant-capacity', []),
    environments: () =>
      make('power-platform/environments', 'power-platform/environments', [
        { ...plain, dataset: 'environments', rows: [...(tenant.environments ?? [])] },
      ]),
    billingPolicies: () => make('power-platform/billing-policies', 'power-platform/billing-policies', [], optional),
    security({ id, name }) {
      const pages = securityPages(tenant.security?.[id] ?? {})
      const about = { environment: { id, name }, ifCut: 'not-assessed' as const }
      return make(`dataverse/security|${id}`, 'dataverse/security', pages, about)
    },
    signIns(holders) {
      asked.holders = holders
      return make('graph/sign-ins', 'graph/sign-ins', [], optional)
    },
    licenseAudit: () => make('graph/audit', 'graph/audit', [], optional),
    currencies: () => make('power-platform/currencies', 'power-platform/currencies', [], optional),
    allocations: (of) => optionalOf('power-platform/allocations', of),
    apps: (of) => optionalOf('dataverse/apps', of),
    dualWrite: (of) => optionalOf('dataverse/dual-write', of),
    telephony: (of) => optionalOf('dataverse/telephony', of),
    usage: (of) => optionalOf('dataverse/usage', of),
    evidence: (of) => optionalOf('dataverse/evidence', of),
    probeGroups: () => Promise.reject(new Error('a sync probes nothing')),
    probeDataverse: () => Promise.reject(new Error('a sync probes nothing')),
  }
  return { connectors, asked }
}
