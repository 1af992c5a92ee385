/** The staffing as the tenant stands: who holds a Contact Center or legacy seat and uses it, and who has an agent's role without one. */
import type { Edition } from '../guide/edition.ts'
import type { LicenseProfile } from '../licenses/profile.ts'
import type { Finding } from '../model/finding.ts'
import type { Person } from '../model/licensing.ts'
import type { StaffingRow } from '../model/plan.ts'
import { planIds, type PlanId } from '../model/pool.ts'
import { compareText } from '../model/text-order.ts'
import { customerServiceFamily } from '../seats/overlap.ts'
import type { IdleSeat } from './stock.ts'

export interface TenantStaff {
  readonly people: Iterable<Person>
  readonly planOfSku: ReadonlyMap<string, PlanId>
  /** What a legacy SKU must become: its channels are those of that plan. */
  readonly successorOfSku: ReadonlyMap<string, PlanId>
  readonly findings: readonly Finding[]
  readonly idle: readonly IdleSeat[]
  readonly profileOf: (person: Person) => LicenseProfile
  readonly edition: Edition
}

export interface CurrentStaffing {
  readonly staffing: StaffingRow[]
  /** Agents without a seat: of them nothing says which channels they use. */
  readonly agentsWithoutSeat: number
}

type Channel = 'digital' | 'voice'
type Need = Omit<StaffingRow, 'count'>

export function currentStaffing(staff: TenantStaff): CurrentStaffing {
  const agents = agentsWithoutSeat(staff.findings)
  const idle = new Set(staff.idle.map(({ personId, skuId }) => `${personId} ${skuId}`))
  const needs: Need[] = []
  const seen = new Set<string>()
  for (const person of staff.people) {
    if (seen.has(person.id)) continue
    seen.add(person.id)
    const need = needOf(person, staff, { isAgent: agents.has(person.id), idle })
    if (need !== null) needs.push(need)
  }
  for (const agent of agents) if (!seen.has(agent)) needs.push({ channels: 'both', customerService: false, holds: [] })
  return { staffing: rowsOf(needs), agentsWithoutSeat: agents.size }
}

/** People of open findings; for information only are those who cannot sign in. */
function agentsWithoutSeat(findings: readonly Finding[]): Set<string> {
  const open = findings.filter(
    ({ rule, status, severity }) => rule === 'unlicensed-agent' && status === 'open' && severity !== 'info',
  )
  return new Set(open.map(({ subject }) => subject.id))
}

interface About {
  readonly isAgent: boolean
  readonly idle: ReadonlySet<string>
}

/** null: no need. An idle seat is none, and neither is one of an account that is disabled. */
function needOf(person: Person, staff: TenantStaff, { isAgent, idle }: About): Need | null {
  if (person.accountEnabled === false) return null
  const profile = staff.profileOf(person)
  const held = profile.held.flatMap(({ skuId, live }) => {
    const plan = staff.planOfSku.get(skuId)
    return plan === undefined || !live || idle.has(`${person.id} ${skuId}`) ? [] : [{ skuId, plan }]
  })
  const channels = new Set(held.flatMap(({ skuId, plan }) => channelsOf(plan, skuId, staff)))
  if (isAgent) for (const channel of ['digital', 'voice'] as const) channels.add(channel)
  const [only] = channels
  if (only === undefined) return null
  const customerService = profile.families.has(customerServiceFamily)
  const plans = new Set(held.map(({ plan }) => plan))
  // Rights that come with another license count as the plan that stands for them.
  if (customerService && !plans.has('customer-service-premium')) plans.add('customer-service-enterprise')
  return {
    channels: channels.size > 1 ? 'both' : only,
    customerService,
    holds: planIds.filter((plan) => plans.has(plan)),
  }
}

function channelsOf(plan: PlanId, skuId: string, { successorOfSku, edition }: TenantStaff): readonly Channel[] {
  const serving = plan === 'legacy-omnichannel' ? successorOfSku.get(skuId) : plan
  return edition.plans.find(({ id }) => id === serving)?.channels ?? []
}

function rowsOf(needs: readonly Need[]): StaffingRow[] {
  const rows = Map.groupBy(needs, ({ channels, customerService, holds }) =>
    [channels, customerService, ...holds].join(),
  )
  return [...rows]
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([, same]) => (same[0] === undefined ? [] : [{ count: same.length, ...same[0] }]))
}
