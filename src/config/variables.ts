/** The names of all variables, in the order of `.env.example`, and the check for names that nobody reads. */
import { ConfigurationError } from '../errors.ts'
import { shown } from '../guide/json-text.ts'
import { findNearest } from './nearest.ts'

export type Variables = Readonly<Record<string, string | undefined>>

export const variableNames = [
  'AZURE_TENANT_ID',
  'AZURE_CLIENT_ID',
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_CERTIFICATE_PATH',
  'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  'AZURE_FEDERATED_TOKEN_FILE',
  'SEATLEDGER_AUTH',
  'SEATLEDGER_CLOUD',
  'SEATLEDGER_LOGIN_URL',
  'SEATLEDGER_GRAPH_URL',
  'SEATLEDGER_POWER_PLATFORM_URL',
  'SEATLEDGER_BAP_URL',
  'SEATLEDGER_DATAVERSE_HOSTS',
  'SEATLEDGER_BAP_SCOPE',
  'SEATLEDGER_ENVIRONMENTS',
  'SEATLEDGER_STORE',
  'SEATLEDGER_EDITION',
  'SEATLEDGER_FIELD_SERVICE_LIST',
  'SEATLEDGER_SCHEDULE',
  'SEATLEDGER_TIME_ZONE',
  'SEATLEDGER_START_AT_ONCE',
  'SEATLEDGER_JITTER_SECONDS',
  'SEATLEDGER_LISTEN',
  'SEATLEDGER_API_AUDIENCE',
  'SEATLEDGER_HOSTS',
  'SEATLEDGER_TENANTS',
  'SEATLEDGER_SKU_OVERRIDES',
  'SEATLEDGER_PEOPLE',
  'SEATLEDGER_PRICES',
  'SEATLEDGER_WAIVERS',
  'SEATLEDGER_WEBHOOK_URL',
  'SEATLEDGER_WEBHOOK_SECRET',
  'SEATLEDGER_TEAMS_URL',
  'SEATLEDGER_ALERT_SEVERITY',
  'SEATLEDGER_ALERT_DIGEST',
  'SEATLEDGER_BUDGET_MINUTES',
  'SEATLEDGER_EVIDENCE',
  'SEATLEDGER_IDLE_DAYS',
  'SEATLEDGER_AGENT_ROLES',
  'SEATLEDGER_ON_PREMISES',
  'SEATLEDGER_OMNICHANNEL_RENEWED',
  'HTTPS_PROXY',
  'NO_PROXY',
] as const
export type VariableName = (typeof variableNames)[number]

/** The value of a variable, `null` where it is not set. An empty value is none, so that `NAME=` in a file means the default. */
export function readValue(env: Variables, name: VariableName): string | null {
  const value = env[name]
  return value === undefined || value.trim() === '' ? null : value.trim()
}

/** Stops at a `SEATLEDGER_` name that no version knows: most likely a slip, and silence would mean the default. */
export function refuseUnknownNames(env: Variables): void {
  const known: readonly string[] = variableNames
  const unknown = Object.keys(env)
    .filter((name) => name.toUpperCase().startsWith('SEATLEDGER_') && !known.includes(name))
    .toSorted()[0]
  if (unknown === undefined) return
  const nearest = findNearest(
    unknown.toUpperCase(),
    known.filter((name) => name.startsWith('SEATLEDGER_')),
  )
  throw new ConfigurationError(`${shown(unknown)} is not a variable that Seatledger knows; the nearest is ${nearest}`)
}

/** One line: the variable, what is wrong, what is allowed. Never the value of what may hold a secret. */
export function broken(name: VariableName, wrong: string, allowed: string): ConfigurationError {
  return new ConfigurationError(`${name} ${wrong}; allowed: ${allowed}`)
}
