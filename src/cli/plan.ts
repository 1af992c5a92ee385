/** `seatledger plan`: what to buy for a staffing or for the tenant as it stands, and what mends the open restricted-table findings. */
import { nowOf } from './now.ts'
import { parsePrices } from '../config/prices.ts'
import { SeatledgerError } from '../errors.ts'
import type { Head } from '../model/documents.ts'
import type { PlanDocument, StaffingRow } from '../model/plan.ts'
import { parseStaffing, staffingOf } from '../planning/staffing.ts'
import { learnNames } from '../pseudonyms/documents.ts'
import { listPrices, type Prices } from '../seats/list-price.ts'
import { exitCodes } from './exit-codes.ts'
import { headOf, storedHead } from './heads.ts'
import type { Io } from './io.ts'
import { readOptionFile } from './option-file.ts'
import { readPlanFacts, type PlanFacts } from './plan-facts.ts'
import { fixDocument } from './plan-fix.ts'
import { seatDocument } from './plan-seats.ts'
import { print } from './print.ts'
import { openStoreProduct, type Product } from './product.ts'
import { withStored } from './stored.ts'

interface PlanOptions {
  readonly digital?: number
  readonly voice?: number
  readonly both?: number
  readonly staffing?: string
  readonly prices?: string
  readonly fix?: boolean
  readonly edition?: string
  readonly json?: boolean
}

export async function plan(options: PlanOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io, options)
  const said = staffingSaid(options)
  const prices = pricesFor(options, product)
  const need = options.fix === true ? 'findings' : said === null ? 'staffing' : null
  const document = await withFacts(product, need, io, async (facts) => {
    const head = facts === null ? unstoredHead(product, io) : storedHead(facts.stored.run, product, { sources: [] })
    if (options.fix === true && facts !== null) return fixDocument({ facts, head, prices, product })
    return seatDocument({ said, facts, head, prices, product })
  })
  print(document, options, io)
  return exitCodes.fine
}

/** null: the tenant as it stands is asked for. */
function staffingSaid({ digital, voice, both, staffing }: PlanOptions): StaffingRow[] | null {
  if ([digital, voice, both, staffing].every((option) => option === undefined)) return null
  const rows = staffing === undefined ? [] : readOptionFile('--staffing', staffing, parseStaffing)
  return [...rows, ...staffingOf({ digital: digital ?? 0, voice: voice ?? 0, both: both ?? 0 })]
}

function pricesFor({ prices }: PlanOptions, { config, edition }: Product): Prices {
  const given = prices === undefined ? [] : readOptionFile('--prices', prices, parsePrices)
  return listPrices(edition, new Map([...config.prices, ...given]))
}

/** Facts of the newest run, null where there is none and the plan needs nothing of it. */
async function withFacts(
  product: Product,
  need: 'findings' | 'staffing' | null,
  io: Io,
  act: (facts: PlanFacts | null) => Promise<PlanDocument>,
): Promise<PlanDocument> {
  let isStored = false
  try {
    return await withStored(product, async (stored) => {
      isStored = true
      const facts = await readPlanFacts(stored, product, io)
      // The sentences name whom and what the findings are about.
      if (io.pseudonyms !== undefined) learnNames(facts.findings, io.pseudonyms.names)
      return act(facts)
    })
  } catch (error) {
    const isMissing = !isStored && error instanceof SeatledgerError && error.code === 'no-sync'
    if (isMissing && need === null) return act(null)
    if (!isMissing || need === 'findings') throw error
    throw new SeatledgerError(
      'no-sync',
      error.message,
      'or say who is to be licensed: --digital, --voice, --both, --staffing',
    )
  }
}

function unstoredHead(product: Product, io: Io): Head {
  const { tenantId } = product.config
  const asOf = nowOf(io)
  return headOf({ tenantId: tenantId ?? '', tenantName: null, runId: null, asOf, statuses: [] }, product, [])
}
