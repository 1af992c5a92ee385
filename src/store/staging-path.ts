/** Names of the files that lie beside a store while a tenant is synced: the rows of its run, and the lock. One of each per tenant. */
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { RunHead } from './store.ts'

/** A store in memory has nobody to share a run with, and so a file for each. */
export function stagingPath(storePath: string, run: Pick<RunHead, 'id' | 'tenantId'>): string {
  if (storePath === ':memory:') return join(tmpdir(), `seatledger.staging-${process.pid}-${run.id}`)
  return resolve(`${storePath}.staging-${nameOf(run.tenantId)}`)
}

export function lockPath(storePath: string, { tenantId }: Pick<RunHead, 'tenantId'>): string {
  return resolve(`${storePath}.lock-${nameOf(tenantId)}`)
}

/** A tenant id is a GUID or a domain. */
function nameOf(tenantId: string): string {
  return encodeURIComponent(tenantId.toLowerCase())
}
