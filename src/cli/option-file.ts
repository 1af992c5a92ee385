/** A JSON file that an option names: read, parsed, and refused in one sentence that names option, file and entry. */
import { readFileSync } from 'node:fs'
import { ConfigurationError, SchemaError } from '../errors.ts'
import { decodeText } from '../guide/json-text.ts'

/** What `parse` makes of the file's text; a byte order mark before it is no part of it. */
export function readOptionFile<T>(option: string, path: string, parse: (text: string) => T): T {
  try {
    return parse(decodeText(readFileSync(path)))
  } catch (error) {
    throw new ConfigurationError(`${option} ${JSON.stringify(path)}: ${wrongIn(error)}`, null, 'usage')
  }
}

/** A syntax error would quote the file, which may be the wrong one and hold anything. */
function wrongIn(error: unknown): string {
  if (error instanceof SyntaxError) return 'is no JSON'
  if (error instanceof SchemaError) return error.message
  return 'cannot be read'
}
