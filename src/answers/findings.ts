/** The documents of `findings` and `access`: findings of the last run under a filter. */
import { groupFindings } from '../access/grouping.ts'
import { findingsDocument } from '../documents/findings.ts'
import type { FindingFilter } from '../findings/filter.ts'
import type { AccessGroup, FindingsDocument } from '../model/documents.ts'
import { citing } from './cite.ts'
import type { Asked } from './guided.ts'
import { accessRule, accessSources, findingSources, storedHead } from './heads.ts'
import type { Stored } from './stored.ts'
import { listFindings } from './stored-findings.ts'

/** All rules. Throws a ConfigurationError of code `usage` where the filter names nothing in the run. */
export async function storedFindings(stored: Stored, asked: Asked, filter: FindingFilter): Promise<FindingsDocument> {
  const listed = await listFindings(stored, filter, asked)
  const head = storedHead(stored.run, asked, { sources: findingSources })
  return findingsDocument({ head, ...listed, cite: citing(asked) })
}

export type AccessFilter = Pick<FindingFilter, 'environment' | 'user' | 'table'>

/** The rule of restricted tables alone, with what a change would clear where `by` says by what. */
export async function storedAccess(
  stored: Stored,
  asked: Asked,
  { by, ...filter }: AccessFilter & { readonly by?: AccessGroup['by'] | undefined },
): Promise<FindingsDocument> {
  const { rules, findings, environmentId } = await listFindings(stored, { rule: accessRule, ...filter }, asked)
  const scope = environmentId === undefined ? {} : { environmentId }
  return findingsDocument({
    head: storedHead(stored.run, asked, { sources: accessSources, ...scope }),
    rules: rules.filter((outcome) => outcome.rule === accessRule),
    findings,
    ...(by === undefined ? {} : { groups: groupFindings(findings, by) }),
    cite: citing(asked),
  })
}
