/** Where the store is: a SQLite file, by default in the state folder of the user. */
import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'
import { broken, readValue, type Variables } from './variables.ts'

/** The path of a SQLite file, or `:memory:`. */
export function readStorePath(env: Variables, platform: NodeJS.Platform): string {
  const value = readValue(env, 'SEATLEDGER_STORE')
  if (value === null) return defaultStorePath(env, platform)
  if (/^postgres(ql)?:/i.test(value)) {
    throw broken('SEATLEDGER_STORE', 'is a PostgreSQL URL, which this version cannot use yet', 'a SQLite file')
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) throw broken('SEATLEDGER_STORE', 'is a URL', 'a SQLite file')
  return value
}

/** `seatledger.db` where the platform keeps the state of programs; XDG folders must be absolute, else they do not count. */
function defaultStorePath(env: Variables, platform: NodeJS.Platform): string {
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] ?? win32.join(homedir(), 'AppData', 'Local')
    return win32.join(local, 'seatledger', 'seatledger.db')
  }
  const home = env['HOME'] || homedir()
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'seatledger', 'seatledger.db')
  const state = env['XDG_STATE_HOME']
  const folder = state !== undefined && posix.isAbsolute(state) ? state : posix.join(home, '.local', 'state')
  return posix.join(folder, 'seatledger', 'seatledger.db')
}
