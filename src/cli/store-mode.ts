/** Whether others on this machine can read the store, which holds who works in the tenant and the key of its pseudonyms. It is read and written all the same. */
import { statSync } from 'node:fs'

/** Permission bits of group and others. */
const ofOthers = 0o077

/** The command that mends it; null where nothing is to be mended. On Windows the bits say nothing. */
export function storeModeFix(storePath: string, platform: NodeJS.Platform = process.platform): string | null {
  if (platform === 'win32' || storePath === ':memory:') return null
  const mode = modeOf(storePath)
  if (mode === null || (mode & ofOthers) === 0) return null
  return `chmod 600 ${shellWord(storePath)}`
}

/** null where there is no file; whoever opens the store says what is wrong with another thing there. */
function modeOf(path: string): number | null {
  try {
    const found = statSync(path)
    return found.isFile() ? found.mode : null
  } catch {
    return null
  }
}

function shellWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
