/** Fabrikam with a canary in every name, sign-in name and host, and all its ids as canaries: what no output may hold under `--pseudonymize`. */
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { DataverseDescription, Refusal, TenantDescription } from '../../mocks/tenant.ts'

/** In every canary name; it occurs nowhere else. */
export const canary = /quokka/i

/** What names look like: plain, and with what expressions, JSON, URLs, terminals and tables act on. */
const shapes: readonly ((mark: string) => string)[] = [
  (mark) => mark,
  (mark) => `${mark} Zephyr`,
  (mark) => `${mark} (a+)+$ [x] {2} \\d "q" 'r' \`s\``,
  (mark) => `=1+1|${mark}! & <b>${mark}</b>`,
  (mark) => `\u202e${mark}\u200b \u001b[31mred\u001b[0m`,
  (mark) => `${mark} \ud83d lone \udc00`,
  (mark) => `${mark} 100% %41 ~ /v1.0/users/${mark}`,
  (mark) => `${mark}${' very'.repeat(2000)} long ${mark}`,
  (mark) => `Ünï ${mark} 田中 – Łódź`,
  (mark) => `${mark}\n\t${mark}`,
]

export function canaryTenant(refusals: readonly Refusal[] = []): TenantDescription {
  const tenant = loadTenant('fabrikam')
  let count = 0
  const give = (): string => {
    count += 1
    const shape = shapes[count % shapes.length] ?? String
    return shape(`Quokka${count}`)
  }
  const signIn = (name: string): string => name.replace(tenant.domain, 'quokka-domain.example')
  return {
    ...tenant,
    displayName: 'Quokka GmbH',
    domain: 'quokka-domain.example',
    users: tenant.users.map((user, index) => ({
      ...user,
      displayName: index === 5 ? 'Quokka' : give(),
      upn: index % 4 === 1 ? `Quokka.${index}_else.example#EXT#@quokka-domain.example` : signIn(user.upn),
    })),
    groups: tenant.groups.map((group) => ({ ...group, displayName: give() })),
    environments: tenant.environments.map((environment, index) => ({
      ...environment,
      displayName: give(),
      dataverse: environment.dataverse === null ? null : withCanaries(environment.dataverse, index, give, signIn),
    })),
    billingPolicies: tenant.billingPolicies.map((policy) => ({ ...policy, name: give() })),
    deletedUsers: (tenant.deletedUsers ?? []).map((user) => ({ ...user, displayName: give(), upn: signIn(user.upn) })),
    refusals: [...tenant.refusals, ...refusals],
  }
}

function withCanaries(
  dataverse: DataverseDescription,
  index: number,
  give: () => string,
  signIn: (name: string) => string,
): DataverseDescription {
  return {
    ...dataverse,
    domain: `quokka-org${index}`,
    businessUnits: dataverse.businessUnits.map((unit) => ({ ...unit, name: give() })),
    teams: dataverse.teams.map((team) => ({ ...team, name: give() })),
    users: dataverse.users.map((user) => ({ ...user, fullName: give(), domainName: signIn(user.domainName) })),
  }
}

/** Ids of the tenant, its people, groups, teams, environments, applications and policies. Those of Microsoft's applications are not its own. */
export function canaryIds(tenant: TenantDescription): readonly string[] {
  const microsofts = /-0000-0000-c000-000000000000$|^f1752846-f0df-4766-96f5-c109adf67d7f$/
  const ids = [
    tenant.id,
    ...tenant.apps.map(({ clientId }) => clientId),
    ...[...tenant.users, ...(tenant.deletedUsers ?? []), ...tenant.groups, ...tenant.billingPolicies].map(
      ({ id }) => id,
    ),
    ...tenant.environments.flatMap(({ id, dataverse }) => [
      id,
      ...(dataverse === null
        ? []
        : [
            dataverse.organizationId,
            ...dataverse.teams.map((team) => team.id),
            ...dataverse.users.flatMap((user) => [user.id, user.applicationId ?? user.id]),
          ]),
    ]),
  ]
  return [...new Set(ids.map((id) => id.toLowerCase()))].filter((id) => !microsofts.test(id))
}

/** Canaries that a text holds, in any case, encoded, or with the dashes left out of ids. */
export function canariesIn(text: string, tenant: TenantDescription): readonly string[] {
  const found: string[] = []
  for (const written of new Set([text, decoded(text)])) {
    const word = canary.exec(written)
    if (word !== null) found.push(written.slice(Math.max(0, word.index - 60), word.index + 60))
    const lower = written.toLowerCase()
    for (const id of canaryIds(tenant)) {
      if (lower.includes(id) || lower.includes(id.replaceAll('-', ''))) found.push(id)
    }
  }
  return [...new Set(found)]
}

function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
}
