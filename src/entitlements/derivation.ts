/** A pool in sentences that a person can follow with a pocket calculator: entitlement, report, differences, use, packs. */
import type { Edition } from '../guide/edition.ts'
import type { Pool } from '../model/pool.ts'
import { adminApiMBPerGB } from '../units.ts'
import { figure } from './figures.ts'
import { trustWords } from './trust-words.ts'

/**
 * In the order in which the figures come about; every figure is one of the pool's or of the edition's. `reconciliation`: the
 * whole tenant's entitlement by the families of the edition, as `reconcile` says it.
 */
export function derivePoolSentences(pool: Pool, edition: Edition, reconciliation: readonly string[] = []): string[] {
  return [
    ...entitlementSentences(pool, edition),
    ...pool.readings.map(
      ({ reading, entitled, note }) => `Another reading (${reading}): ${quantity(entitled, pool)}. ${note}`,
    ),
    ...reportedSentences(pool),
    ...reconciliation,
    ...useSentences(pool, edition),
    ...packSentences(pool),
  ]
}

function entitlementSentences(pool: Pool, edition: Edition): string[] {
  const { terms, entitled, period } = pool
  if (entitled === null) return ['What the seats entitle to is not known: the subscribed SKUs could not be read.']
  const month = period === null ? '' : ` for ${period} (UTC); nothing carries over to the next month`
  if (terms.length === 0)
    return [`No counted Contact Center seat grants anything here: entitled 0 ${pool.unit}${month}.`]
  const sum = terms.length === 1 ? '' : `${terms.map(({ amount }) => figure(amount)).join(' + ')} = `
  return [
    ...terms.map((term) => termSentence(term, pool, edition)),
    `Entitled: ${sum}${quantity(entitled, pool)}${month}.`,
  ]
}

function termSentence(term: Pool['terms'][number], pool: Pool, edition: Edition): string {
  const { label, plan, seats, amount } = term
  const own = edition.pools.find(({ pool: id }) => id === pool.pool)
  const baseTrust = trustWords(own?.bases[0]?.trust ?? 'guide')
  if (seats === null) return `The tenant base is ${quantity(amount, pool)}, granted once${baseTrust}.`
  const allotment = own?.perSeat.find(({ plans }) => plan !== null && plans.includes(plan))
  const inMB = allotment?.unit === 'MB' ? `${figure(seats * allotment.amount)} MB = ` : ''
  const factor = inMB === '' ? '' : ` (1 GB = ${figure(edition.units.mbPerGB)} MB, as the guide counts)`
  return `${label} = ${inMB}${quantity(amount, pool)}${factor}${trustWords(allotment?.trust ?? 'guide')}.`
}

function reportedSentences(pool: Pool): string[] {
  const { reported, entitled, differences } = pool
  if (reported === null) return pool.period === null ? ["The admin API's own entitlement is not known."] : []
  const { base, incremental, addOn, total } = reported
  const layers = `largest base ${figure(base)} + incremental ${figure(incremental)} + add-on ${figure(addOn)}`
  const found = `The admin API reports ${quantity(total, pool)}: ${layers} (1 GB = ${figure(adminApiMBPerGB)} MB, as it counts).`
  if (entitled === null) return [found]
  if (differences.length === 0) return [found, 'That is what the guide entitles to.']
  const parts = differences.map(({ amount }) => signed(amount)).join(' ')
  return [
    found,
    ...differences.map(({ amount, cause, note }) => `Difference, ${cause}: ${signed(amount)} ${pool.unit}. ${note}`),
    `Together: ${figure(entitled)} ${parts} = ${quantity(total, pool)}.`,
  ]
}

function useSentences(pool: Pool, edition: Edition): string[] {
  const { consumed, remaining, status, coveredBy } = pool
  if (consumed === null) {
    const why = pool.period === null ? 'The admin API gives no rated consumption' : 'No API gives the consumption'
    return [`${why}, so the status is unknown.`]
  }
  if (remaining === null)
    return [`Consumed ${quantity(consumed, pool)} (rated); without a total the status is unknown.`]
  const total = pool.reported?.total ?? pool.entitled ?? 0
  return [
    `Consumed ${quantity(consumed, pool)} (rated) of ${quantity(total, pool)}; remaining ${quantity(remaining, pool)}.`,
    statusSentence(status, edition),
    ...coveredBy.map(({ pool: by, amount }) => `The admin API says that ${by} covers ${quantity(amount, pool)}.`),
  ]
}

function statusSentence(status: Pool['status'], edition: Edition): string {
  const limit = `${figure(edition.near.below * 100)} %`
  const meaning = {
    over: 'more is consumed than there is',
    near: `less than ${limit} is left`,
    within: `at least ${limit} is left, or nothing is consumed`,
    unknown: 'total or consumption is not known',
  } as const
  return `Status ${status}: ${meaning[status]}.`
}

function packSentences(pool: Pool): string[] {
  const { packsNeeded, remaining, coveredBy } = pool
  if (packsNeeded === null || remaining === null) return []
  const missing = coveredBy.reduce((left, { amount }) => left - amount, -remaining)
  return packsNeeded.map(({ pack, size, count }) =>
    count === null
      ? `Instead of it: ${pack}, ${figure(size)} each; no rate is published, so no count.`
      : `Missing ${quantity(missing, pool)} / ${figure(size)} = ${figure(count)} x ${pack}, rounded up.`,
  )
}

function quantity(amount: number, { unit }: Pool): string {
  return `${figure(amount)} ${unit}`
}

function signed(amount: number): string {
  return amount < 0 ? `- ${figure(-amount)}` : `+ ${figure(amount)}`
}
