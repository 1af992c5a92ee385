/** The page "how each number is made": golden cases worked by hand, in the sentences that `explain` prints. */
import { derivePoolSentences } from '../entitlements/derivation.ts'
import type { Edition } from '../guide/edition.ts'
import type { PlanId, Pool } from '../model/pool.ts'
import { pageHead } from './markdown.ts'

export interface GoldenCase {
  readonly title: string
  readonly seats: Readonly<Partial<Record<PlanId, number>>>
  readonly edition: Edition
  readonly pools: readonly Pool[]
}

export function numbersPage(cases: readonly GoldenCase[]): string {
  return [
    ...pageHead('How each number is made', 'the guide editions'),
    ...introduction,
    ...cases.flatMap(({ title, edition, pools }) => [
      `## ${title}`,
      '',
      `Edition \`${edition.id}\`: ${edition.title}.`,
      '',
      ...pools.flatMap((pool) => [
        `### ${pool.pool}: ${pool.entitled ?? 'not known'} ${pool.unit}`,
        '',
        ...derivePoolSentences(pool, edition).map((sentence) => `- ${sentence}`),
        '',
      ]),
    ]),
  ].join('\n')
}

const introduction = [
  'Counted seats are _purchased_ user licenses: enabled units and units in grace, less trial units. Suspended and locked-out units',
  'do not count, nor does the number of assigned seats. Every amount below can be checked with a pocket calculator; the same',
  'sentences come from `seatledger explain <pool>` for your own tenant.',
  '',
  'Two ways of counting meet in storage. The guide counts 1 GB as 1,000 MB (its own example: 250 MB x 100 = 25 GB), the admin API',
  'as 1,024 MB. Each figure is converted as its own source counts, and the difference is a line of its own (`unit`). Whether a pool',
  "is over is decided on the admin API's side alone.",
  '',
  '| figure | made of | source |',
  '| --- | --- | --- |',
  '| counted | enabled + warning - trial units of the SKU | Graph `subscribedSkus`, `directory/subscriptions` |',
  '| entitled | tenant base + counted seats x allotment + held packs | the edition |',
  '| reported | largest base line + incremental lines + add-on lines | Power Platform `tenantCapacity` |',
  '| consumed, storage | rated consumption | Power Platform `tenantCapacity` |',
  '| consumed, monthly pools | the imported month, else an estimate with its bounds | `seatledger import-usage`; Dataverse |',
  '| remaining | total - consumed; the total is reported for storage, entitled for monthly pools | |',
  '| packs needed | (consumed - total - covered) / size, rounded up | the edition |',
  '| trend | least squares over one sync a day, with the 95 % band of a new observation | the stored runs |',
  '',
]
