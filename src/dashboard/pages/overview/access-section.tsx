/** 2. Who can write what without a license: how many, and through which roles. */
import { useDocument, type Loading } from '../../api/use-document.ts'
import { Section } from '../../parts/section.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { hrefOf } from '../../router/location.ts'
import { RouteLink } from '../../router/route-link.tsx'
import { useTenantPath } from '../../shell/tenant.tsx'
import { figure } from '../../words/numbers.ts'
import { GroupTable } from '../access/group-table.tsx'
import type { FindingsDocument } from '../../../model/documents.ts'

const shownRoles = 5

export function AccessSection() {
  const path = useTenantPath()
  const byRole = useDocument(path('access', { by: 'role', limit: '1' }), 'seatledger.findings/1')
  const byTable = useDocument(path('access', { by: 'table', limit: '1' }), 'seatledger.findings/1')
  const counted = useDocument(
    path('findings', { rule: 'restricted-table-write', severity: 'low', limit: '1' }),
    'seatledger.findings/1',
  )
  return (
    <Section
      title="2. Who can write what without a license"
      note="People above severity info who can create, update or delete rows of restricted tables without the matching license."
    >
      <Shown of={byRole} what="who can write">
        {({ groups = [], rules }) => (
          <>
            <dl className="figures">
              <Figure name="findings above info" value={counted.page?.total ?? null} />
              <Figure name="roles that let them" value={groups.length} />
              <Figure name="restricted tables" value={groupCount(byTable)} />
            </dl>
            {rules.some(({ needs }) => needs.length > 0) ? (
              <p className="warn-text">In what was looked at: see below what was not.</p>
            ) : null}
            {groups.length === 0 ? (
              <Empty title="Nobody, in what was looked at." />
            ) : (
              <GroupTable groups={groups.slice(0, shownRoles)} caption="The roles that clear the most" />
            )}
            <p>
              <RouteLink to={hrefOf('/access', { by: 'role' })}>All roles and tables</RouteLink>
            </p>
          </>
        )}
      </Shown>
    </Section>
  )
}

function groupCount(of: Loading<FindingsDocument>): number | null {
  return of.page?.document.groups?.length ?? null
}

function Figure({ name, value }: { readonly name: string; readonly value: number | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{figure(value)}</dd>
    </div>
  )
}
