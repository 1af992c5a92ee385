/** What interrupted syncs left beside a store: their staging files and locks, which the next sync of their tenant would take up or take away. */
import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { removeStaging, stagingFiles } from './staging-file.ts'
import { isHeld, lockSync } from './sync-lock.ts'

/** Removes those that nobody holds and that were last written before a time (ISO 8601 UTC); gives the bytes that they took. */
export function removeLeftovers(storePath: string, before: string): number {
  const folder = resolve(dirname(storePath))
  const prefix = `${basename(storePath)}.`
  const tenants = new Set(
    readdirSync(folder).flatMap((name) => {
      const kind = name.startsWith(prefix)
        ? /^(?:staging|lock)-([\w.%-]+?)(?:-wal|-shm|-journal)?$/.exec(name.slice(prefix.length))
        : null
      return kind?.[1] ?? []
    }),
  )
  return [...tenants].reduce((sum, tenant) => sum + removeOf(join(folder, prefix), tenant, storePath, before), 0)
}

function removeOf(prefix: string, tenant: string, storePath: string, before: string): number {
  const staging = `${prefix}staging-${tenant}`
  const lock = `${prefix}lock-${tenant}`
  const parts = stagingFiles(staging).map((file) => statSync(file, { throwIfNoEntry: false }))
  const written = parts.flatMap((stats) => stats?.mtimeMs ?? [])
  if (Math.max(...written, 0) >= Date.parse(before)) return 0
  try {
    const held = lockSync(lock, storePath, before)
    removeStaging(staging)
    held.release()
  } catch (error) {
    if (isHeld(error)) return 0
    throw error
  }
  return parts.reduce((sum, stats) => sum + (stats?.size ?? 0), 0)
}
