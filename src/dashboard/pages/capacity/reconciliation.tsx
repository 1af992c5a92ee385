/** The service's own figure beside the guide's: its lines, and every part of the difference with its cause. */
import type { Pool } from '../../../model/pool.ts'
import { Section } from '../../parts/section.tsx'
import { Empty } from '../../parts/states.tsx'
import { Table } from '../../parts/table.tsx'
import { figure, quantity, signed } from '../../words/numbers.ts'
import { time } from '../../words/times.ts'

export function Reconciliation({ pool }: { readonly pool: Pool }) {
  const { reported, unit, period, differences } = pool
  if (reported === null) {
    const why = period === null ? 'The service reported nothing.' : 'No API reports a total of this pool.'
    return (
      <Section title="Reconciliation with the service">
        <Empty title={why} />
      </Section>
    )
  }
  const { base, incremental, addOn, total, asOf, lines } = reported
  const note = `The admin API reports ${quantity(total, unit)}: base ${figure(base)}, incremental ${figure(incremental)}, add-on ${figure(addOn)}; 1 GB = 1,024 MB; as of ${time(asOf)}.`
  return (
    <Section title="Reconciliation with the service" note={note}>
      <h3>Why it differs from the guide’s figure</h3>
      {differences.length === 0 ? (
        <p>It does not.</p>
      ) : (
        <Table
          caption="Differences"
          rows={differences}
          keyOf={({ cause }) => cause}
          columns={[
            { title: 'Amount', isNumber: true, cell: ({ amount }) => signed(amount, unit) },
            { title: 'Cause', cell: ({ cause }) => cause.replaceAll('-', ' ') },
            { title: 'What is known', cell: ({ note: text }) => text },
          ]}
        />
      )}
      <h3>Lines of the service</h3>
      <Table
        caption="Lines of the admin API"
        rows={lines}
        keyOf={({ layer, skuId, code }) => `${layer}|${skuId}|${code}`}
        columns={[
          { title: 'Layer', cell: ({ layer }) => layer },
          { title: 'Line', cell: ({ code }) => <code className="break">{code}</code> },
          { title: 'Amount', isNumber: true, cell: ({ amount }) => quantity(amount, unit) },
          { title: 'Paid units', isNumber: true, cell: ({ paid }) => figure(paid.enabled + paid.warning) },
          { title: 'Trial units', isNumber: true, cell: ({ trial }) => figure(trial) },
        ]}
      />
    </Section>
  )
}
