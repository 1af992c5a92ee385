/** Times of a cron expression in a time zone. Computes only: who waits for them is `scheduler.ts`. */
import { Cron } from 'croner'

/**
 * The first due time after `afterMs` (milliseconds since 1970), `null` where there is none.
 * A time that a clock change skips is due right after it, one that comes twice is due once. Throws at a broken expression.
 */
export function nextTime(cron: string, timeZone: string, afterMs: number): number | null {
  // A date is taken for an expression that comes due once.
  if (cron.includes(':')) throw new RangeError('a cron expression has no times of day')
  const pattern = new Cron(cron, { timezone: timeZone, mode: '5-or-6-parts', paused: true })
  return pattern.nextRun(new Date(afterMs))?.getTime() ?? null
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat
  } catch {
    return false
  }
}
