/** The scripts of `doctor --script`: they register the application user wherever it is missing, and are run by an administrator. */
import type { Cloud } from '../model/cloud.ts'
import type { EnvironmentRef } from '../model/coverage.ts'
import { assignApplicationUser, registerAdminApplication } from './commands.ts'

export type ScriptKind = 'pac' | 'powershell'

export interface Registration {
  readonly tenantId: string
  readonly clientId: string
  readonly cloud: Cloud['name']
  /** Whether the admin API refused the application too. */
  readonly needsAdminApplication: boolean
  /** Checks that failed for another reason than a refusal, such as sign-in: what they would need is not known. */
  readonly unanswered: number
  /** The environments that refused the application. */
  readonly environments: readonly EnvironmentRef[]
}

/** A custom cloud has no name that the tools know: the administrator signs in first. */
const pacClouds = { public: 'Public', gcc: 'UsGov', 'gcc-high': 'UsGovHigh', dod: 'UsGovDod', china: 'China' } as const
const powerShellEndpoints = {
  public: 'prod',
  gcc: 'usgov',
  'gcc-high': 'usgovhigh',
  dod: 'dod',
  china: 'china',
} as const

/** Characters of a name in a comment. */
const mostOfName = 100

/** The whole script, ready to be saved; it says so where nothing is missing, or not everything is known. */
export function registrationScript(kind: ScriptKind, registration: Registration): string {
  const { tenantId, clientId, environments, needsAdminApplication, unanswered } = registration
  const isNothingMissing = !needsAdminApplication && environments.length === 0 && unanswered === 0
  const lines = [
    `# Registers the application ${clientId} for Seatledger.`,
    `# Run by a Power Platform administrator of the tenant ${tenantId}.`,
    ...(needsAdminApplication ? adminLines(kind, registration) : []),
    ...(environments.length > 0 ? environmentLines(kind, registration) : []),
    ...(unanswered > 0 ? ['# Not everything could be checked: mend first what `seatledger doctor` names.'] : []),
    ...(isNothingMissing ? ['# Nothing is missing.'] : []),
  ]
  return `${lines.join('\n')}\n`
}

function adminLines(kind: ScriptKind, { cloud, tenantId, clientId }: Registration): readonly string[] {
  const note = '# An admin application administers the whole tenant; Seatledger itself only ever reads.'
  if (kind === 'pac') return [signInWithPac(cloud), note, registerAdminApplication(clientId)]
  const endpoint = cloud === 'custom' ? '' : ` -Endpoint ${powerShellEndpoints[cloud]}`
  return [
    'Install-Module Microsoft.PowerApps.Administration.PowerShell -Scope CurrentUser',
    `Add-PowerAppsAccount${endpoint} -TenantID ${tenantId}`,
    note,
    `New-PowerAppManagementApp -ApplicationId ${clientId}`,
  ]
}

/** No cmdlet gives an application user a role of one's choice, so the PowerShell script calls pac here. */
function environmentLines(kind: ScriptKind, registration: Registration): readonly string[] {
  const { environments, clientId, cloud, needsAdminApplication } = registration
  const isSignedIn = kind === 'pac' && needsAdminApplication
  const commands = environments.flatMap(({ id, name }) => [
    `# ${commentOf(name)}`,
    assignApplicationUser(clientId, id) ??
      '# Its id is not usable in a command: add the application user in the admin center.',
  ])
  return [...(isSignedIn ? [] : [signInWithPac(cloud)]), ...commands]
}

/** A name in one line of a comment: nothing that ends the line, acts on a terminal or hides. */
function commentOf(name: string): string {
  const shown = name.replace(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu, ' ')
  return shown.length <= mostOfName ? shown : `${shown.slice(0, mostOfName).toWellFormed()}…`
}

function signInWithPac(cloud: Cloud['name']): string {
  return cloud === 'custom'
    ? '# pac must be signed in to the cloud already.'
    : `pac auth create --cloud ${pacClouds[cloud]}`
}
