/** One person: what the guide grants them, right by right, and the way to their findings. */
import { useDocument } from '../../api/use-document.ts'
import { ClauseList } from '../../parts/clauses.tsx'
import { Command } from '../../parts/command.tsx'
import { SideDrawer } from '../../parts/side-drawer.tsx'
import { Shown } from '../../parts/states.tsx'
import { hrefOf, useQuery } from '../../router/location.ts'
import { RouteLink } from '../../router/route-link.tsx'
import { useTenantPath } from '../../shell/tenant.tsx'
import { planName } from '../../words/names.ts'

export function PersonDrawer() {
  const path = useTenantPath()
  const { query, change } = useQuery()
  const open = query.get('open')
  const rights = useDocument(
    open === null ? null : path(`users/${encodeURIComponent(open)}/rights`),
    'seatledger.rights/1',
  )
  const name = rights.page?.document.user.name ?? 'One person'
  return (
    <SideDrawer isOpen={open !== null} title={name} close={() => change({ open: null }, true)}>
      <Shown of={rights} what="the rights">
        {({ user, plans, rights: list, clauses }) => (
          <>
            <p className="quiet break">{user.upn ?? user.id}</p>
            <p>Seats: {plans.length === 0 ? 'none' : plans.map(planName).join(', ')}</p>
            <p>
              <RouteLink to={hrefOf('/findings', { user: user.id })}>Findings about this person</RouteLink>
            </p>
            <h3>What the guide grants</h3>
            <ul className="rights">
              {list.map(({ right, granted, text, clause }) => (
                <li key={right}>
                  <strong>{right.replaceAll('-', ' ')}</strong>: {grantedText(granted)}
                  <p>
                    {text} <code>{clause}</code>
                  </p>
                </li>
              ))}
            </ul>
            <Command text={`seatledger rights ${user.upn ?? user.id}`} />
            <h3>Clauses</h3>
            <ClauseList clauses={clauses} />
          </>
        )}
      </Shown>
    </SideDrawer>
  )
}

function grantedText(granted: boolean | null): string {
  return granted === null ? 'a person must decide' : granted ? 'granted' : 'not granted'
}
