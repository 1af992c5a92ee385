/** What a FetchXML query finds: rows joined over its links, as they are, distinct, or counted per group. */
import { Refused } from '../../refused.ts'
import { compareValues } from '../../odata/matches.ts'
import type { Row } from '../rows.ts'
import type { Store } from '../store.ts'
import type { TableDefinition } from '../table-definitions.ts'
import { columnFor, compileFilter } from './conditions.ts'
import { fetchError, type FetchAttribute, type FetchEntity, type FetchQuery } from './fetch-xml.ts'

/** An aggregate looks at no more. */
const mostAggregated = 50_000

/** One value of the answer: the name that it gets, where it is found, and what is done with it. */
interface Output {
  readonly attribute: FetchAttribute
  readonly name: string
  readonly read: (tuple: Tuple) => unknown
}

/** A row per element of the query, by alias; the entity's own alias is empty. */
type Tuple = ReadonlyMap<string, Row>

export interface FetchNeeds {
  readonly store: Store
  readonly now: number
}

/** Throws `Refused` with 400. */
export function fetchRows(query: FetchQuery, needs: FetchNeeds): readonly Row[] {
  const outputs = outputsOf(withAllUnlessNamed(query.entity), '', needs.store)
  const tuples = joined(query.entity, needs)
  if (query.isAggregate) return ordered(query.entity, counted(query, outputs, tuples), outputs)
  const stray = outputs.find(({ attribute }) => attribute.aggregate !== null || attribute.isGroup)
  if (stray !== undefined) throw fetchError(`'${stray.attribute.name}' is aggregated, the fetch is not.`)
  const { primaryId } = tableOf(query.entity.name, needs.store)
  const rows = tuples.map((tuple): Row => {
    const own = query.isDistinct ? {} : { '@odata.etag': 'W/"1397640"', [primaryId]: tuple.get('')?.[primaryId] }
    return { ...own, ...Object.fromEntries(outputs.map(({ name, read }) => [name, read(tuple) ?? null])) }
  })
  const found = query.isDistinct ? [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()] : rows
  return ordered(query.entity, found, outputs).slice(0, query.top ?? undefined)
}

export function tableOf(name: string, store: Store): TableDefinition {
  const table = store.get(name)
  if (table?.refusal !== undefined) throw table.refusal()
  if (table !== undefined) return table.definition
  throw new Refused(400, '0x80041102', `The entity with a name = '${name}' was not found in the MetadataCache.`)
}

/** Rows of the entity that pass, each with every combination of linked rows that pass. */
function joined(entity: FetchEntity, needs: FetchNeeds): Tuple[] {
  const rows = passing(entity, needs)
  return rows.flatMap(expander(entity, '', needs))
}

function expander(entity: FetchEntity, alias: string, needs: FetchNeeds): (row: Row) => Tuple[] {
  const table = tableOf(entity.name, needs.store)
  const links = entity.links.map((link) => {
    const from = columnFor(link.from, tableOf(link.name, needs.store))
    const byKey = Map.groupBy(passing(link, needs), (row) => row[from])
    return { to: columnFor(link.to, table), byKey, expand: expander(link, link.alias, needs) }
  })
  return (row) => {
    let tuples: Tuple[] = [new Map([[alias, row]])]
    for (const { to, byKey, expand } of links) {
      const found = (byKey.get(row[to]) ?? []).flatMap(expand)
      tuples = tuples.flatMap((tuple) => found.map((other) => new Map([...tuple, ...other])))
    }
    return tuples
  }
}

function passing(entity: FetchEntity, { store, now }: FetchNeeds): readonly Row[] {
  const table = tableOf(entity.name, store)
  const tests = entity.filters.map((filter) => compileFilter(filter, { table, now }))
  return (store.get(entity.name)?.rows() ?? []).filter((row) => tests.every((passes) => passes(row)))
}

/** An entity that names no attribute gives them all. */
function withAllUnlessNamed(entity: FetchEntity): FetchEntity {
  return entity.attributes.length === 0 ? { ...entity, hasAllAttributes: true } : entity
}

/** Values of linked tables are named by their alias: `session.msdyn_channel`. */
function outputsOf(entity: FetchEntity, alias: string, store: Store): Output[] {
  const table = tableOf(entity.name, store)
  const all = Object.keys(table.columns)
  const named: FetchAttribute[] = entity.hasAllAttributes
    ? all.map((name) => ({ name, alias: null, aggregate: null, isGroup: false, isDistinct: false }))
    : [...entity.attributes]
  const secret = named.find(({ name }) => table.secrets.includes(name))
  if (secret !== undefined) throw fetchError(`A request would read a secret: ${secret.name}.`)
  const own = named.map((attribute): Output => {
    const column = columnFor(attribute.name, table)
    const name = attribute.alias ?? (alias === '' ? column : `${alias}.${attribute.name}`)
    return { attribute, name, read: (tuple) => tuple.get(alias)?.[column] }
  })
  return [...own, ...entity.links.flatMap((link) => outputsOf(link, link.alias, store))]
}

/** Throws `Refused` with 400 where too many rows would have to be looked at. */
function counted(query: FetchQuery, outputs: readonly Output[], tuples: readonly Tuple[]): Row[] {
  const odd = outputs.find(
    ({ attribute: { alias, aggregate, isGroup } }) => alias === null || (aggregate !== null) === isGroup,
  )
  if (odd !== undefined) throw fetchError(`'${odd.attribute.name}' needs an alias, and groupby or an aggregate.`)
  if (tuples.length > Math.min(mostAggregated, query.aggregateLimit ?? Infinity)) {
    throw new Refused(400, '0x8004E023', 'AggregateQueryRecordLimit exceeded. Cannot perform this operation.')
  }
  const groups = outputs.filter(({ attribute }) => attribute.isGroup)
  const keyOf = (tuple: Tuple): string => JSON.stringify(groups.map(({ read }) => read(tuple) ?? null))
  const parts = groups.length === 0 ? [tuples] : [...Map.groupBy(tuples, keyOf).values()]
  return parts.map((part) => {
    const values = outputs.map(({ attribute, name, read }): [string, unknown] => [
      name,
      aggregated(attribute, part.map(read)),
    ])
    // A group of nobody has no value, and the service leaves out what has none.
    return Object.fromEntries(values.filter(([, value]) => value !== null && value !== undefined))
  })
}

function aggregated({ aggregate, isDistinct }: FetchAttribute, all: readonly unknown[]): unknown {
  if (aggregate === null) return all[0]
  if (aggregate === 'count') return all.length
  const some = all.filter((value) => value !== null && value !== undefined)
  if (aggregate === 'countcolumn') return isDistinct ? new Set(some).size : some.length
  const sorted = some.toSorted(compareValues)
  if (aggregate === 'max') return sorted.at(-1)
  if (aggregate === 'min') return sorted[0]
  const sum = some.reduce<number>((total, value) => total + Number(value), 0)
  return aggregate === 'sum' ? sum : sum / some.length
}

function ordered(entity: FetchEntity, rows: readonly Row[], outputs: readonly Output[]): readonly Row[] {
  const keys = entity.orders.map(({ by, isDescending }) => {
    const output = outputs.find(({ attribute, name }) => name === by || attribute.name === by)
    if (output === undefined) throw fetchError(`The order by '${by}' names nothing that is fetched.`)
    return { name: output.name, sign: isDescending ? -1 : 1 }
  })
  if (keys.length === 0) return rows
  return rows.toSorted((left, right) => {
    for (const { name, sign } of keys) {
      const order = compareValues(left[name], right[name])
      if (order !== 0) return order * sign
    }
    return 0
  })
}
