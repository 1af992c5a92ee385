/** The key of a store for pseudonyms: made by the first write, never changed, and never made by a reader. */
import { randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { keysVersion, versionOf } from './schema.ts'

const name = 'pseudonyms'
const keyBytes = 32

export class PseudonymKey {
  #proposed: Uint8Array = randomBytes(keyBytes)

  propose(key: Uint8Array): void {
    this.#proposed = key
  }

  /** null where no write has made it yet, or by a version that knew no keys. */
  read(database: DatabaseSync): Uint8Array | null {
    if (versionOf(database) < keysVersion) return null
    const value = database.prepare('SELECT value FROM keys WHERE name = ?').get(name)?.['value']
    return typeof value === 'string' ? Buffer.from(value, 'base64') : null
  }

  /** Once made it stays: what was shared under it can be compared for good. */
  make(database: DatabaseSync): void {
    if (this.read(database) !== null) return
    database
      .prepare('INSERT OR IGNORE INTO keys (name, value) VALUES (?, ?)')
      .run(name, Buffer.from(this.#proposed).toString('base64'))
  }
}
