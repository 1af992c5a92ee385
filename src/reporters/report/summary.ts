/** What a person reads first, in the order of `product.md`: over or within, who writes what, what was not looked at, what to do next. */
import type { ExportContent } from '../../model/export.ts'
import { severities } from '../../model/finding.ts'
import { missingOf } from '../lists/not-assessed.ts'
import { nextSteps } from '../terminal/next-steps.ts'
import { poolHeadline } from '../terminal/sync.ts'
import { count, figure, name, time } from '../terminal/text.ts'

/** Tenant, run and lists, each with its name. */
export function factsOf({ head, finishedAt }: ExportContent): readonly (readonly [string, string])[] {
  const { tenantId, runId, asOf, edition, data, tool } = head
  return [
    ['Tenant id', tenantId],
    ['Read from the tenant', `${time(asOf)} to ${time(finishedAt)}`],
    ['Run', runId ?? 'not stored'],
    ['Edition of the guide', edition],
    ['List of restricted tables', data.restrictedTables],
    ['Catalogue of SKUs', data.skuCatalogue],
    ['Made by', `${tool.name} ${tool.version}`],
  ]
}

/** Fit for a heading, however long a tenant's name is. */
export function titleOf({ head }: ExportContent): string {
  return name(head.tenantName ?? head.tenantId)
}

export function poolSentence({ capacity }: ExportContent): string {
  return poolHeadline(capacity.pools)
}

/** How many, and how grave; what is not whole is said. */
export function accessSentences({ totals, open }: ExportContent): readonly string[] {
  const access = open.rules.find(({ rule }) => rule === 'restricted-table-write')
  const limit = access === undefined || access.needs.length > 0 ? ', in what was looked at' : ''
  const counts = severities.map((severity) => `${figure(totals.bySeverity[severity])} ${severity}`).join(', ')
  return [
    `${count(totals.writers, 'person', 'people')} can write restricted tables without the matching license${limit}.`,
    `Open findings of all rules: ${counts}. Severity info: administrators, and people who cannot use what they may.`,
    ...(totals.waived === 0 ? [] : [`${count(totals.waived, 'finding')} accepted for a time (waived), listed apart.`]),
  ]
}

export function missingSentence(content: ExportContent): string {
  const missing = missingOf(content).filter(({ kind }) => kind !== 'note')
  if (missing.length === 0) return 'Everything that this version reads was looked at, wholly.'
  const required = missing.filter(({ isRequired }) => isRequired === true).length
  const weight =
    required === 0
      ? ''
      : ` ${count(required, 'required source')} among them: all answers here are as good as what was read.`
  return `${count(missing.length, 'thing')} could not be looked at, or not wholly.${weight} What was not looked at is never counted as compliant.`
}

export function stepsOf({ head, capacity, totals }: ExportContent): readonly string[] {
  return nextSteps({ coverage: head.coverage, pools: capacity.pools }, totals.worst === null ? [] : [totals.worst])
}
