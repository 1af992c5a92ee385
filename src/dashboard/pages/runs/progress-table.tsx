/** The sources of a run under way, the newest state of each. */
import type { RunProgress } from '../../../model/service.ts'
import { Table } from '../../parts/table.tsx'
import { figure } from '../../words/numbers.ts'
import { progressKey } from './progress.ts'

export function ProgressTable({ rows }: { readonly rows: readonly RunProgress[] }) {
  return (
    <div className="progress">
      <Table
        caption="Progress of the run, by source"
        rows={rows}
        keyOf={progressKey}
        columns={[
          { title: 'Source', cell: ({ source }) => <code>{source}</code> },
          { title: 'Environment', cell: ({ environment }) => environment?.name ?? 'tenant' },
          {
            title: 'State',
            cell: ({ state, isKept }) => state.replaceAll('-', ' ') + (isKept ? ', kept from an interrupted run' : ''),
          },
          { title: 'Rows', isNumber: true, cell: ({ rows: read }) => figure(read) },
        ]}
      />
    </div>
  )
}
