/** Pools: the table of the six, and how each figure comes about. */
import type { Pool } from '../../model/pool.ts'
import { section } from './frame.ts'
import { table } from './table.ts'
import { figure, paint, plain, quantity, signed, status, time, type RenderOptions } from './text.ts'

/** One row per pool: what the guide grants, what the service reports, what is used and left. */
export function poolTable(pools: readonly Pool[], options: RenderOptions): string {
  const rows = pools.map((pool) => [
    pool.pool,
    quantity(pool.entitled, unitOf(pool)),
    pool.reported === null ? '–' : quantity(pool.reported.total, pool.unit),
    quantity(pool.consumed, pool.unit),
    pool.remaining === null ? '–' : quantity(pool.remaining, pool.unit),
    status(pool.status, options),
  ])
  const columns = ['Entitled', 'Reported', 'Consumed', 'Remaining'].map((title) => ({ title, align: 'right' }) as const)
  return table([{ title: 'Pool' }, ...columns, { title: 'Status' }], rows, options)
}

/** Every pool with its terms, cover, packs, the service's own figure and the other readings. */
export function derivationSection(pools: readonly Pool[], options: RenderOptions): string {
  return section(
    'How each figure comes about',
    [pools.map((pool) => poolDerivation(pool, options)).join('\n')],
    options,
  )
}

export function poolDerivation(pool: Pool, options: RenderOptions): string {
  const none = pool.entitled === null ? 'the subscribed SKUs could not be read' : 'no counted seat grants anything here'
  const period = pool.period === null ? '' : ` in ${pool.period}`
  return [
    `  ${paint(pool.pool, 'bold', options)}: entitled ${quantity(pool.entitled, pool.unit)}${period}`,
    ...pool.terms.map((term) => `    ${quantity(term.amount, pool.unit)}  ${plain(term.label)} [${term.clause}]`),
    ...(pool.terms.length === 0 ? [`    ${none}`] : []),
    ...reportedLines(pool),
    ...consumptionLines(pool),
    ...pool.readings.map(
      (reading) =>
        `    another reading, ${reading.reading}: ${quantity(reading.entitled, pool.unit)}. ${plain(reading.note)} [${reading.clause}]`,
    ),
    ...comparedLines(pool),
  ].join('\n')
}

function unitOf(pool: Pool): string {
  return pool.period === null ? pool.unit : `${pool.unit}/month`
}

/** The service's figure counts 1 GB = 1,024 MB, the guide's 1,000: said, so that nobody compares the two by eye. */
function reportedLines(pool: Pool): readonly string[] {
  if (pool.reported === null) return []
  const { base, incremental, addOn, total, asOf } = pool.reported
  const when = asOf === null ? '' : `, as of ${time(asOf)}`
  const parts = `base ${figure(base)} + incremental ${figure(incremental)} + add-on ${figure(addOn)}`
  return [
    `    the admin API reports ${quantity(total, pool.unit)} (${parts}; 1 GB = 1,024 MB${when})`,
    ...pool.differences.map(
      (difference) => `      ${signed(difference.amount, pool.unit)}  ${difference.cause}: ${plain(difference.note)}`,
    ),
  ]
}

const consumedFrom = {
  'admin-api-rated': 'rated consumption of the admin API',
  'dataverse-estimate': 'estimated from Dataverse',
  import: 'imported',
} as const

function consumptionLines(pool: Pool): readonly string[] {
  const source = pool.consumedFrom === null ? '' : `, ${consumedFrom[pool.consumedFrom]}`
  const when = pool.consumedAsOf === null ? '' : `, as of ${time(pool.consumedAsOf)}`
  const consumed =
    pool.consumed === null
      ? `    consumption is not known${pool.period === null ? '' : ': no API gives it'}`
      : `    consumed ${quantity(pool.consumed, pool.unit)}${source}${when}`
  const range = pool.consumedRange
  return [
    consumed,
    ...(range === null
      ? []
      : [`    between ${figure(range.low)} and ${quantity(range.high, pool.unit)}: ${plain(range.method)}`]),
    ...pool.coveredBy.map((cover) => `    covered by ${cover.pool}: ${quantity(cover.amount, pool.unit)}`),
    ...(pool.packsNeeded ?? []).map((pack) => `    ${packText(pack, pool.unit)}`),
    ...trendLines(pool),
  ]
}

/** Where it is heading: the pace, the end of the month, the day it runs out with its band, and how all of that is made. */
function trendLines({ trend, unit, period }: Pool): readonly string[] {
  if (trend === null) return []
  const { perDay, endOfPeriod, over, method } = trend
  const end = endOfPeriod === null ? '' : `, ${quantity(endOfPeriod, unit)} at the end of ${period ?? 'the period'}`
  const day = over === null ? '' : `; runs out on ${over.on} (between ${over.earliest} and ${over.latest})`
  return [`    trend: ${signed(perDay, unit)} a day${end}${day}; ${plain(method)}`]
}

type Pack = NonNullable<Pool['packsNeeded']>[number]

function packText(pack: Pack, unit: string): string {
  const size = `${figure(pack.size)} ${pack.alternative ? 'messages' : unit} each`
  if (pack.count === null) return `or instead: ${pack.pack} packs (${size}); no rate is published, so no count`
  return `needed: ${figure(pack.count)} x ${pack.pack} (${size})`
}

function comparedLines(pool: Pool): readonly string[] {
  if (pool.compared === null) return []
  const { edition, entitled, differences } = pool.compared
  const same = differences.length === 0 ? ', the same' : ''
  return [
    `    by edition ${plain(edition)}: ${quantity(entitled, pool.unit)}${same}`,
    ...differences.map(
      (difference) =>
        `      ${signed(difference.amount, pool.unit)}  ${plain(difference.note)} [${difference.clause}, ${difference.otherClause}]`,
    ),
  ]
}
