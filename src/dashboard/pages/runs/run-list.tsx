/** Runs, the newest first. */
import { Badge } from '@fluentui/react-components'
import type { Run } from '../../../model/service.ts'
import { Empty } from '../../parts/states.tsx'
import { Table } from '../../parts/table.tsx'
import { figure } from '../../words/numbers.ts'
import { duration, time } from '../../words/times.ts'

const colors = { running: 'brand', stored: 'success', failed: 'danger', stopped: 'warning' } as const

export function RunList({ runs }: { readonly runs: readonly Run[] }) {
  if (runs.length === 0) return <Empty title="No run is stored." />
  return (
    <Table
      caption="Runs"
      rows={runs}
      keyOf={({ runId }) => runId}
      columns={[
        { title: 'Started', cell: ({ startedAt }) => time(startedAt) },
        {
          title: 'State',
          cell: ({ state, incomplete }) => (
            <span className="row tight">
              <Badge appearance="tint" color={colors[state]}>
                {state}
              </Badge>
              {incomplete === true ? (
                <Badge appearance="outline" color="warning">
                  incomplete
                </Badge>
              ) : null}
            </span>
          ),
        },
        { title: 'Took', isNumber: true, cell: (run) => duration(run.startedAt, run.finishedAt) },
        { title: 'Requests', isNumber: true, cell: ({ requests }) => figure(requests) },
        { title: 'Open findings', cell: ({ findings, error }) => error?.message ?? findingsText(findings) },
      ]}
    />
  )
}

function findingsText(findings: Run['findings']): string {
  if (findings === null) return 'not known'
  return `${findings.high} high, ${findings.medium} medium, ${findings.low} low, ${findings.info} info`
}
