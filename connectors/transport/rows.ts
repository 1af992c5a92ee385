/** Rows of a list at the border: each is checked, the good ones are mapped, the bad ones are counted. Knows no API. */
import { z } from 'zod'
import { SchemaError } from '../../src/errors.ts'
import { parseInstant } from '../../src/model/instant.ts'

export interface CheckedRows<R> {
  readonly rows: R[]
  /** How many did not have the expected shape. */
  readonly rejected: number
}

const List = z.object({ value: z.array(z.unknown()) })

/** The elements of an answer's `value`. Throws SchemaError where there is none. */
export function listOf(body: unknown, request: string): unknown[] {
  const parsed = List.safeParse(body)
  if (parsed.success) return parsed.data.value
  throw new SchemaError(
    `${request}: the answer holds no list of rows`,
    'try again; if it stays, report it with the request id',
  )
}

/** `map` gives null for a row that is none of ours: it is left out and not counted. */
export function checkRows<W, R>(
  elements: readonly unknown[],
  wire: z.ZodType<W>,
  map: (row: W) => R | null,
): CheckedRows<R> {
  const rows: R[] = []
  let rejected = 0
  for (const element of elements) {
    const parsed = wire.safeParse(element)
    if (!parsed.success) {
      rejected += 1
      continue
    }
    const row = map(parsed.data)
    if (row !== null) rows.push(row)
  }
  return { rows, rejected }
}

/** A GUID in lower case, as all ids are compared. */
export const Guid = z
  .string()
  .regex(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i)
  .transform((id) => id.toLowerCase())

/** A time that can be read, as the service wrote it; the zone that it leaves out is UTC. */
export const Time = z
  .string()
  .refine((text) => parseInstant(text) !== null)
  .transform((text) => (/(?:z|[+-]\d{2}:\d{2})$/i.test(text) ? text : `${text}Z`))

/** ISO 8601 UTC. The year 1 stands for a time that never was: null. */
export function utcOrNull(time: string | null): string | null {
  return time === null || time.startsWith('0001-') ? null : new Date(time).toISOString()
}

/** Null and absent are the same on these wires: some services omit what others send as null. */
export function orNull<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? null)
}
