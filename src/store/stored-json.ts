/** Reads JSON that a store holds: what does not fit the schema is an error of the store, never a default. */
import type { z } from 'zod'
import { UnreadableRow } from './store-errors.ts'

/** `what` ends "The store holds …": a run, a finding, rows of people. */
export function parseStored<T>(schema: z.ZodType<T>, text: string, what: string): T {
  const result = schema.safeParse(jsonOf(text))
  if (result.success) return result.data
  throw new UnreadableRow(what)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
