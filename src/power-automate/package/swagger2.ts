/** JSON Schema as OpenAPI 2.0 of the connector's schema takes it: nothing that it does not know. */
import { z } from 'zod'

export type JsonObject = { readonly [name: string]: unknown }

const isObject = z.record(z.string(), z.unknown())

/** `additionalProperties`: a client must not break on a field that a later version adds. */
const dropped = ['$schema', '$id', 'additionalProperties']

export function swagger2(given: unknown): JsonObject {
  const schema = isObject.parse(given)
  const kept = Object.entries(schema).filter(([name, value]) => !isDropped(name, value, schema))
  return Object.fromEntries(kept.map(([name, value]) => [name, converted(name, value)]))
}

/** The bounds of a safe integer and the pattern of a date say what the type and the format say already. */
function isDropped(name: string, value: unknown, schema: JsonObject): boolean {
  if (name === 'pattern') return schema['format'] !== undefined
  return dropped.includes(name) || (typeof value === 'number' && Math.abs(value) === Number.MAX_SAFE_INTEGER)
}

function converted(name: string, value: unknown): unknown {
  if (name === 'items') return swagger2(value)
  if (name !== 'properties') return value
  return Object.fromEntries(Object.entries(isObject.parse(value)).map(([field, schema]) => [field, swagger2(schema)]))
}
