/** How the tables of the contact center are asked about one month: channels, filters, and durations in minutes (usage-sources.md 1, 2). */
import type { EvidencePeriod } from '../../src/model/connectors.ts'
import type { FeatureTable, FeatureTableName } from '../../src/model/features.ts'
import { setOf } from './feature-set.ts'
import type { Read } from './read-set.ts'

/** Values of `msdyn_channel`. */
export const channels = { entityRecords: 192350000, voiceCall: 192440000 } as const

/** What an estimate is made of, and how many rows could not be read on the way. */
export interface Counted {
  readonly low: number
  readonly estimate: number
  readonly high: number
  readonly rejected: number
  readonly requestId: string | null
}

/** One environment's contact center in one month. */
export interface Month {
  readonly read: Read
  readonly period: EvidencePeriod
  readonly installed: readonly FeatureTable[]
}

/** A query of a feature table; null where the table is not installed. Columns are few, for rows are many. */
export function queryOf(
  { installed }: Month,
  name: FeatureTableName,
  { columns, filter }: { readonly columns: string; readonly filter: string },
): string | null {
  const set = setOf(installed, name)
  return set === null ? null : `${set}?$select=${columns}&$filter=${encodeURIComponent(filter)}`
}

/** Rows are read page by page and counted here: the service counts no further than 5,000, and aggregates no more than 50,000. */
export function within(column: string, { from, to }: EvidencePeriod): string {
  return `${column} ge ${from} and ${column} lt ${to}`
}

/** The column of a conversation is a multi-select choice, which no comparison takes. */
export function conversationsOf(channel: number, period: EvidencePeriod): string {
  const ofChannel = `Microsoft.Dynamics.CRM.ContainValues(PropertyName='msdyn_channel',PropertyValues=['${channel}'])`
  return `${ofChannel} and ${within('createdon', period)}`
}

const minuteMs = 60_000

/** Minutes from one time to another, not below 0. */
export function minutesBetween(from: string, to: string): number {
  return Math.max(0, Date.parse(to) - Date.parse(from)) / minuteMs
}
