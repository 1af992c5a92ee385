/** What `--pseudonymize` must let nobody see: names, sign-in names and ids of the tenant and of all that is in it. */
import type { TenantDescription } from '../../mocks/tenant.ts'

/** A shorter one could be part of any word. */
const shortest = 7

export function plantedNames(tenant: TenantDescription): readonly string[] {
  const { environments } = tenant
  const dataverse = environments.flatMap((each) => (each.dataverse === null ? [] : [each.dataverse]))
  const texts = [
    tenant.id,
    tenant.displayName,
    tenant.domain,
    ...tenant.apps.map(({ clientId }) => clientId),
    ...tenant.users.flatMap(({ id, upn, displayName }) => [id, upn, displayName]),
    ...tenant.groups.flatMap(({ id, displayName }) => [id, displayName]),
    ...environments.flatMap(({ id, displayName }) => [id, displayName]),
    ...dataverse.flatMap(({ organizationId, teams }) => [
      organizationId,
      ...teams.flatMap(({ id, name }) => [id, name]),
    ]),
    ...dataverse.flatMap(({ users }) => users.flatMap(({ id, fullName, domainName }) => [id, fullName, domainName])),
  ]
  return [...new Set(texts.map((text) => text.toLowerCase()).filter((text) => text.length >= shortest))]
}

export function namesIn(text: string, names: readonly string[]): string[] {
  const lower = text.toLowerCase()
  return names.filter((name) => lower.includes(name))
}
