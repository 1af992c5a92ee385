/** The variables of an `.env` file in the working folder. */
import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { decodeText } from '../guide/json-text.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Those of the process win; null where the file is there and cannot be read. */
export function readEnvironment(ofProcess: Environment, path = '.env'): Environment | null {
  try {
    const fromFile = existsSync(path) ? parseEnv(decodeText(readFileSync(path))) : {}
    return { ...fromFile, ...ofProcess }
  } catch {
    return null
  }
}
