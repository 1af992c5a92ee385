/** The query options of a request, checked against those that the route takes. Throws `Refused` with 400. */
import { Refused } from './refused.ts'

export type QueryOptions = ReadonlyMap<string, string>

export interface OptionRules {
  readonly allowed: readonly string[]
  /** The API's error code for what it does not take. */
  readonly code: string
}

export function readQueryOptions(url: URL, { allowed, code }: OptionRules): QueryOptions {
  const options = new Map<string, string>()
  for (const [name, value] of url.searchParams) {
    if (!allowed.includes(name)) throw new Refused(400, code, `'${name}' is not supported by the service.`)
    if (options.has(name)) throw new Refused(400, code, `Query option '${name}' was specified more than once.`)
    options.set(name, value)
  }
  return options
}

/** The names of a comma-separated list, blanks trimmed. */
export function listOf(text: string): string[] {
  return text.split(',').map((name) => name.trim())
}
