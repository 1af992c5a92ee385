/** Times written as ISO 8601, of days that there are. `Date.parse` reads nearly anything: "5" is a month of 2001 to it, and a 30th of February one of March. */

const form = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/i

/** Whether a text is a day of the calendar, `2026-11-24`. */
export function isDay(text: string): boolean {
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(text)
}

/** Milliseconds since the epoch, null for what is no time. Without a zone it is UTC, wherever the program runs. */
export function parseInstant(text: string): number | null {
  const [, day, zone] = form.exec(text) ?? []
  if (day === undefined || !isDay(day)) return null
  const time = Date.parse(`${text}${zone === undefined ? 'Z' : ''}`.toUpperCase())
  return Number.isNaN(time) ? null : time
}
