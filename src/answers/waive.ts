/** Accepts a finding for a time, with a reason. The finding stays listed, and comes back when the time ends. */
import { ConfigurationError, UnknownIdError } from '../errors.ts'
import { defaultWaiverDays, longestWaiverDays } from '../findings/waivers.ts'
import type { WaiverDocument } from '../model/documents.ts'
import type { Waiver } from '../model/finding.ts'
import { dayMs } from '../units.ts'
import { citing } from './cite.ts'
import type { Asked } from './guided.ts'
import { storedHead } from './heads.ts'
import type { Stored } from './stored.ts'
import { findingNow } from './stored-findings.ts'

export interface WaiverRequest {
  readonly reason: string
  /** The last day, UTC; default: 90 days from now. */
  readonly until?: string | undefined
  /** Who accepts it. */
  readonly by: string
}

/** Throws a ConfigurationError of code `usage` where the request or the finding cannot be accepted: nothing is stored then. */
export async function waiveFinding(
  id: string,
  request: WaiverRequest,
  stored: Stored,
  asked: Asked,
): Promise<WaiverDocument> {
  const waiver = waiverOf(request, asked.now)
  const { store, run } = stored
  const known = await findingNow(id, stored, asked)
  if (known === null) {
    throw new UnknownIdError(
      `The last sync has no finding with the id ${JSON.stringify(id)}.`,
      'ids: `seatledger findings`',
    )
  }
  if (known.status === 'resolved') throw usage(`${id} is resolved, so there is nothing to accept.`)
  if (asked.config.waivers?.some((one) => one.id === id) === true) {
    throw usage(`${id} is waived in the file of SEATLEDGER_WAIVERS, which wins.`, 'change it there')
  }
  await store.waive(run.tenantId, id, waiver)
  return {
    schema: 'seatledger.waiver/1',
    ...storedHead(run, asked, { sources: [] }),
    finding: { ...known, status: 'waived', waiver },
    clauses: citing(asked)(known.clauses),
  }
}

/** Throws for what no waiver can be, before anything is read. */
export function waiverOf({ reason, until, by }: WaiverRequest, now: string): Waiver {
  const nowMs = Date.parse(now)
  const last = until ?? dayOf(nowMs + defaultWaiverDays * dayMs)
  if (reason.trim() === '') throw usage('--reason: a reason is needed: an auditor will read it.')
  if (last < dayOf(nowMs)) throw usage(`--until: ${last} is over.`, 'give today or a later day')
  if (last > dayOf(nowMs + longestWaiverDays * dayMs)) {
    throw usage(`--until: ${last} is more than ${longestWaiverDays} days ahead.`, 'waive it again when that time ends')
  }
  return { reason: reason.trim(), by, at: now, until: last }
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

function usage(message: string, hint?: string): ConfigurationError {
  return new ConfigurationError(message, hint, 'usage')
}
