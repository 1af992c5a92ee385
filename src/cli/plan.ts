/** `seatledger plan`: what to buy for a staffing or for the tenant as it stands, and what mends the open restricted-table findings. */
import { planAnswer, planNeed, type PlanRequest } from '../answers/plan.ts'
import { readPlanFacts, type PlanFacts } from '../answers/plan-facts.ts'
import { parsePrices } from '../config/prices.ts'
import { SeatledgerError } from '../errors.ts'
import type { PlanDocument, StaffingRow } from '../model/plan.ts'
import { parseStaffing, staffingOf } from '../planning/staffing.ts'
import { learnNames } from '../pseudonyms/documents.ts'
import { listPrices, type Prices } from '../seats/list-price.ts'
import { exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import { askedNow } from './now.ts'
import { readOptionFile } from './option-file.ts'
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
  const request: PlanRequest = {
    staffing: staffingSaid(options),
    prices: pricesFor(options, product),
    isFix: options.fix === true,
  }
  const document = await withFacts(product, planNeed(request), io, async (facts) =>
    planAnswer(request, facts, askedNow(product, io)),
  )
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
  need: ReturnType<typeof planNeed>,
  io: Io,
  act: (facts: PlanFacts | null) => Promise<PlanDocument>,
): Promise<PlanDocument> {
  let isStored = false
  try {
    return await withStored(product, async (stored) => {
      isStored = true
      const facts = await readPlanFacts(stored, askedNow(product, io))
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
