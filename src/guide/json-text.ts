/** JSON that a person wrote: read whole and without guessing, with words about it that fit one line. Pure. */
import { SchemaError } from '../errors.ts'

/** Without a byte order mark. Throws a TypeError for what is no UTF-8: a wrong letter would be another name. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}

/** Throws a SyntaxError as `JSON.parse`, and a SchemaError for a name that is there twice, of which that takes the last. */
export function parseJsonText(text: string): unknown {
  const value: unknown = JSON.parse(text)
  const name = repeatedName(text)
  if (name !== null) throw new SchemaError(`${shown(name)} is there twice`)
  return value
}

/** The members of the one object that a text holds; `keys` says what they are. */
export function entriesOf(text: string, keys: string): [string, unknown][] {
  const value = parseJsonText(text)
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isObject) throw new SchemaError(`the file: expected an object with ${keys} as keys`)
  return Object.entries(value)
}

/** Two spellings of one key would be two statements about one thing. */
export function mapOnce<T>(entries: readonly (readonly [string, T])[]): Map<string, T> {
  const map = new Map<string, T>()
  for (const [key, value] of entries) {
    if (map.has(key)) throw new SchemaError(`${shown(key)} is there twice`)
    map.set(key, value)
  }
  return map
}

/** A name as it is where it is a plain word, else in quotes; a long one is not repeated. */
export function shown(name: string): string {
  if (/^[\w.@#+-]{1,100}$/.test(name)) return name
  return name.length > 100 ? `a name of ${name.length} characters` : oneLine(JSON.stringify(name))
}

/** Without line breaks and what else would move the text of a terminal. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
}

/** The text is known to be JSON: strings and marks are all that matters of it. */
function repeatedName(text: string): string | null {
  const open: Set<string>[] = []
  let last = ''
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === '{' || token === '[') open.push(new Set())
    else if (token === '}' || token === ']') open.pop()
    else if (token !== ':') last = token
    else {
      const name = String(JSON.parse(last))
      // Readers of objects leave it out without a word.
      if (name === '__proto__') throw new SchemaError('__proto__: no name that a member may have')
      if (open.at(-1)?.has(name) === true) return name
      open.at(-1)?.add(name)
    }
  }
  return null
}
