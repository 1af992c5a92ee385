/** The commands that grant what is missing, one per source. They are printed for a person with the rights; nothing here runs them. */
import type { EnvironmentRef, SourceId } from '../model/coverage.ts'

/** Application permissions of Microsoft Graph by source: name, and id of the app role. */
const graphPermissions: Partial<Record<SourceId, { readonly name: string; readonly id: string }>> = {
  'graph/organization': { name: 'Organization.Read.All', id: '498476ce-e0fe-48b0-b801-37ba7e2685c6' },
  'graph/subscribed-skus': { name: 'Organization.Read.All', id: '498476ce-e0fe-48b0-b801-37ba7e2685c6' },
  'graph/subscriptions': { name: 'Organization.Read.All', id: '498476ce-e0fe-48b0-b801-37ba7e2685c6' },
  'graph/users': { name: 'User.Read.All', id: 'df021288-bdef-4463-88db-98f22de89214' },
  'graph/sign-ins': { name: 'AuditLog.Read.All', id: 'b0afded3-3588-46d8-8b3d-9842eff778da' },
  'graph/audit': { name: 'AuditLog.Read.All', id: 'b0afded3-3588-46d8-8b3d-9842eff778da' },
  'graph/groups': { name: 'GroupMember.Read.All', id: '98830695-27a2-44f7-8c18-0c3ebc9698f6' },
}

/** Ids that the commands hold and that are the same in every tenant. */
export const grantedRoleIds: readonly string[] = [
  ...new Set(Object.values(graphPermissions).map(({ id }) => id)),
  '00000003-0000-0000-c000-000000000000',
]

/** Microsoft Graph's application id, the same in every tenant. */
const graphAppId = '00000003-0000-0000-c000-000000000000'

/** The read-only role that an application user needs, present in every Dataverse environment. */
const readerRole = 'Service Reader'

/** One line for a shell; `null` where no command is known. */
export function mendingCommand(
  { source, environment }: { readonly source: SourceId; readonly environment: EnvironmentRef | null },
  clientId: string,
): string | null {
  const permission = graphPermissions[source]
  if (permission !== undefined) return grantGraph(clientId, permission.id)
  if (source.startsWith('power-platform/')) return registerAdminApplication(clientId)
  return environment === null ? null : assignApplicationUser(clientId, environment.id)
}

/** By the number that Entra gives, which the sentence of a failed sign-in repeats. */
const signInCommands: Readonly<Record<string, (clientId: string) => string>> = {
  AADSTS65001: consent,
  AADSTS700016: createAndConsent,
  AADSTS7000229: createAndConsent,
  AADSTS7000215: newSecret,
  AADSTS7000222: newSecret,
}

/** One line for a shell; `null` where no command mends it. `sentence` is the message of the error. */
export function signInCommand(sentence: string, clientId: string): string | null {
  const code = /AADSTS\d+/.exec(sentence)?.[0]
  const command = code === undefined ? undefined : signInCommands[code]
  return clientId === '' ? null : (command?.(clientId) ?? null)
}

function consent(clientId: string): string {
  return `az ad app permission admin-consent --id ${clientId}`
}

function createAndConsent(clientId: string): string {
  return `az ad sp create --id ${clientId} && ${consent(clientId)}`
}

/** The old secret stays: it is removed by a person once nothing uses it. */
function newSecret(clientId: string): string {
  return `az ad app credential reset --id ${clientId} --append`
}

function grantGraph(clientId: string, roleId: string): string {
  return `az ad app permission add --id ${clientId} --api ${graphAppId} --api-permissions ${roleId}=Role && ${consent(clientId)}`
}

/** Tenant-wide administration: the only way in for the older admin API. */
export function registerAdminApplication(clientId: string): string {
  return `pac admin application register --application-id ${clientId}`
}

/** `null` for an id that does not look like one: what a service sends must not become part of a command. */
export function assignApplicationUser(clientId: string, environmentId: string): string | null {
  if (!/^[a-z0-9][a-z0-9-]{0,99}$/i.test(environmentId)) return null
  return `pac admin assign-user --environment ${environmentId} --user ${clientId} --role "${readerRole}" --application-user`
}
