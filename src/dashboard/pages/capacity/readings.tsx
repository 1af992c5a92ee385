/** Where the text of the guide can be read otherwise: each reading alone, never combined. */
import type { Pool } from '../../../model/pool.ts'
import { Section } from '../../parts/section.tsx'
import { Table } from '../../parts/table.tsx'
import { quantity } from '../../words/numbers.ts'

export function Readings({ pool }: { readonly pool: Pool }) {
  if (pool.readings.length === 0) return null
  return (
    <Section title="Other readings of the guide" note="Each by itself, against the literal text above.">
      <Table
        caption="Other readings"
        rows={pool.readings}
        keyOf={({ reading }) => reading}
        columns={[
          { title: 'Reading', cell: ({ reading }) => <code>{reading}</code> },
          { title: 'Would grant', isNumber: true, cell: ({ entitled }) => quantity(entitled, pool.unit) },
          { title: 'Why', cell: ({ note }) => note },
          { title: 'Clause', cell: ({ clause }) => <code>{clause}</code> },
        ]}
      />
    </Section>
  )
}
