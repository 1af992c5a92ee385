/** The settings of a connection to the tenant, or what is missing for one. */
import { ConfigurationError } from '../errors.ts'
import type { ConnectionSettings, Credential } from '../model/connection.ts'
import { readCloud } from './cloud.ts'
import { credentialChoices, readCredential } from './credential.ts'
import { readGuid, readNumber } from './values.ts'
import { broken, readValue, type Variables } from './variables.ts'

export interface ConnectionOptions {
  /** A service has nobody to type a device code. */
  readonly isService: boolean
  /** Minutes where `SEATLEDGER_BUDGET_MINUTES` is not set. */
  readonly defaultBudgetMinutes: number
}

export function readConnection(env: Variables, options: ConnectionOptions): ConnectionSettings {
  const tenantId = readGuid(env, 'AZURE_TENANT_ID')
  const clientId = readGuid(env, 'AZURE_CLIENT_ID')
  const credential = readCredential(env, options.isService)
  // A managed identity of the host itself has no client id of ours: an empty one means that identity.
  const client = clientId ?? (credential?.kind === 'managed-identity' ? '' : null)
  if (tenantId === null || client === null || credential === null) throw missing(tenantId, client, credential)
  return {
    cloud: readCloud(env),
    tenantId,
    clientId: client,
    credential,
    budgetMs: readBudgetMinutes(env, options.defaultBudgetMinutes) * 60_000,
    proxy: readProxy(env),
  }
}

function missing(tenantId: string | null, clientId: string | null, credential: Credential | null): ConfigurationError {
  const names = [
    ...(tenantId === null ? ['AZURE_TENANT_ID'] : []),
    ...(clientId === null ? ['AZURE_CLIENT_ID'] : []),
    ...(credential === null ? [`a credential (${credentialChoices})`] : []),
  ]
  return new ConfigurationError(`missing: ${names.join(', ')}; set in the environment or in .env, see .env.example`)
}

/** The longest time of a command that reads the tenant, in minutes. */
export function readBudgetMinutes(env: Variables, fallback: number): number {
  const range = { least: 0.01, most: 10_080, whole: false, unit: 'minutes' }
  return readNumber(env, 'SEATLEDGER_BUDGET_MINUTES', range) ?? fallback
}

/** The proxy of https requests. Its URL may hold a password, so no message repeats it. */
export function readProxy(env: Variables): ConnectionSettings['proxy'] {
  const given = readValue(env, 'HTTPS_PROXY') ?? env['https_proxy']?.trim() ?? ''
  const noProxy = readValue(env, 'NO_PROXY') ?? (env['no_proxy']?.trim() || null)
  if (given === '') return { httpsProxy: null, noProxy }
  const url = URL.parse(given.includes('://') ? given : `http://${given}`)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw broken('HTTPS_PROXY', 'is not the URL of a proxy', 'http://host:port or https://host:port')
  }
  return { httpsProxy: url.href.replace(/\/$/, ''), noProxy }
}
