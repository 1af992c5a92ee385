/** What is planned for, kept in the address: `?digital=3&voice=7&both=1`; `cs-` and `held-` before a name say what else they need or have. */
import type { StaffingRow } from '../../../model/plan.ts'
import { useQuery } from '../../router/location.ts'

export const channels = ['digital', 'voice', 'both'] as const
export type Channels = (typeof channels)[number]

/** `cs`: they need Customer Service Enterprise rights too; `held`: they need and hold them. */
export const groups = ['', 'cs-', 'held-'] as const
export type Group = (typeof groups)[number]

export interface Staffing {
  readonly countOf: (group: Group, channel: Channels) => number
  readonly set: (group: Group, channel: Channels, count: number) => void
  readonly rows: readonly StaffingRow[]
}

const most = 1_000_000

export function useStaffing(): Staffing {
  const { query, change } = useQuery()
  const countOf = (group: Group, channel: Channels): number => {
    const count = Number(query.get(group + channel) ?? 0)
    return Number.isInteger(count) && count > 0 && count <= most ? count : 0
  }
  const set = (group: Group, channel: Channels, count: number): void =>
    change({ [group + channel]: count > 0 ? String(Math.min(most, Math.floor(count))) : null })
  const rows = groups.flatMap((group) =>
    channels.map((channel) => rowOf(group, channel, countOf(group, channel))).filter(({ count }) => count > 0),
  )
  return { countOf, set, rows }
}

function rowOf(group: Group, channel: Channels, count: number): StaffingRow {
  const holds: StaffingRow['holds'] = group === 'held-' ? ['customer-service-enterprise'] : []
  return { count, channels: channel, customerService: group !== '', holds }
}
