/** The restricted-table rule once more, user by user from the tenant description: naive on purpose, and sharing no code with the product. */
import type {
  DataverseDescription,
  EnvironmentDescription,
  SystemUserDescription,
  TenantDescription,
  UserDescription,
} from '../../mocks/tenant.ts'
import { isTenantLicensed, licensesOf, noLicenses, type Licenses } from './brute-licenses.ts'
import { writableTables, type ExpectedTable, type Grade } from './brute-tables.ts'
import { evidenceOf, gradedByUse, usedOf, useOf, type Period } from './brute-uses.ts'
import { insideOf, waysOf, type Way } from './brute-ways.ts'
import type { Exception, Note } from './exceptions.ts'
import { freeSkus, journeyCandidates, journeyFamilies } from './license-table.ts'
import type { OperatorSettings, RandomCase } from './random-tenant.ts'
import { shelf, type SkuName } from './sku-shelf.ts'

export interface ExpectedFinding {
  readonly subject: { readonly kind: 'user' | 'environment'; readonly id: string }
  readonly environment: string
  readonly severity: Grade
  readonly administrator: boolean
  /** `either`: the contract does not say whether `latent` speaks of a person without an Entra object or outside the group. */
  readonly latent: 'text' | 'null' | 'either'
  readonly tables: readonly ExpectedTable[]
  /** Where the evidence of use comes from; rows, if any of it does. */
  readonly evidence: 'audit' | 'rows' | null
}

/** Somebody in an environment: a row of Dataverse, an object of Entra, or both. */
export interface Person {
  readonly row: SystemUserDescription | null
  readonly entra: UserDescription | null
}

interface Place {
  readonly tenant: TenantDescription
  readonly settings: OperatorSettings
  readonly environment: EnvironmentDescription
  readonly dataverse: DataverseDescription
  /** Null where no evidence of use is asked for. */
  readonly period: Period | null
}

const systemAdministrator = '627090ff-40a3-4053-8790-584edc5be201'

export function expectedFindings(
  { tenant, settings }: RandomCase,
  note: Note,
  period: Period | null = null,
): ExpectedFinding[] {
  return tenant.environments.flatMap((environment) => {
    const { dataverse } = environment
    if (dataverse === null) {
      note('environment without Dataverse')
      return []
    }
    if (!isReadable(tenant, dataverse)) {
      note('environment that could not be read')
      return []
    }
    const place = { tenant, settings, environment, dataverse, period }
    const people = peopleOf(place).flatMap((person) => judge(person, place, note) ?? [])
    return [...people, ...journeyOf(place, note)]
  })
}

function isReadable(tenant: TenantDescription, dataverse: DataverseDescription): boolean {
  return dataverse.state === 'Ready' && tenant.apps.some((app) => dataverse.applicationUsers.includes(app.clientId))
}

/** Every row of Dataverse, and everybody in Entra who has none. */
function peopleOf({ tenant, dataverse }: Place): Person[] {
  const rows = dataverse.users.map((row) => ({
    row,
    entra: tenant.users.find((user) => user.id === row.entraId) ?? null,
  }))
  const withoutRow = tenant.users.filter((user) => !dataverse.users.some((row) => row.entraId === user.id))
  return [...rows, ...withoutRow.map((entra) => ({ row: null, entra }))]
}

function judge(person: Person, place: Place, note: Note): ExpectedFinding | null {
  const { tenant, environment, settings } = place
  const isInside = insideOf(person, environment, tenant, note)
  const allWays = waysOf(person, place.dataverse, tenant, note)
  const ways = isInside ? allWays : allWays.filter((way) => way.team === null)
  const seen = new Set<Exception>()
  const finding = findingOf(person, place, ways, isInside, (exception) => seen.add(exception))
  if (finding === null) {
    const wouldBe = isInside ? null : findingOf(person, place, allWays, true, () => undefined)
    if (wouldBe !== null) note('outside the security group, team roles only: not listed')
    if (exclusionsOf(person, settings).length === 0) seen.forEach(note)
    return null
  }
  const exclusions = exclusionsOf(person, settings)
  if (exclusions.length === 0) {
    seen.forEach(note)
    return finding
  }
  const [only] = exclusions
  if (exclusions.length === 1 && only !== undefined) note(only)
  if (finding.tables.some((table) => table.paths.some((path) => path.group !== null))) {
    note('group member whose row is not judged')
  }
  return null
}

/** "Who is judged": why this person is not one whom the rule lists. */
function exclusionsOf({ row, entra }: Person, settings: OperatorSettings): Exception[] {
  const reasons: Exception[] = []
  if (entra !== null && settings.people[entra.upn]?.shared === true) {
    reasons.push('shared account: not judged as a person')
  }
  if (row === null) return reasons
  if (row.accessMode === 1) reasons.push('access mode 1 is not listed')
  if (row.accessMode === 2) reasons.push('access mode 2 is not listed')
  if (row.accessMode === 3) reasons.push('access mode 3 is not listed')
  if (row.accessMode === 4) reasons.push('access mode 4 goes to multiplexing')
  if (row.accessMode === 5) reasons.push('access mode 5 is not listed')
  if (row.applicationId !== null) reasons.push('application user goes to multiplexing')
  if (row.deletedState === 1) reasons.push('soft-deleted in Dataverse: not listed')
  if (row.azureState !== 0) reasons.push('azurestate not 0: not listed')
  if (row.setupUser || row.isIntegrationUser) reasons.push('set-up or integration user: not listed')
  if (row.systemManagedUserType === 1 || row.systemManagedUserType === 2) {
    reasons.push('platform user (managed type 1 or 2): not listed')
  }
  if (row.systemManagedUserType === 3) reasons.push('agentic user (managed type 3): not listed')
  return reasons
}

function findingOf(
  person: Person,
  place: Place,
  ways: readonly Way[],
  isInside: boolean,
  note: Note,
): ExpectedFinding | null {
  const { tenant, environment, dataverse, settings } = place
  const { row, entra } = person
  const licenses = entra === null ? noLicenses : licensesOf(entra, tenant, settings)
  const administrator = ways.some((way) => way.role.templateId === systemAdministrator)
  const judged = administrator ? ways.map(withEverything) : ways
  const isGuest = entra?.userType === 'Guest'
  const isExternal = entra === null || settings.people[entra.upn]?.external !== false
  const judgedNote: Note = administrator ? () => undefined : note
  const guest = { isGuest, isExternal }
  const tables = writableTables({ dataverse, settings, licenses, ways: judged, guest, note: judgedNote })
  if (tables.length === 0) return null
  const latent = latentOf(person, licenses, settings, note)
  const reserved = latent || entra === null || !isInside
  const id = entra?.id ?? row?.id
  if (id === undefined) throw new Error('nobody')
  noteWho(person, { administrator, ways, isInside }, note)
  const seen = seenTables(person, place, tables, isGuest && isExternal)
  const worked = administrator ? workedOn(seen) : seen
  return {
    subject: { kind: 'user', id },
    environment: environment.id.toLowerCase(),
    severity: administrator ? administratorGrade(worked) : reserved ? 'info' : worst(seen),
    administrator,
    latent: latent ? (entra === null ? 'either' : 'text') : reserved ? 'either' : 'null',
    tables: worked,
    evidence: evidenceOfAll(place, tables),
  }
}

/** The tables with what was observed of the person on them. */
function seenTables(
  { row }: Person,
  { dataverse, period }: Place,
  tables: readonly ExpectedTable[],
  isCappedGuest: boolean,
): ExpectedTable[] {
  if (period === null) return [...tables]
  return tables.map((table) => {
    const observed = useOf(dataverse, row?.id ?? null, table.table, period)
    return { ...gradedByUse(table, usedOf(table, observed), isCappedGuest), observed }
  })
}

/** "The observed tables, all three operations, global", whatever an exception would allow. */
function workedOn(tables: readonly ExpectedTable[]): ExpectedTable[] {
  return tables
    .filter((table) => usedOf(table, table.observed).length > 0)
    .map((table) => ({ ...table, operations: ['create', 'update', 'delete'], depth: 'global' }))
}

function administratorGrade(worked: readonly ExpectedTable[]): Grade {
  return worked.some(({ grade }) => grade !== 'info') ? 'low' : 'info'
}

function evidenceOfAll({ dataverse, period }: Place, tables: readonly ExpectedTable[]): 'audit' | 'rows' | null {
  const sources = period === null ? [] : tables.flatMap(({ table }) => evidenceOf(dataverse, table) ?? [])
  if (sources.length === 0) return null
  return sources.includes('rows') ? 'rows' : 'audit'
}

/** "Treat System Administrator as Global on every table." */
function withEverything(way: Way): Way {
  return way.role.templateId === systemAdministrator ? { ...way, everything: true } : way
}

function worst(tables: readonly ExpectedTable[]): Grade {
  const grades: readonly Grade[] = ['high', 'medium', 'low', 'info']
  return grades.find((grade) => tables.some((table) => table.grade === grade)) ?? 'info'
}

function latentOf({ row, entra }: Person, licenses: Licenses, settings: OperatorSettings, note: Note): boolean {
  const reasons: Exception[] = []
  if (row?.isDisabled === true) reasons.push('latent: disabled in Dataverse')
  if (entra?.accountEnabled === false) reasons.push('latent: disabled in Entra')
  if (entra !== null && licenses.live.length === 0) {
    const hasNone = entra.licenses.length === 0 && (entra.licensesWithoutRow ?? []).length === 0
    reasons.push(hasNone ? 'latent: no license at all' : 'latent: licenses, but none of them live')
  }
  const [only] = reasons
  if (reasons.length === 1 && only !== undefined) note(only)
  if (reasons.length === 0 && entra !== null) {
    const { live } = licenses
    if (live.every((sku) => freeSkus.includes(sku))) note('a free SKU keeps its holder from being latent')
    if (live.every((sku) => isIgnored(sku, settings))) note('override: ignored SKU keeps its holder from being latent')
  }
  return reasons.length > 0 || entra === null
}

function isIgnored(sku: SkuName, settings: OperatorSettings): boolean {
  const override = settings.skuOverrides[shelf[sku].skuId]
  return override !== undefined && 'ignore' in override
}

interface Standing {
  readonly administrator: boolean
  readonly ways: readonly Way[]
  readonly isInside: boolean
}

function noteWho({ row, entra }: Person, { administrator, ways, isInside }: Standing, note: Note): void {
  const isDirect = ways.some((way) => way.team === null && way.role.templateId === systemAdministrator)
  if (administrator) note(isDirect ? 'administrator directly' : 'administrator through a team only')
  if (entra === null) {
    note(row?.entraId === null ? 'no Entra object: no id in Dataverse' : 'no Entra object: id that Entra does not know')
  }
  if (!isInside) note('outside the security group, direct role: info')
  if (row === null) note('group member without a row in Dataverse')
  if (row?.isDisabled === true && ways.some((way) => way.group !== null)) note('group member whose row is disabled')
}

/** "Not judged per user": a candidate is installed, and the tenant holds no unit of the family. */
function journeyOf({ tenant, environment, dataverse, settings }: Place, note: Note): ExpectedFinding[] {
  const installed = journeyCandidates.filter((table) => dataverse.tables.includes(table)).toSorted()
  if (installed.length === 0) return []
  if (isTenantLicensed('customer_insights_journeys', tenant, settings)) {
    note('journey: licensed by the tenant')
    return []
  }
  note('journey: one finding per environment')
  const id = environment.id.toLowerCase()
  const tables = installed.map((table): ExpectedTable => ({
    table,
    operations: ['create', 'update', 'delete'],
    depth: null,
    requires: journeyFamilies.toSorted(),
    paths: [],
    grade: 'info',
    observed: null,
  }))
  const subject = { kind: 'environment' as const, id }
  return [{ subject, environment: id, severity: 'info', administrator: false, latent: 'null', tables, evidence: null }]
}
