/** What belongs to the practice tenant `fabrikam` beside its description: the list of its breaches, what its operator says, and what happens later. */
import { z } from 'zod'
import type { TenantDescription, UserDescription } from './tenant.ts'
import rows from './tenants/fabrikam.expected.json' with { type: 'json' }

/** One breach, worked out by hand. */
const BreachRow = z.strictObject({
  rule: z.string(),
  severity: z.enum(['high', 'medium', 'low', 'info']),
  /** With evidence of use, where that says another. */
  withEvidence: z.enum(['high', 'medium', 'low', 'info']).exactOptional(),
  /** Sign-in name of a user; id of a user without one, of an application, an environment, a SKU or the tenant. */
  subject: z.string(),
  /** Display name; null: the finding is the tenant's. */
  environment: z.string().nullable(),
  /** What tells findings of one subject apart: pool, SKU id, name of a map. */
  key: z.string().exactOptional(),
  /** Found only with what the operator says (`fabrikamOperator`), or only without. Left out: always. */
  when: z.enum(['operator', 'plain']).exactOptional(),
  /** Of `restricted-table-write`. */
  administrator: z.boolean().exactOptional(),
  tables: z.array(z.strictObject({ table: z.string(), operations: z.array(z.string()) })).exactOptional(),
})
export type Breach = z.output<typeof BreachRow>

/** As of the practice day, 24 November 2026, after one sync. */
export const fabrikamBreaches: readonly Breach[] = z.array(BreachRow).parse(rows)

/** What the operator of `fabrikam` says beyond the defaults: environment variables, and the file of people by sign-in name. */
export const fabrikamOperator = {
  env: { SEATLEDGER_ON_PREMISES: 'true' },
  people: {
    'shared.desk@fabrikam.example': { shared: true },
    'partner@fabrikam.example': { external: true },
    'visitor@fabrikam.example': { external: false },
  },
} as const

export interface LaterDay {
  /** Days after the first sync. A sync on each of these days sees what changed. */
  readonly day: number
  readonly change: (tenant: TenantDescription) => TenantDescription
  /** Of `seat-reassigned-early`, after a sync on that day; null: not assessed, for the history is too short. */
  readonly breaches: readonly Breach[] | null
}

const premium = 'fa777b51-d74d-5166-9fc1-2e80ea0c1b1a'
const upnOf = (name: string): string => `${name}@fabrikam.example`

/** The only Premium seat moves on: from who had it long, after 60 days, and again after 30 days though it is bound. */
export const fabrikamLater: readonly LaterDay[] = [
  { day: 31, change: movePremium('agent.twice', 'reserve1', 31), breaches: null },
  { day: 91, change: movePremium('reserve1', 'reserve2', 60), breaches: [movedEarly('low', 'reserve2')] },
  {
    day: 121,
    change: movePremium('reserve2', 'reserve3', 30),
    breaches: [movedEarly('low', 'reserve2'), movedEarly('high', 'reserve3')],
  },
]

/** Everybody goes on signing in as before, so that nobody becomes idle by the clock alone. */
function movePremium(from: string, to: string, days: number): LaterDay['change'] {
  return (tenant) => ({
    ...tenant,
    users: tenant.users.map((user) => {
      const { upn, licenses } = user
      const others = licenses.filter(({ skuId }) => skuId !== premium)
      const seat = licenseOf(premium)
      if (upn === upnOf(from)) return { ...signedInLater(user, days), licenses: others }
      if (upn === upnOf(to)) return { ...signedInLater(user, days), licenses: [...others, seat] }
      return signedInLater(user, days)
    }),
  })
}

function licenseOf(skuId: string): UserDescription['licenses'][number] {
  return { skuId, disabledPlans: [], state: 'Active', byGroup: null }
}

function signedInLater(user: UserDescription, days: number): UserDescription {
  if (user.lastSignIn === undefined) return user
  return { ...user, lastSignIn: new Date(Date.parse(user.lastSignIn) + days * 86_400_000).toISOString() }
}

/** The finding is about who gained the seat. */
function movedEarly(severity: Breach['severity'], to: string): Breach {
  return { rule: 'seat-reassigned-early', severity, subject: upnOf(to), environment: null, key: premium }
}
