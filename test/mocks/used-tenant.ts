/** The small tenant, in use: sign-ins, license changes, add-on units, writes, maps, telephony, apps and conversations. */
import type { DataverseDescription, TenantDescription, UserDescription } from '../../mocks/tenant.ts'
import { customerService, ids, sales, smallTenant } from './small-tenant.ts'

/** When the practice cloud is asked. */
export const now = Date.parse('2026-11-24T08:00:00Z')

/** Signed in: the first daily, the second long ago with a failed attempt since; the others never. */
function signedIn(user: UserDescription, index: number): UserDescription {
  if (index === 0) return { ...user, lastSignIn: '2026-11-23T09:00:00Z' }
  if (index === 1) return { ...user, lastSignIn: '2026-05-01T09:00:00Z', lastAttempt: '2026-11-20T09:00:00Z' }
  return user
}

const usage: Partial<DataverseDescription> = {
  language: 1031,
  audit: { on: true, tables: ['incident'] },
  uses: [
    { user: ids.systemUser(1), table: 'incident', operation: 'create', at: '2026-11-02T08:00:00Z', row: 'first' },
    { user: ids.systemUser(2), table: 'incident', operation: 'update', at: '2026-11-03T08:00:00Z', row: 'first' },
    { user: ids.systemUser(1), table: 'incident', operation: 'create', at: '2026-11-04T08:00:00Z', times: 3 },
    { user: ids.systemUser(3), table: 'incident', operation: 'update', at: '2026-11-05T08:00:00Z' },
    { user: ids.systemUser(3), table: 'incident', operation: 'delete', at: '2026-11-06T08:00:00Z' },
    { user: ids.systemUser(4), table: 'goal', operation: 'create', at: '2026-11-07T08:00:00Z' },
    {
      user: ids.systemUser(2),
      through: ids.systemUser(4),
      table: 'incident',
      operation: 'create',
      at: '2026-11-08T08:00:00Z',
    },
  ],
  dualWriteMaps: [
    {
      name: '[CDS work orders] - [goals]',
      version: '1.0.0.9',
      legs: [{ table: 'goal', external: 'CDS work orders', direction: 'to-finance' }],
    },
    {
      name: '[CDS work orders] - [goals]',
      version: '1.0.0.10',
      legs: [{ table: 'goal', external: 'CDS work orders', direction: 'both' }],
      runtime: 'active',
    },
  ],
  telephony: [{ provider: 'acs' }, { provider: 'twilio', active: false, trial: true }],
  apps: [{ id: ids.policy, name: 'Workspace', uniqueName: 'msdyn_CustomerServiceWorkspace', roles: [ids.agentRole] }],
  conversations: [
    { at: '2026-11-02T09:00:00Z', minutes: 10, channel: 'record', record: 'case 1', sessions: 2 },
    { at: '2026-11-03T09:00:00Z', minutes: 10, channel: 'record', record: 'case 1' },
    { at: '2026-11-03T10:00:00Z', minutes: 12, channel: 'voice', botMinutes: 4, transcribedMinutes: 8 },
    { at: '2026-11-04T10:00:00Z', minutes: 5, channel: 'chat', times: 2 },
  ],
}

export const usedTenant: TenantDescription = {
  ...smallTenant,
  users: smallTenant.users.map(signedIn),
  deletedUsers: [
    { id: ids.user(90), upn: 'gone@contoso.example', displayName: 'Gone', deletedAt: '2026-11-10T00:00:00Z' },
    { id: ids.user(91), upn: 'long.gone@contoso.example', displayName: 'Long gone', deletedAt: '2026-10-01T00:00:00Z' },
  ],
  licenseEvents: [
    { at: '2026-10-01T10:00:00Z', userId: ids.user(0), before: [], after: [customerService] },
    { at: '2026-11-01T10:00:00Z', userId: ids.user(0), before: [customerService, sales], after: [customerService] },
    { at: '2026-11-02T10:00:00Z', userId: ids.user(1), before: [], after: [sales], detail: 'elsewhere', by: 'group' },
    { at: '2026-11-03T10:00:00Z', userId: ids.user(2), before: [sales], after: [sales], by: 'nobody' },
    { at: '2026-11-04T10:00:00Z', userId: ids.user(90), before: [sales], after: [], detail: 'lost' },
  ],
  currencies: [
    {
      currency: 'MCSMessages',
      purchased: 25_000,
      allocated: 10_000,
      consumed: 1200,
      lastUpdated: '2026-11-23T00:00:00Z',
    },
  ],
  environments: smallTenant.environments.map((environment) =>
    environment.dataverse === null
      ? environment
      : {
          ...environment,
          allocations: [{ currency: 'MCSMessages', units: 10_000 }],
          dataverse: {
            ...environment.dataverse,
            ...usage,
            users: environment.dataverse.users.map((user, index) => (index === 4 ? { ...user, isBot: true } : user)),
            roles: environment.dataverse.roles.map((role, index) => (index === 0 ? { ...role, managed: true } : role)),
          },
        },
  ),
}
