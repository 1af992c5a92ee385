/** The hosts and scopes in use: a preset, each host of it replaceable, or a custom cloud with all of them given. */
import { isForbiddenHost, presets } from '../clouds.ts'
import { ConfigurationError } from '../errors.ts'
import type { Cloud } from '../model/cloud.ts'
import { readChoice, readList, readOrigin } from './values.ts'
import { broken, readValue, type VariableName, type Variables } from './variables.ts'

const cloudNames = ['public', 'gcc', 'gcc-high', 'dod', 'china', 'custom'] as const satisfies readonly Cloud['name'][]

const hostVariables = [
  'SEATLEDGER_LOGIN_URL',
  'SEATLEDGER_GRAPH_URL',
  'SEATLEDGER_POWER_PLATFORM_URL',
  'SEATLEDGER_BAP_URL',
  'SEATLEDGER_DATAVERSE_HOSTS',
] as const satisfies readonly VariableName[]

export function readCloud(env: Variables): Cloud {
  const name = readChoice(env, 'SEATLEDGER_CLOUD', cloudNames) ?? 'public'
  if (name === 'custom') requireAllHosts(env)
  const preset = presets[name === 'custom' ? 'public' : name]
  refuseInternalHosts(env, name)
  return {
    name,
    loginUrl: readOrigin(env, 'SEATLEDGER_LOGIN_URL') ?? preset.loginUrl,
    graphUrl: readOrigin(env, 'SEATLEDGER_GRAPH_URL') ?? preset.graphUrl,
    powerPlatformUrl: readOrigin(env, 'SEATLEDGER_POWER_PLATFORM_URL') ?? preset.powerPlatformUrl,
    bapUrl: readOrigin(env, 'SEATLEDGER_BAP_URL') ?? preset.bapUrl,
    bapScope: readScope(env) ?? preset.bapScope,
    dataverseHosts: readHosts(env) ?? preset.dataverseHosts,
  }
}

/** A custom cloud takes no host of a preset, or a token could go to a host that nobody named. */
function requireAllHosts(env: Variables): void {
  const missing = hostVariables.filter((name) => readValue(env, name) === null)
  if (missing.length === 0) return
  throw new ConfigurationError(`SEATLEDGER_CLOUD is "custom", which needs all hosts; missing: ${missing.join(', ')}`)
}

/** This machine and its link are no hosts of a public cloud: a slip or a planted variable would send the secret or a token there. */
function refuseInternalHosts(env: Variables, name: Cloud['name']): void {
  for (const variable of hostVariables) {
    const hosts = variable === 'SEATLEDGER_DATAVERSE_HOSTS' ? readHosts(env) : [readOrigin(env, variable)]
    const urls = (hosts ?? []).flatMap((host) => (host === null ? [] : host.includes('://') ? host : `https://${host}`))
    if (!urls.some((url) => isForbiddenHost(url, { name }))) continue
    const allowed = 'a host of the cloud, or SEATLEDGER_CLOUD=custom with all hosts named'
    throw broken(variable, 'names this machine, its link or a metadata service', allowed)
  }
}

function readScope(env: Variables): string | null {
  const value = readValue(env, 'SEATLEDGER_BAP_SCOPE')
  if (value === null || /^(https|api):\/\/[^\s?#@]+\/\.default$/.test(value)) return value
  throw broken('SEATLEDGER_BAP_SCOPE', 'is no scope', 'the resource and /.default: https://host/.default')
}

/** Host suffixes in lower case: what a token may be sent to, so each must be a plain host name. */
function readHosts(env: Variables): readonly string[] | null {
  const name = 'SEATLEDGER_DATAVERSE_HOSTS'
  const hosts = readList(env, name)?.map((host) => host.toLowerCase()) ?? null
  if (hosts === null) {
    if (readValue(env, name) === null) return null
    throw broken(name, 'names no host', 'host suffixes separated by commas: crm.dynamics.com')
  }
  for (const host of hosts) {
    if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(host)) continue
    throw broken(name, 'holds what is no host', 'host suffixes without leading dot, scheme or port: crm.dynamics.com')
  }
  return hosts
}
