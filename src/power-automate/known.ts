/** What the rows are made with: unknown values left out, lists as text. */
import type { z } from 'zod'

/** The row as its schema has it: what is null is not there. */
export function known<T extends z.ZodType>(schema: T, fields: Readonly<Record<string, unknown>>): z.infer<T> {
  return schema.parse(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)))
}

/** null where there is none, so that an empty text is never shown. */
export function listed(values: Iterable<string>): string | null {
  const unique = [...new Set(values)]
  return unique.length === 0 ? null : unique.join(', ')
}

/** A name may hold a line break: in a text of one part per line it must not make a line of its own. */
export function lines(values: readonly string[]): string | null {
  if (values.length === 0) return null
  return values.map((value) => value.replace(/[\r\n\v\f\u0085\u2028\u2029]+/g, ' ')).join('\n')
}
