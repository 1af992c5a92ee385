/** Each source of the last run: what was not read whole comes first, with what mends it. */
import type { Coverage, CoverageState } from '../../../model/coverage.ts'
import { CoverageBadge } from '../../parts/badges.tsx'
import { Section } from '../../parts/section.tsx'
import { Table } from '../../parts/table.tsx'
import { count } from '../../words/numbers.ts'

const order: readonly CoverageState[] = ['not-assessed', 'partial', 'complete']

export function CoverageSection({ coverage }: { readonly coverage: readonly Coverage[] }) {
  const rows = coverage.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
  const missing = coverage.filter(({ state }) => state !== 'complete').length
  const note =
    missing === 0
      ? `All of ${count(coverage.length, 'source')} were read whole.`
      : `${count(missing, 'source')} of ${coverage.length} not read whole. Nothing of these counts as compliant.`
  return (
    <Section title="Coverage of the last run" note={note}>
      <Table
        caption="Coverage by source"
        rows={rows}
        keyOf={(row) => `${row.source}|${row.environment?.id ?? ''}`}
        columns={[
          { title: 'Source', cell: ({ source }) => <code>{source}</code> },
          { title: 'Environment', cell: ({ environment }) => environment?.name ?? 'tenant' },
          { title: 'State', cell: ({ state }) => <CoverageBadge state={state} /> },
          { title: 'Required', cell: ({ required }) => (required ? 'required' : 'optional') },
          { title: 'Why, and what mends it', cell: (row) => <WhyAndFix row={row} /> },
        ]}
      />
    </Section>
  )
}

export function WhyAndFix({ row }: { readonly row: Coverage }) {
  if (row.reason === null && row.fix === null) return '–'
  return (
    <>
      {row.reason === null ? null : <span className="break">{row.reason}</span>}
      {row.fix === null ? null : (
        <div className="fix">
          <strong>Fix: </strong>
          <span className="break">{row.fix}</span>
        </div>
      )}
    </>
  )
}
