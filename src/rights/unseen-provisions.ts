/** The page "what no API shows": what an edition says that a person must check. */
import type { Edition } from '../guide/edition.ts'
import type { UnseenProvision } from '../model/rights.ts'

/** In the order of the edition; each rests on the clause of that id. */
export function unseenProvisions({ provisions }: Edition): UnseenProvision[] {
  return provisions.map(({ title, text, clause }) => ({ title, text, clause }))
}
