/** The head of each document: of a stored run or of a live look, with the coverage that bears on what is shown. */
import { makeHead } from '../documents/head.ts'
import { toCoverage } from '../documents/coverage.ts'
import { rules } from '../rules/index.ts'
import type { Head } from '../model/documents.ts'
import type { SourceId, SourceStatus } from '../model/coverage.ts'
import type { RunRecord } from '../model/run.ts'
import type { Guided } from './guided.ts'
import { version } from '../version.ts'

export const accessRule = 'restricted-table-write'

/** The tenant's name in every head, what the rules need, and what they make use of where it is there. */
export const findingSources: readonly SourceId[] = [
  'graph/organization',
  ...new Set(rules.flatMap(({ needs }) => needs)),
  'graph/subscriptions',
  'graph/audit',
  'dataverse/evidence',
  'dataverse/usage',
]

/** The same of the rule of restricted tables alone. */
export const accessSources: readonly SourceId[] = [
  'graph/organization',
  ...rules.filter(({ id }) => id === accessRule).flatMap(({ needs }) => needs),
  'dataverse/evidence',
]

const useRules = ['seat-prerequisite', 'seat-reassigned-early', 'seat-idle', 'seat-duplicate']

/** Sources on which a list of seats rests: their units, and what the rules find of their use; the names of groups for one row per person. */
export const seatSources: readonly SourceId[] = [
  'graph/organization',
  'graph/subscribed-skus',
  'graph/subscriptions',
  'graph/audit',
  ...rules.filter(({ id }) => useRules.includes(id)).flatMap(({ needs }) => needs),
]
export const holderSources: readonly SourceId[] = [...seatSources, 'graph/groups']

export interface LookedAt {
  readonly tenantId: string
  readonly tenantName: string | null
  readonly runId: string | null
  readonly asOf: string
  readonly statuses: readonly SourceStatus[]
}

export function headOf(looked: LookedAt, product: Guided, sources?: readonly SourceId[]): Head {
  const { statuses, ...rest } = looked
  return makeHead({
    ...rest,
    version,
    edition: product.edition,
    data: product.data,
    coverage: toCoverage(statuses, sources),
  })
}

/** `environmentId`: rows of other environments bear on nothing that is shown. */
export function storedHead(
  run: RunRecord,
  product: Guided,
  options: { readonly sources?: readonly SourceId[]; readonly environmentId?: string; readonly asOf?: string } = {},
): Head {
  const { environmentId, sources, asOf = run.startedAt } = options
  const bears = ({ environment }: SourceStatus): boolean =>
    environmentId === undefined || environment === null || environment.id === environmentId
  const statuses = run.statuses.filter(bears)
  const { tenantId, tenantName, id: runId } = run
  return headOf({ tenantId, tenantName, runId, asOf, statuses }, product, sources)
}
