/** Sign-in names and mail addresses in a text, those of guests (`ada_contoso.com#EXT#@fabrikam.onmicrosoft.com`) too. */
import type { Found } from './guids.ts'

/** What a local part does not hold, and what a domain does not. */
const outOfLocal = /[\s"`<>()[\]{},;:|\\/=*@]/
const outOfDomain = /[\s"'`<>()[\]{},;:|\\/=*@?!#&…]/

/** From each `@` in both directions: an expression would begin at every character and cost the square of a long text. */
export function* signInNamesIn(text: string): Generator<Found> {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const start = startOfLocal(text, at)
    const end = endOfDomain(text, at)
    if (start < at && end > at + 1) yield { start, end, value: text.slice(start, end).toLowerCase() }
  }
}

function startOfLocal(text: string, at: number): number {
  let start = at
  while (start > 0 && !outOfLocal.test(text[start - 1] ?? '')) start -= 1
  // A quotation mark before the name is none of its letters.
  while (start < at && text[start] === "'") start += 1
  return start
}

function endOfDomain(text: string, at: number): number {
  let end = at + 1
  while (end < text.length && !outOfDomain.test(text[end] ?? '')) end += 1
  while (end > at && /[.-]/.test(text[end - 1] ?? '')) end -= 1
  return end
}
