/** The Microsoft clouds as presets, and what follows from a cloud: scopes, and which hosts may be spoken to. Knows no HTTP. */
import { isInternalHost } from './internal-hosts.ts'
import type { Cloud } from './model/cloud.ts'

/**
 * Hosts and scopes per cloud, from Microsoft's Terraform provider, its licensing samples and Microsoft Learn. Where those
 * disagree the samples win: the BAP scopes of GCC and GCC High and the Power Platform host of GCC High.
 */
export const presets = {
  public: {
    name: 'public',
    loginUrl: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
    powerPlatformUrl: 'https://api.powerplatform.com',
    bapUrl: 'https://api.bap.microsoft.com',
    bapScope: 'https://service.powerapps.com/.default',
    dataverseHosts: ['dynamics.com'],
  },
  gcc: {
    name: 'gcc',
    loginUrl: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
    powerPlatformUrl: 'https://api.gov.powerplatform.microsoft.us',
    bapUrl: 'https://gov.api.bap.microsoft.us',
    bapScope: 'https://gov.service.powerapps.us/.default',
    dataverseHosts: ['crm9.dynamics.com'],
  },
  'gcc-high': {
    name: 'gcc-high',
    loginUrl: 'https://login.microsoftonline.us',
    graphUrl: 'https://graph.microsoft.us',
    powerPlatformUrl: 'https://api.high.powerplatform.microsoft.us',
    bapUrl: 'https://high.api.bap.microsoft.us',
    bapScope: 'https://high.service.powerapps.us/.default',
    dataverseHosts: ['crm.microsoftdynamics.us'],
  },
  dod: {
    name: 'dod',
    loginUrl: 'https://login.microsoftonline.us',
    graphUrl: 'https://dod-graph.microsoft.us',
    powerPlatformUrl: 'https://api.appsplatform.us',
    bapUrl: 'https://api.bap.appsplatform.us',
    bapScope: 'https://service.apps.appsplatform.us/.default',
    dataverseHosts: ['crm.appsplatform.us'],
  },
  china: {
    name: 'china',
    loginUrl: 'https://login.chinacloudapi.cn',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    powerPlatformUrl: 'https://api.powerplatform.partner.microsoftonline.cn',
    bapUrl: 'https://api.bap.partner.microsoftonline.cn',
    bapScope: 'https://service.powerapps.cn/.default',
    dataverseHosts: ['crm.dynamics.cn'],
  },
} as const satisfies Record<Exclude<Cloud['name'], 'custom'>, Cloud>

/** MSAL sends what is meant for the old host of the Chinese cloud to the new one; both are that cloud's sign-in. */
const loginAliases: Readonly<Record<string, string>> = {
  'https://login.chinacloudapi.cn': 'https://login.partner.microsoftonline.cn',
}

/** The origins that sign-in may speak to. */
export function loginOrigins(cloud: Cloud): string[] {
  const { origin } = new URL(cloud.loginUrl)
  const alias = loginAliases[origin]
  return alias === undefined ? [origin] : [origin, alias]
}

/** The issuer of access tokens of version 1, which has a host of its own; the Chinese cloud has its own one. */
const issuerHosts: Readonly<Record<string, string>> = {
  'https://login.chinacloudapi.cn': 'https://sts.chinacloudapi.cn',
}

/** Who issues access tokens of a tenant, by their version (https://learn.microsoft.com/entra/identity-platform/access-tokens). */
export function tokenIssuers(
  cloud: Cloud,
  tenantId: string,
): { readonly v1: readonly string[]; readonly v2: readonly string[] } {
  const host = issuerHosts[new URL(cloud.loginUrl).origin] ?? 'https://sts.windows.net'
  return { v1: [`${host}/${tenantId}/`], v2: loginOrigins(cloud).map((origin) => `${origin}/${tenantId}/v2.0`) }
}

/** Where the keys are that a tenant's tokens are signed with. */
export function signingKeysUrl(cloud: Cloud, tenantId: string): string {
  return `${new URL(cloud.loginUrl).origin}/${tenantId}/discovery/v2.0/keys`
}

/** Whether MSAL knows the sign-in host by itself, and so asks it for no description first. */
export function isWellKnownLogin(cloud: Cloud): boolean {
  return Object.values(presets).some((preset) => preset.loginUrl === new URL(cloud.loginUrl).origin)
}

export function graphScope(cloud: Cloud): string {
  return `${new URL(cloud.graphUrl).origin}/.default`
}

export function powerPlatformScope(cloud: Cloud): string {
  return `${new URL(cloud.powerPlatformUrl).origin}/.default`
}

/** Of `instanceUrl`, whatever `instanceApiUrl` is: the audience of a Dataverse token is the instance, not its API host. */
export function dataverseScope(instanceUrl: string): string {
  return `${new URL(instanceUrl).origin}/.default`
}

/** Whether an address is one of this machine or its link, which only a custom cloud may speak to. */
export function isForbiddenHost(url: string, cloud: Pick<Cloud, 'name'>): boolean {
  return cloud.name !== 'custom' && isInternalHost(URL.parse(url)?.hostname ?? '')
}

/** https, without credentials, on a host that is one of the cloud's suffixes or ends in one at a dot; any port. */
export function matchesDataverseHost(url: string, cloud: Cloud): boolean {
  const parsed = URL.parse(url)
  if (parsed === null || parsed.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '') return false
  if (isForbiddenHost(url, cloud)) return false
  return cloud.dataverseHosts.some((suffix) => {
    const wanted = suffix.toLowerCase()
    return parsed.hostname === wanted || parsed.hostname.endsWith(`.${wanted}`)
  })
}
