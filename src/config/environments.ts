/** Which environments are in scope, as the operator wrote it; names are matched when the environments are known. */
import { readList } from './values.ts'
import { broken, readValue, type Variables } from './variables.ts'

/** Ids or names. `exclude` wins over `include`. */
export interface EnvironmentScope {
  readonly include: 'all' | readonly string[]
  readonly exclude: readonly string[]
}

/** `all` (default), or ids and names; `-NAME` leaves one out, and alone means all but that one. */
export function readEnvironmentScope(env: Variables): EnvironmentScope {
  const name = 'SEATLEDGER_ENVIRONMENTS'
  const items = readList(env, name)
  if (items === null && readValue(env, name) === null) return { include: 'all', exclude: [] }
  const exclude = (items ?? []).filter((item) => item.startsWith('-')).map((item) => item.slice(1).trim())
  const include = (items ?? []).filter((item) => !item.startsWith('-'))
  if (items === null || exclude.includes('')) {
    throw broken(name, 'names no environment', 'all, or ids and names separated by commas, -NAME to leave one out')
  }
  const isAll = include.length === 0 || include.some((item) => item.toLowerCase() === 'all')
  return { include: isAll ? 'all' : include, exclude }
}
