/** The staffing, kept in the address: `?digital=3&voice=7&both=1`, and with `cs` the people who need Customer Service rights too. */
import type { StaffingRow } from '../../../model/plan.ts'
import { useQuery } from '../../router/location.ts'

export const channels = ['digital', 'voice', 'both'] as const
export type Channels = (typeof channels)[number]

export interface Staffing {
  readonly countOf: (channel: Channels, withService: boolean) => number
  readonly set: (channel: Channels, withService: boolean, count: number) => void
  readonly rows: readonly StaffingRow[]
}

const most = 1_000_000

function nameOf(channel: Channels, withService: boolean): string {
  return withService ? `cs-${channel}` : channel
}

export function useStaffing(): Staffing {
  const { query, change } = useQuery()
  const countOf = (channel: Channels, withService: boolean): number => {
    const count = Number(query.get(nameOf(channel, withService)) ?? 0)
    return Number.isInteger(count) && count > 0 && count <= most ? count : 0
  }
  const set = (channel: Channels, withService: boolean, count: number): void =>
    change({ [nameOf(channel, withService)]: count > 0 ? String(Math.min(most, Math.floor(count))) : null })
  const rows = [false, true].flatMap((customerService) =>
    channels
      .map((channel) => ({ count: countOf(channel, customerService), channels: channel, customerService, holds: [] }))
      .filter(({ count }) => count > 0),
  )
  return { countOf, set, rows }
}
