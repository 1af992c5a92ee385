/** The findings themselves, however many: the service pages, the table draws what is in view. */
import type { FindingsDocument } from '../../../model/documents.ts'
import type { Finding } from '../../../model/finding.ts'
import { usePages } from '../../api/use-pages.ts'
import { FindingMarks, SeverityBadge } from '../../parts/badges.tsx'
import { Empty, ProblemBar, Waiting } from '../../parts/states.tsx'
import type { VirtualColumn } from '../../parts/virtual-head.tsx'
import { VirtualTable } from '../../parts/virtual-table.tsx'
import { useQuery } from '../../router/location.ts'
import { RouteLink } from '../../router/route-link.tsx'
import { useTenantPath } from '../../shell/tenant.tsx'
import { ruleName } from '../../words/names.ts'
import { count } from '../../words/numbers.ts'
import { day } from '../../words/times.ts'

const passed = ['search', 'severity', 'rule', 'environment', 'status', 'user', 'table', 'sort'] as const

export function FindingList() {
  const path = useTenantPath()
  const { query, change, hrefWith } = useQuery()
  const asked = Object.fromEntries(passed.map((name) => [name, query.get(name)]))
  const list = usePages(path('findings', { ...asked, limit: '200' }), 'seatledger.findings/1', findingsOf)
  const columns: readonly VirtualColumn<Finding>[] = [
    {
      title: 'Severity',
      width: '6.5rem',
      sort: 'severity',
      cell: ({ severity }) => <SeverityBadge severity={severity} />,
    },
    {
      title: 'Finding',
      width: '3fr',
      cell: (finding) => (
        <>
          <RouteLink to={hrefWith({ open: finding.id })}>{finding.title}</RouteLink> <FindingMarks finding={finding} />
        </>
      ),
    },
    { title: 'Rule', width: '1.2fr', sort: 'rule', cell: ({ rule }) => ruleName(rule) },
    {
      title: 'Subject',
      width: '1.2fr',
      sort: 'subject',
      cell: ({ subject }) => <span className="break">{subject.name}</span>,
    },
    {
      title: 'Environment',
      width: '1.2fr',
      sort: 'environment',
      cell: ({ environment }) => environment?.name ?? 'tenant',
    },
    { title: 'First seen', width: '6.5rem', sort: 'firstSeen', cell: ({ firstSeen }) => day(firstSeen) },
  ]
  return (
    <section aria-label="List of findings">
      <p role="status" className="quiet">
        {list.total === null ? '' : count(list.total, 'finding')}
      </p>
      {list.problem === null ? null : <ProblemBar problem={list.problem} reload={list.reload} />}
      {list.rows.length === 0 && list.isLoading ? <Waiting what="the findings" /> : null}
      {list.rows.length === 0 && !list.isLoading && list.problem === null ? (
        <Empty title="No finding matches.">
          What could not be looked at gives no finding: <RouteLink to="/runs">see what was looked at</RouteLink>.
        </Empty>
      ) : null}
      {list.rows.length === 0 ? null : (
        <VirtualTable
          label="Findings"
          list={list}
          columns={columns}
          keyOf={({ id }) => id}
          sorting={{ by: query.get('sort'), sortBy: (sort) => change({ sort }) }}
        />
      )}
    </section>
  )
}

function findingsOf({ findings }: FindingsDocument): readonly Finding[] {
  return findings
}
