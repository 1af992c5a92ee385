/** One finding whole, in a drawer: an auditor must be able to follow it back to the clause. */
import { useDocument } from '../../api/use-document.ts'
import { SideDrawer } from '../../parts/side-drawer.tsx'
import { Shown } from '../../parts/states.tsx'
import { useQuery } from '../../router/location.ts'
import { useTenantPath } from '../../shell/tenant.tsx'
import { FindingView } from './finding-view.tsx'

export function FindingDrawer() {
  const path = useTenantPath()
  const { query, change } = useQuery()
  const open = query.get('open')
  const explained = useDocument(
    open === null ? null : path(`findings/${encodeURIComponent(open)}`),
    'seatledger.explain/1',
  )
  const title = explained.page?.document.finding?.title ?? open ?? ''
  return (
    <SideDrawer isOpen={open !== null} title={title} close={() => change({ open: null }, true)}>
      <Shown of={explained} what="the finding">
        {(document) =>
          document.finding === undefined ? null : <FindingView document={document} finding={document.finding} />
        }
      </Shown>
    </SideDrawer>
  )
}
