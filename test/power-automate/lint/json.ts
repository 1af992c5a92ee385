/** Reading JSON whose shape is not known: what is not there, or is something else, is empty. */
import { z } from 'zod'

export type Json = z.infer<ReturnType<typeof z.json>>
export interface JsonObject {
  [name: string]: Json
}

export function parseJson(text: string): Json {
  return z.json().parse(JSON.parse(text))
}

export function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** What lies under the names, one after another. */
export function at(value: Json | undefined, ...names: readonly string[]): Json | undefined {
  let found = value
  for (const name of names) found = objectOf(found)[name]
  return found
}

/** Every value below with its path, the value itself first. */
export function* walk(value: Json, path: readonly string[] = []): Generator<{ value: Json; path: readonly string[] }> {
  yield { value, path }
  if (typeof value !== 'object' || value === null) return
  for (const [name, below] of Object.entries(value)) yield* walk(below, [...path, name])
}
