/** The pools of the tenant after the plan: what it would be granted then. */
import type { Pool } from '../../../model/pool.ts'
import { Section } from '../../parts/section.tsx'
import { Table } from '../../parts/table.tsx'
import { poolName } from '../../words/names.ts'
import { quantity, unitOf } from '../../words/numbers.ts'

export function PlanPools({ pools }: { readonly pools: readonly Pool[] }) {
  return (
    <Section title="Pools after the purchase" note="What the guide grants for the seats held and those to buy.">
      <Table
        caption="Pools after the purchase"
        rows={pools}
        keyOf={({ pool }) => pool}
        columns={[
          { title: 'Pool', cell: ({ pool }) => poolName(pool) },
          {
            title: 'Granted then',
            isNumber: true,
            cell: (pool) => <strong>{quantity(pool.entitled, unitOf(pool))}</strong>,
          },
          {
            title: 'How',
            cell: ({ terms, unit }) => (
              <ul className="small plain">
                {terms.map(({ label, amount }) => (
                  <li key={label}>
                    {label}: {quantity(amount, unit)}
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </Section>
  )
}
