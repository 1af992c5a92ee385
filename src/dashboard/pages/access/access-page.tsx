/** Access by role, by table and by environment: what a change would clear. */
import type { AccessGroup } from '../../../model/documents.ts'
import { useDocument } from '../../api/use-document.ts'
import { Command } from '../../parts/command.tsx'
import { PageFrame, Section } from '../../parts/section.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { hrefOf, useQuery } from '../../router/location.ts'
import { RouteLink } from '../../router/route-link.tsx'
import { useTenantPath } from '../../shell/tenant.tsx'
import { count } from '../../words/numbers.ts'
import { GroupTable } from './group-table.tsx'

const ways: readonly { readonly by: AccessGroup['by']; readonly title: string; readonly note: string }[] = [
  {
    by: 'role',
    title: 'By role',
    note: 'One row per role and environment. The change takes the listed operations out of the role; it clears the findings that have no other way.',
  },
  {
    by: 'table',
    title: 'By table',
    note: 'One row per table. The change takes its operations out of all roles; it clears the findings about that table alone.',
  },
  { by: 'environment', title: 'By environment', note: 'One row per environment.' },
]

export function AccessPage() {
  const path = useTenantPath()
  const { query, hrefWith } = useQuery()
  const way = ways.find(({ by }) => by === query.get('by')) ?? ways[0]
  const by = way?.by ?? 'role'
  const access = useDocument(path('access', { by, limit: '1' }), 'seatledger.findings/1')
  return (
    <PageFrame
      title="Access"
      lead="Who can create, update or delete rows of restricted tables without the matching license, and what would end it."
    >
      <nav className="tabs no-print" aria-label="Grouped by">
        {ways.map((one) => (
          <RouteLink
            key={one.by}
            to={hrefWith({ by: one.by })}
            className={one.by === by ? 'tab current' : 'tab'}
            current={one.by === by}
          >
            {one.title}
          </RouteLink>
        ))}
      </nav>
      <Section title={way?.title ?? ''} note={way?.note}>
        <Shown of={access} what="the access">
          {({ groups = [], rules }, { total }) => (
            <>
              {total === null ? null : (
                <p>
                  <RouteLink to={hrefOf('/findings', { rule: 'restricted-table-write' })}>
                    {count(total, 'open finding')}
                  </RouteLink>{' '}
                  in {count(groups.length, by)}.
                </p>
              )}
              {rules.flatMap(({ needs }) => needs).length > 0 ? (
                <p className="warn-text">In what was looked at: something could not be read.</p>
              ) : null}
              {groups.length === 0 ? (
                <Empty title="Nobody, in what was looked at." />
              ) : (
                <GroupTable groups={groups} caption={way?.title ?? ''} />
              )}
            </>
          )}
        </Shown>
        <Command text={`seatledger access --by ${by}`} />
      </Section>
    </PageFrame>
  )
}
