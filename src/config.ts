/**
 * The settings of one command: the only reader of environment values. A broken value or an unknown name stops with one line
 * (ConfigurationError, exit 64); secrets are functions that print as `***`.
 */
import { readAlerts, type AlertSettings } from './config/alerts.ts'
import { readApiAudience, readHosts, type ApiAudience } from './config/api.ts'
import { readCloud } from './config/cloud.ts'
import { readBudgetMinutes, readConnection, readProxy } from './config/connection.ts'
import { readEnvironmentScope, type EnvironmentScope } from './config/environments.ts'
import { readJsonFile } from './config/json-file.ts'
import { parsePeople, type PeopleOverrides } from './config/people.ts'
import { readListen, readSchedule, type ListenAddress, type ScheduleSettings } from './config/schedule.ts'
import { parsePrices, type PriceList } from './config/prices.ts'
import { readEvidenceDays, readRuleSettings } from './config/rule-settings.ts'
import { readStorePath } from './config/store-location.ts'
import { parseWaivers, type ListedWaiver } from './config/waivers.ts'
import { readChoice, readGuid, readList } from './config/values.ts'
import { broken, readValue, refuseUnknownNames, type Variables } from './config/variables.ts'
import type { RuleSettings } from './facts/settings.ts'
import { defaultEditionId } from './guide/default-edition.ts'
import { parseSkuOverrides, type SkuOverrides } from './guide/sku-overrides.ts'
import type { ConnectionSettings } from './model/connection.ts'

export interface Config {
  /** `null` where no tenant is named; a store that holds one tenant needs none. */
  readonly tenantId: string | null
  /** `null` unless the command needs the tenant. */
  readonly connection: ConnectionSettings | null
  readonly environments: EnvironmentScope
  /** A SQLite file, or `:memory:`. */
  readonly storePath: string
  /** An edition's id, or the path of an edition file. */
  readonly edition: string
  readonly fieldServiceList: boolean
  readonly schedule: ScheduleSettings
  readonly listen: ListenAddress
  /** Of access tokens; null: sign-in on this machine only. */
  readonly apiAudience: ApiAudience | null
  /** Further names of this service in Host headers. */
  readonly hosts: readonly string[]
  readonly skuOverrides: SkuOverrides
  readonly people: PeopleOverrides
  /** Of seats, agents and evidence. */
  readonly rules: RuleSettings
  /** Further agent or supervisor role names. */
  readonly agentRoles: readonly string[]
  /** Days that every sync looks back for evidence of use; null: none. */
  readonly evidenceDays: number | null
  /** The operator's prices by plan, pack or family id. */
  readonly prices: PriceList
  /** Waivers under version control; null: no file. */
  readonly waivers: readonly ListedWaiver[] | null
  readonly alerts: AlertSettings
}

export interface TenantConfig extends Config {
  readonly connection: ConnectionSettings
}

export interface ConfigOptions {
  /** What the command works on: a `tenant` needs a sign-in, a `store` or nothing (`none`) does not. */
  readonly need: 'tenant' | 'store' | 'none'
  /** `serve`: nobody is there to type a device code. */
  readonly isService?: boolean
  /** Minutes of the budget where the variable is not set: 180, for the live `capacity` 10. */
  readonly defaultBudgetMinutes?: number
  readonly platform?: NodeJS.Platform
}

export function readConfig(env: Variables, options: ConfigOptions & { readonly need: 'tenant' }): TenantConfig
export function readConfig(env: Variables, options: ConfigOptions): Config
export function readConfig(env: Variables, options: ConfigOptions): Config {
  refuseUnknownNames(env)
  refuseSeveralTenants(env)
  const connectionOptions = {
    isService: options.isService ?? false,
    defaultBudgetMinutes: options.defaultBudgetMinutes ?? 180,
  }
  const connection = options.need === 'tenant' ? readConnection(env, connectionOptions) : null
  if (connection === null) checkConnectionValues(env)
  const people = readJsonFile(env, 'SEATLEDGER_PEOPLE', parsePeople) ?? new Map()
  return {
    tenantId: readGuid(env, 'AZURE_TENANT_ID'),
    connection,
    environments: readEnvironmentScope(env),
    storePath: readStorePath(env, options.platform ?? process.platform),
    edition: readValue(env, 'SEATLEDGER_EDITION') ?? defaultEditionId,
    fieldServiceList: readChoice(env, 'SEATLEDGER_FIELD_SERVICE_LIST', ['on', 'off']) === 'on',
    schedule: readSchedule(env),
    listen: readListen(env),
    apiAudience: readApiAudience(env),
    hosts: readHosts(env),
    skuOverrides: readJsonFile(env, 'SEATLEDGER_SKU_OVERRIDES', parseSkuOverrides) ?? new Map(),
    people,
    rules: readRuleSettings(env, people),
    agentRoles: readList(env, 'SEATLEDGER_AGENT_ROLES') ?? [],
    evidenceDays: readEvidenceDays(env),
    prices: readJsonFile(env, 'SEATLEDGER_PRICES', parsePrices) ?? new Map(),
    waivers: readJsonFile(env, 'SEATLEDGER_WAIVERS', parseWaivers),
    alerts: readAlerts(env),
  }
}

/** A broken value stops also the commands that need no sign-in: the next sync would stop at it. */
function checkConnectionValues(env: Variables): void {
  readGuid(env, 'AZURE_CLIENT_ID')
  readChoice(env, 'SEATLEDGER_AUTH', ['managed-identity', 'device-code'])
  readCloud(env)
  readBudgetMinutes(env, 180)
  readProxy(env)
}

function refuseSeveralTenants(env: Variables): void {
  if (readValue(env, 'SEATLEDGER_TENANTS') === null) return
  throw broken('SEATLEDGER_TENANTS', 'is set, and this version reads one tenant', 'AZURE_TENANT_ID and its credential')
}
