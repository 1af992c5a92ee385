/** The figures of an edition, each to be changed in turn: so it shows that none of them stands in the engine. */
import type { Edition } from '../../src/guide/edition.ts'

export type Path = readonly (string | number)[]

/** Every number of an edition, by its path. */
export function figuresOf(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'number') return [path]
  if (Array.isArray(value)) return value.flatMap((item, index) => figuresOf(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => figuresOf(item, [...path, key]))
}

/** A copy of the edition with the figure doubled (0 becomes 1). */
export function withChanged(edition: Edition, path: Path): Edition {
  const copy = structuredClone(edition)
  const holder = path.slice(0, -1).reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), copy)
  const key = path.at(-1) ?? ''
  const before: unknown = Reflect.get(Object(holder), key)
  Reflect.set(Object(holder), key, Number(before) * 2 || 1)
  return copy
}
