/** What became of each rule: passed, failed, or could not be judged, and why. */
import type { RuleOutcome } from '../../../model/finding.ts'
import { OutcomeBadge } from '../../parts/badges.tsx'
import { Section } from '../../parts/section.tsx'
import { Table } from '../../parts/table.tsx'
import { hrefOf } from '../../router/location.ts'
import { RouteLink } from '../../router/route-link.tsx'
import { ruleName } from '../../words/names.ts'
import { figure } from '../../words/numbers.ts'

export function RuleSection({ rules }: { readonly rules: readonly RuleOutcome[] }) {
  return (
    <Section title="Rules of the last run">
      <Table
        caption="Outcome by rule"
        rows={rules}
        keyOf={({ rule }) => rule}
        columns={[
          {
            title: 'Rule',
            cell: ({ rule }) => <RouteLink to={hrefOf('/findings', { rule })}>{ruleName(rule)}</RouteLink>,
          },
          { title: 'Outcome', cell: ({ outcome }) => <OutcomeBadge outcome={outcome} /> },
          { title: 'Open', isNumber: true, cell: ({ open }) => figure(open) },
          {
            title: 'Why',
            cell: ({ reason, needs }) => reason ?? (needs.length === 0 ? '–' : `needs ${needs.join(', ')}`),
          },
        ]}
      />
    </Section>
  )
}
