/** Documents and findings with tokens in the place of names: field by field, and sentences by all names that were seen. */
import { isFields, treatmentOf, type Fields, type Treatment } from './fields.ts'
import type { Pseudonymizer } from './pseudonymizer.ts'
import type { Kind } from './tokens.ts'

/** A copy of what is to be shown; nothing of the original is changed. */
export function pseudonymized<T extends object>(shown: T, pseudonyms: Pseudonymizer): T {
  learnNames(shown, pseudonyms)
  const copy = structuredClone(shown)
  walk(copy, (value, treatment) => {
    if (treatment === 'stays') return value
    return treatment === 'sentence' ? pseudonyms.text(value) : pseudonyms.name(treatment, value)
  })
  return copy
}

/** Names of a document's own fields: those of an older run stand in no row of the newest one, and its sentences hold them. */
export function learnNames(shown: object, pseudonyms: Pseudonymizer): void {
  walk(shown, (value, treatment, field) => {
    if (isKind(treatment)) pseudonyms.learn(treatment, value)
    if (field === 'roleId' || field === 'skuId' || field === 'servicePlanId') pseudonyms.keepIdsIn(value)
    if (field === 'role') pseudonyms.keepName(value)
    if (field === 'text' || field === 'title') learnHolders(value, pseudonyms)
    return value
  })
}

function isKind(treatment: Treatment): treatment is Kind {
  return treatment !== 'stays' && treatment !== 'sentence'
}

/** Who lost a seat that moved is named in sentences alone, and may be in no row any more. */
function learnHolders(sentence: string, pseudonyms: Pseudonymizer): void {
  const name = /^If (.+) had left or was on leave, name the first day of the absence/s.exec(sentence)?.[1]
  pseudonyms.learn('person', name)
}

type Change = (value: string, treatment: Treatment, field: string) => string

function walk(shown: object, change: Change): void {
  const seen = new Set<Fields>()
  if (Array.isArray(shown)) for (const item of shown) if (isFields(item)) walkFields(item, '', change, seen)
  if (isFields(shown)) walkFields(shown, '', change, seen)
}

/** `parent`: the field that holds the object, or the list that it is in. Texts are written only where they change. */
function walkFields(fields: Fields, parent: string, change: Change, seen: Set<Fields>): void {
  // A finding and its group may hold one and the same environment: a token of a token would be a third thing.
  if (seen.has(fields)) return
  seen.add(fields)
  for (const [field, value] of Object.entries(fields)) {
    // Of clauses by id: the guide's own words.
    if (field === 'clauses' && isFields(value)) continue
    const changed = changedValue(value, (text) => change(text, treatmentOf(fields, parent, field), field))
    if (changed !== value) fields[field] = changed
    for (const inner of Array.isArray(changed) ? changed : [changed])
      if (isFields(inner)) walkFields(inner, field, change, seen)
  }
}

function changedValue(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (!Array.isArray(value) || !value.some((item) => typeof item === 'string')) return value
  const items: unknown[] = value
  return items.map((item) => (typeof item === 'string' ? change(item) : item))
}
