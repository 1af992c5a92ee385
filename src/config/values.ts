/** Readers of single values: each throws one line that names the variable, what is wrong and what is allowed. */
import { oneLine } from '../guide/json-text.ts'
import { broken, readValue, type VariableName, type Variables } from './variables.ts'

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A GUID in lower case, `null` where the variable is not set. */
export function readGuid(env: Variables, name: VariableName): string | null {
  const value = readValue(env, name)
  if (value === null) return null
  if (!guid.test(value)) throw broken(name, 'is not a GUID', '8-4-4-4-12 hex digits, as the app registration shows it')
  return value.toLowerCase()
}

/** One of several words, in any case. */
export function readChoice<T extends string>(env: Variables, name: VariableName, choices: readonly T[]): T | null {
  const value = readValue(env, name)
  if (value === null) return null
  const found = choices.find((choice) => choice === value.toLowerCase())
  if (found === undefined) throw broken(name, `is ${quote(value)}`, choices.join(', '))
  return found
}

export interface Range {
  readonly least: number
  readonly most: number
  readonly whole: boolean
  readonly unit: string
}

/** A decimal number within a range. */
export function readNumber(env: Variables, name: VariableName, range: Range): number | null {
  const value = readValue(env, name)
  if (value === null) return null
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
  const isWithin = number >= range.least && number <= range.most && (!range.whole || Number.isInteger(number))
  if (isWithin) return number
  const kind = range.whole ? 'a whole number' : 'a number'
  throw broken(name, `is ${quote(value)}`, `${kind} of ${range.unit} from ${range.least} to ${range.most}`)
}

/** An https origin without trailing slash. The value is not repeated: a URL can hold a password. */
export function readOrigin(env: Variables, name: VariableName): string | null {
  const value = readValue(env, name)
  if (value === null) return null
  const url = URL.parse(value)
  const isOrigin =
    url?.protocol === 'https:' &&
    url.pathname === '/' &&
    !/[?#]/.test(value) &&
    url.username === '' &&
    url.password === ''
  if (url === null || !isOrigin) {
    throw broken(name, 'is not an https origin', 'https://host or https://host:port, without a path')
  }
  return url.origin
}

/** The items of a comma-separated list, blanks around them and empty ones dropped; `null` where nothing is left. */
export function readList(env: Variables, name: VariableName): readonly string[] | null {
  const value = readValue(env, name)
  if (value === null) return null
  const items = value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
  return items.length === 0 ? null : items
}

/** A value in quotes for a message. A long one is not cut but left out: half of a secret that got there would be known to nobody. */
export function quote(value: string): string {
  return value.length > 80 ? `a text of ${value.length} characters` : oneLine(JSON.stringify(value))
}
