/** What a type of Graph looks like: its properties with their types, and an object as the answer to a `$select`. */
import { Refused } from '../refused.ts'

export interface Property<Item> {
  /** The type that a literal of a filter must have; `complex` is not compared. */
  readonly type: 'string' | 'guid' | 'boolean' | 'dateTime' | 'number' | 'complex'
  /** Undefined where this object has no such property. */
  readonly read: (item: Item) => unknown
}

type Properties<Item> = ReadonlyMap<string, Property<Item>>

export interface GraphType<Item> {
  /** `user`, in messages. */
  readonly name: string
  readonly properties: Properties<Item>
  /** What comes without `$select`. */
  readonly defaults: readonly string[]
  /** `assignedLicenses/skuId` and the like: what a lambda may ask. */
  readonly lambdas: ReadonlyMap<string, 'guid' | 'string'>
  /** Why this tenant does not give a property that exists. */
  readonly refusals?: ReadonlyMap<string, () => Refused>
}

/** Properties that live outside the directory: lists do not give them. */
const elsewhere = [
  'aboutMe',
  'birthday',
  'hireDate',
  'interests',
  'mySite',
  'pastProjects',
  'preferredName',
  'responsibilities',
  'schools',
  'skills',
  'mailboxSettings',
]

/** Throws `Refused` with 400, 403 or 501 for a property that cannot be asked for. */
export function requireSelectable<Item>(type: GraphType<Item>, names: readonly string[]): void {
  for (const name of names) {
    if (elsewhere.includes(name)) throw new Refused(501, 'NotImplemented', `Property '${name}' is not supported here.`)
    const refusal = type.refusals?.get(name)
    if (refusal !== undefined) throw refusal()
    if (type.properties.has(name)) continue
    const text = `Could not find a property named '${name}' on type 'microsoft.graph.${type.name}'.`
    throw new Refused(400, 'BadRequest', `Parsing OData Select and Expand failed: ${text}`)
  }
}

/** Only what was asked for, in that order. */
export function project<Item>(type: GraphType<Item>, item: Item, names: readonly string[]): Record<string, unknown> {
  const entries: [string, unknown][] = []
  for (const name of names) {
    const value = type.properties.get(name)?.read(item)
    if (value !== undefined) entries.push([name, value])
  }
  return Object.fromEntries(entries)
}

/** Properties that exist and that no practice tenant fills. */
export function emptyProperties<Item>(names: readonly string[]): [string, Property<Item>][] {
  return names.map((name) => [name, { type: 'string', read: () => null }])
}
