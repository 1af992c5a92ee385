/** The evidence of a finding: for tables the ways to them, for the rest its facts by name. */
import type { Finding } from '../../../model/finding.ts'
import { Facts, type Fact } from '../../parts/section.tsx'
import { day } from '../../words/times.ts'
import { factsOf } from './evidence-facts.ts'
import { TableAccessView } from './table-access-view.tsx'

export function EvidenceView({ finding }: { readonly finding: Finding }) {
  const { evidence, subject } = finding
  const facts = [...windowFacts(finding), ...factsOf(evidence)]
  return (
    <>
      <h3>Evidence</h3>
      <Facts facts={facts} />
      {'tables' in evidence
        ? evidence.tables.map((access) => <TableAccessView key={access.table} access={access} who={subject.name} />)
        : null}
    </>
  )
}

function windowFacts({ evidence }: Finding): readonly Fact[] {
  if (!('administrator' in evidence)) return []
  const { administrator, latent, observedWindow } = evidence
  return [
    ...(administrator ? [{ name: 'administrator', value: 'System Administrator: every restricted table' }] : []),
    ...(latent === null ? [] : [{ name: 'latent', value: latent }]),
    {
      name: 'use was looked for',
      value:
        observedWindow === null
          ? 'no evidence available, which does not mean no use'
          : `${day(observedWindow.from)} to ${day(observedWindow.to)}, by ${observedWindow.source === 'audit' ? 'the audit log' : 'rows'}`,
    },
  ]
}
