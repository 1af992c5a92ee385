/** How the guide's figure comes about: its terms, which add up to it. */
import type { Pool } from '../../../model/pool.ts'
import { Section } from '../../parts/section.tsx'
import { Empty } from '../../parts/states.tsx'
import { Table } from '../../parts/table.tsx'
import { figure, quantity } from '../../words/numbers.ts'

export function Derivation({ pool }: { readonly pool: Pool }) {
  const { terms, unit, entitled } = pool
  const rows = [...terms, { label: 'Granted by the guide', seats: null, perSeat: null, amount: entitled, clause: '' }]
  return (
    <Section title="How the figure comes about" note="By the guide; the terms add up to the total exactly.">
      {terms.length === 0 ? (
        <Empty
          title={entitled === null ? 'The subscribed SKUs could not be read.' : 'No counted seat grants anything here.'}
        />
      ) : (
        <Table
          caption="Terms of the derivation"
          rows={rows}
          keyOf={({ label }) => label}
          columns={[
            { title: 'Term', cell: ({ label, clause }) => (clause === '' ? <strong>{label}</strong> : label) },
            { title: 'Units', isNumber: true, cell: ({ seats }) => (seats === null ? '' : figure(seats)) },
            { title: 'Each', isNumber: true, cell: ({ perSeat }) => (perSeat === null ? '' : quantity(perSeat, unit)) },
            { title: 'Amount', isNumber: true, cell: ({ amount }) => quantity(amount, unit) },
            { title: 'Clause', cell: ({ clause }) => (clause === '' ? '' : <code>{clause}</code>) },
          ]}
        />
      )}
    </Section>
  )
}
