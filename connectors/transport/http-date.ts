/** HTTP dates in their three forms (RFC 9110, 5.6.7): what is none of them is no date, for `Date.parse` reads nearly everything. Pure. */

const clock = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})'
const forms = [
  `^\\w{3,5}, (?<day>\\d{1,2}) (?<month>\\w{3}) (?<year>\\d{4}) ${clock}(?: GMT)?$`,
  `^\\w{6,9}, (?<day>\\d{2})-(?<month>\\w{3})-(?<year>\\d{2}) ${clock} GMT$`,
  `^\\w{3} (?<month>\\w{3}) (?<day>[ \\d]\\d) ${clock} (?<year>\\d{4})$`,
].map((form) => new RegExp(form, 'i'))

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Milliseconds since the epoch, null for what is no date; the name of the weekday is not compared. All are UTC, said or not. */
export function parseHttpDate(text: string, nowMs: number): number | null {
  const parts = forms.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined)
  if (parts === undefined) return null
  const { day, hour, minute, second } = parts
  const month = months.indexOf(parts['month']?.toLowerCase() ?? '')
  const year = fullYear(parts['year'] ?? '', nowMs)
  const time = Date.UTC(year, month, Number(day), Number(hour), Number(minute), Number(second))
  // A 31st of February would be one of March.
  const isThatTime =
    new Date(time).toISOString().slice(8, 19) === `${day?.trim().padStart(2, '0')}T${hour}:${minute}:${second}`
  return month >= 0 && year >= 100 && isThatTime ? time : null
}

/** Of two digits: the last such year that is not more than 50 years ahead. */
function fullYear(digits: string, nowMs: number): number {
  if (digits.length > 2) return Number(digits)
  const latest = new Date(nowMs).getUTCFullYear() + 50
  return latest - ((latest - Number(digits)) % 100)
}
