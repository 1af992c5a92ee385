/** What was not looked at, or not wholly: sources, rules, and SKUs that no list knows; each with what mends it. */
import type { Coverage } from '../../model/coverage.ts'
import type { ExportContent } from '../../model/export.ts'
import type { RuleOutcome } from '../../model/finding.ts'
import type { UnknownSku } from '../../model/pool.ts'
import { defineList, flag, text } from './list.ts'

interface Missing {
  readonly kind: 'source' | 'rule' | 'SKU' | 'note'
  readonly what: string
  readonly environment: string | null
  readonly state: string
  readonly isRequired: boolean | null
  readonly reason: string | null
  readonly fix: string | null
}

export const notAssessedList = defineList<Missing>({
  id: 'not-assessed',
  title: 'what was not assessed',
  about: 'One row per source that could not be read whole, rule that could not be judged, and SKU that no list knows.',
  columns: [
    text('kind', 'Kind', 9, ({ kind }) => kind),
    text('what', 'What', 34, ({ what }) => what),
    text('environment', 'Environment', 30, ({ environment }) => environment),
    text('state', 'State', 18, ({ state }) => state),
    flag('required', 'Required', 10, ({ isRequired }) => isRequired),
    text('reason', 'Why', 80, ({ reason }) => reason),
    text('fix', 'What mends it', 70, ({ fix }) => fix),
  ],
  from: missingOf,
  none: () => 'Everything that this version reads was looked at, wholly.',
})

/** What is required comes first; sources that are complete with a remark follow. */
export function missingOf({ head, open, capacity }: Pick<ExportContent, 'head' | 'open' | 'capacity'>): Missing[] {
  const incomplete = head.coverage.filter(({ state }) => state !== 'complete')
  const required = incomplete.filter((row) => row.required)
  const remarks = head.coverage.filter(({ state, reason }) => state === 'complete' && reason !== null)
  return [
    ...[...required, ...incomplete.filter((row) => !row.required)].map((row) => ofSource('source', row)),
    ...open.rules.filter(({ outcome, needs }) => outcome === 'not-assessed' || needs.length > 0).map(ofRule),
    ...capacity.unknownSkus.map(ofSku),
    ...remarks.map((row) => ofSource('note', row)),
  ]
}

function ofSource(kind: Missing['kind'], row: Coverage): Missing {
  const { source, environment, state, required, reason, fix } = row
  return { kind, what: source, environment: environment?.name ?? null, state, isRequired: required, reason, fix }
}

function ofRule({ rule, outcome, reason, needs }: RuleOutcome): Missing {
  return {
    kind: 'rule',
    what: rule,
    environment: null,
    state: outcome === 'not-assessed' ? outcome : 'assessed in part',
    isRequired: null,
    reason,
    fix: needs.length === 0 ? null : `needs ${needs.join(', ')}`,
  }
}

function ofSku({ skuPartNumber, skuId, plans, enabled }: UnknownSku): Missing {
  return {
    kind: 'SKU',
    what: skuPartNumber,
    environment: null,
    state: 'in no list',
    isRequired: null,
    reason: `${enabled} units, SKU id ${skuId}, with ${plans.join(', ')}`,
    fix: 'map it in SEATLEDGER_SKU_OVERRIDES',
  }
}
