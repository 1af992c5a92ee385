/** The contract beside this repository: official descriptions and recorded responses, which are never committed. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../shared')

/** False where it is absent, and says so in one line; throws there under CI, which must not pass without its oracles. */
export function hasSharedFolder(): boolean {
  if (existsSync(join(folder, 'contracts/openapi'))) return true
  if (process.env['CI'] === 'true') throw new Error('../shared is absent: the oracle tests cannot run')
  console.log('oracle tests skipped: ../shared is absent')
  return false
}

export function sharedPath(...parts: readonly string[]): string {
  return join(folder, ...parts)
}
