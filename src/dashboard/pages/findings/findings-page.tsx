/** Findings: filtered, sorted and paged by the service; each opens with its way, evidence, clause and remedy. */
import { useDocument } from '../../api/use-document.ts'
import { PageFrame } from '../../parts/section.tsx'
import { useQuery } from '../../router/location.ts'
import { useTenantPath } from '../../shell/tenant.tsx'
import { Filters } from './filters.tsx'
import { FindingDrawer } from './finding-drawer.tsx'
import { FindingList } from './finding-list.tsx'

export function FindingsPage() {
  const path = useTenantPath()
  const { query } = useQuery()
  // The rules and places to choose from: counted before any filter, so one small page tells them.
  const all = useDocument(path('findings', { limit: '1' }), 'seatledger.findings/1')
  const capacity = useDocument(path('capacity'), 'seatledger.capacity/1')
  const rule = all.page?.document.rules.find((one) => one.rule === query.get('rule'))
  return (
    <PageFrame title="Findings">
      <Filters
        rules={all.page?.document.rules ?? []}
        environments={capacity.page?.document.environments ?? []}
        total={all.page?.total ?? null}
      />
      {rule?.outcome === 'not-assessed' ? (
        <p className="warn-text">This rule could not be judged: {rule.reason ?? `it needs ${rule.needs.join(', ')}`}</p>
      ) : null}
      <FindingList />
      <FindingDrawer />
    </PageFrame>
  )
}
