/** Environments: what each stores, whether it draws on the tenant's pool, and whether it was looked at. */
import type { Coverage } from '../../../model/coverage.ts'
import type { EnvironmentCapacity } from '../../../model/pool.ts'
import { useDocument } from '../../api/use-document.ts'
import { CoverageBadge } from '../../parts/badges.tsx'
import { PageFrame, Section } from '../../parts/section.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { Table } from '../../parts/table.tsx'
import { hrefOf } from '../../router/location.ts'
import { RouteLink } from '../../router/route-link.tsx'
import { useTenantPath } from '../../shell/tenant.tsx'
import { quantity } from '../../words/numbers.ts'
import { time } from '../../words/times.ts'

const lead =
  'Storage as the admin API rates it, 1 GB = 1,024 MB. The default environment has 3 / 3 / 1 GB included, which do not draw on the pool.'

export function EnvironmentsPage() {
  const path = useTenantPath()
  const capacity = useDocument(path('capacity'), 'seatledger.capacity/1')
  const last = useDocument(path('runs/latest/document'), 'seatledger.sync/1')
  return (
    <PageFrame title="Environments" lead={lead}>
      <Section title="Storage and coverage">
        <Shown of={capacity} what="the environments">
          {({ environments }) =>
            environments.length === 0 ? (
              <Empty title="No environment, or none that could be read.">
                <RouteLink to={hrefOf('/runs', {})}>See what was looked at</RouteLink>
              </Empty>
            ) : (
              <EnvironmentTable environments={environments} coverage={last.page?.document.coverage ?? null} />
            )
          }
        </Shown>
      </Section>
    </PageFrame>
  )
}

interface EnvironmentTableProps {
  readonly environments: readonly EnvironmentCapacity[]
  readonly coverage: readonly Coverage[] | null
}

function EnvironmentTable({ environments, coverage }: EnvironmentTableProps) {
  return (
    <Table
      caption="Environments"
      rows={environments}
      keyOf={({ id }) => id}
      columns={[
        {
          title: 'Environment',
          cell: ({ id, name, type }) => (
            <>
              <RouteLink to={hrefOf('/findings', { environment: id })}>{name}</RouteLink>
              <div className="quiet small">{type}</div>
            </>
          ),
        },
        { title: 'Database', isNumber: true, cell: stored('database') },
        { title: 'File', isNumber: true, cell: stored('file') },
        { title: 'Log', isNumber: true, cell: stored('log') },
        { title: 'Draws on the pool', cell: draws },
        { title: 'Measured', cell: ({ updatedOn }) => time(updatedOn) },
        { title: 'Security data', cell: ({ id }) => <Looked id={id} coverage={coverage} /> },
      ]}
    />
  )
}

function stored(kind: 'database' | 'file' | 'log') {
  return (environment: EnvironmentCapacity): string => quantity(environment[kind].rated, 'GB')
}

function draws({ drawsOnPool, billingPolicy, included }: EnvironmentCapacity): string {
  const yes = drawsOnPool === null ? 'not known' : drawsOnPool ? 'yes' : 'no'
  const paid = billingPolicy === null ? '' : `, paid by ${billingPolicy}`
  const free = included === null ? '' : `, ${included.database} / ${included.file} / ${included.log} GB included`
  return yes + paid + free
}

function Looked({ id, coverage }: { readonly id: string; readonly coverage: readonly Coverage[] | null }) {
  const row = coverage?.find(({ source, environment }) => source === 'dataverse/security' && environment?.id === id)
  if (row === undefined) return <span className="quiet">no Dataverse, or not known</span>
  return (
    <>
      <CoverageBadge state={row.state} />
      {row.reason === null ? null : <div className="quiet small break">{row.reason}</div>}
    </>
  )
}
