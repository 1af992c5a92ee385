/** `seatledger waive`: accepts a finding for a time, with a reason. The finding stays listed, and comes back when the time ends. */
import { dayMs } from '../units.ts'
import { userInfo } from 'node:os'
import { ConfigurationError } from '../errors.ts'
import { defaultWaiverDays, longestWaiverDays } from '../findings/waivers.ts'
import type { WaiverDocument } from '../model/documents.ts'
import type { Waiver } from '../model/finding.ts'
import { citing } from './cite.ts'
import { exitCodes } from './exit-codes.ts'
import { storedHead } from './heads.ts'
import type { Io } from './io.ts'
import { print } from './print.ts'
import { openStoreProduct } from './product.ts'
import { findingsNow } from './stored-findings.ts'
import { withStored } from './stored.ts'

interface WaiveOptions {
  readonly reason: string
  /** A day. */
  readonly until?: string
  readonly by?: string
  readonly json?: boolean
}

export async function waive(id: string, options: WaiveOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io)
  const waiver = waiverOf(options, io)
  return withStored(product, async (stored) => {
    const { store, run } = stored
    const known = (await findingsNow(stored, product, io)).find((finding) => finding.id === id)
    if (known === undefined) {
      throw usage(`The last sync has no finding with the id ${JSON.stringify(id)}.`, 'ids: `seatledger findings`')
    }
    if (known.status === 'resolved') throw usage(`${id} is resolved, so there is nothing to accept.`)
    if (product.config.waivers?.some((one) => one.id === id) === true) {
      throw usage(`${id} is waived in the file of SEATLEDGER_WAIVERS, which wins.`, 'change it there')
    }
    await store.waive(run.tenantId, id, waiver)
    const document: WaiverDocument = {
      schema: 'seatledger.waiver/1',
      ...storedHead(run, product, { sources: [] }),
      finding: { ...known, status: 'waived', waiver },
      clauses: citing(product)(known.clauses),
    }
    print(document, options, io)
    return exitCodes.fine
  })
}

function waiverOf({ reason, until, by }: WaiveOptions, io: Io): Waiver {
  const now = io.clock.now()
  const today = dayOf(now)
  const last = until ?? dayOf(now + defaultWaiverDays * dayMs)
  if (reason.trim() === '') throw usage('--reason: a reason is needed: an auditor will read it.')
  if (last < today) throw usage(`--until: ${last} is over.`, 'give today or a later day')
  if (last > dayOf(now + longestWaiverDays * dayMs)) {
    throw usage(`--until: ${last} is more than ${longestWaiverDays} days ahead.`, 'waive it again when that time ends')
  }
  return { reason: reason.trim(), by: by?.trim() || userName(), at: new Date(now).toISOString(), until: last }
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** Who is signed in on this machine; some containers know nobody. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}

function usage(message: string, hint?: string): ConfigurationError {
  return new ConfigurationError(message, hint, 'usage')
}
