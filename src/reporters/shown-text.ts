/** Texts of an export as a person reads them: nothing that acts, nothing invisible, nothing that a file cannot hold. JSON keeps them as they are. */
import { harmless } from './terminal/harmless.ts'

/** No text may hold them, and XML not at all. */
const noncharacters = /\p{Noncharacter_Code_Point}/gu

export function shownText(text: string): string {
  const shown = harmless(text).replace(noncharacters, '')
  return shown.trim() === '' && text !== '' ? '(nothing visible)' : shown
}

/** A spreadsheet would take it for a formula, also behind a blank. */
export function looksLikeFormula(text: string): boolean {
  return /^[\s'"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(text)
}
