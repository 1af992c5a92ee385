/** Figures as people read them, always with their unit. What is not known is said, and is never 0. */
import type { Pool } from '../../model/pool.ts'

export const notKnown = 'not known'

const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 })
const whole = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 0 })
const money = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

export function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? notKnown : plain.format(value)
}

export function quantity(value: number | null | undefined, unit: string): string {
  return value === null || value === undefined ? notKnown : `${plain.format(value)} ${unit}`
}

export function signed(value: number, unit: string): string {
  return `${value > 0 ? '+' : ''}${plain.format(value)} ${unit}`
}

export function percent(share: number | null): string {
  return share === null ? notKnown : whole.format(share)
}

/** In the currency of the prices, which the documents leave to their sources and sentences. */
export function price(value: number | null | undefined): string {
  return value === null || value === undefined ? notKnown : money.format(value)
}

export function count(value: number, one: string, many = `${one}s`): string {
  return `${plain.format(value)} ${value === 1 ? one : many}`
}

export function unitOf({ unit, period }: Pick<Pool, 'unit' | 'period'>): string {
  return period === null ? unit : `${unit} a month`
}

/** What the status of a pool rests on: the service's total for storage, the guide's for what counts by the month. */
export function totalOf(pool: Pool): number | null {
  return pool.period === null ? (pool.reported?.total ?? null) : pool.entitled
}

export function shareUsed(pool: Pool): number | null {
  const total = totalOf(pool)
  return total === null || total === 0 || pool.consumed === null ? null : pool.consumed / total
}
