/** Times of the seat ledger: ISO 8601 UTC, to the millisecond or not, so that they are compared as times and never as texts. */
import { dayMs } from '../units.ts'
export function compareTimes(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b)
}

export function isAfter(a: string, b: string): boolean {
  return compareTimes(a, b) > 0
}

export function earlierOf(a: string, b: string): string {
  return isAfter(a, b) ? b : a
}

export function laterOf(a: string, b: string): string {
  return isAfter(a, b) ? a : b
}

/** Whether fewer than so many full days lie between: 90 days and 0 seconds are 90 full days. */
export function isWithinDays(from: string, to: string, days: number): boolean {
  return compareTimes(to, from) < days * dayMs
}

/** ISO 8601 UTC. */
export function daysAfter(time: string, days: number): string {
  return new Date(Date.parse(time) + days * dayMs).toISOString()
}

/** Full days that have passed between two times. */
export function fullDaysBetween(from: string, to: string): number {
  return Math.floor(compareTimes(to, from) / dayMs)
}
