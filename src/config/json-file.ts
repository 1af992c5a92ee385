/** JSON files that a variable names: read, parsed, and refused in one line that names variable, file and entry. */
import { readFileSync } from 'node:fs'
import { ConfigurationError } from '../errors.ts'
import { decodeText, oneLine } from '../guide/json-text.ts'
import { quote } from './values.ts'
import { readValue, type VariableName, type Variables } from './variables.ts'

/** What `parse` makes of the file's text; `null` where the variable is not set. */
export function readJsonFile<T>(env: Variables, name: VariableName, parse: (text: string) => T): T | null {
  const path = readValue(env, name)
  if (path === null) return null
  const text = readText(name, path)
  try {
    return parse(text)
  } catch (error) {
    throw new ConfigurationError(`${name}: ${quote(path)} is not as .env.example shows it: ${wrongIn(error)}`)
  }
}

function readText(name: VariableName, path: string): string {
  try {
    return decodeText(readFileSync(path))
  } catch {
    throw new ConfigurationError(
      `${name} names ${quote(path)}, which cannot be read; allowed: the path of a JSON file in UTF-8`,
    )
  }
}

/** One line; a syntax error would quote the file, which may be the wrong one and hold anything. */
function wrongIn(error: unknown): string {
  if (error instanceof SyntaxError) return 'it is no JSON'
  return error instanceof Error ? oneLine(error.message.split('\n', 1)[0] ?? '') : 'it cannot be read'
}
