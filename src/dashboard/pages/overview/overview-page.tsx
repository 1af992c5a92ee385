/** The four things that a person reads, in their order: over or within; who can write what; what was not looked at; what to do next. */
import { useDocument } from '../../api/use-document.ts'
import { PageFrame } from '../../parts/section.tsx'
import { Shown } from '../../parts/states.tsx'
import { useTenantPath } from '../../shell/tenant.tsx'
import { ExportButtons } from './export-buttons.tsx'
import { AccessSection } from './access-section.tsx'
import { MissingSection } from './missing-section.tsx'
import { NextSection } from './next-section.tsx'
import { PoolsSection } from './pools-section.tsx'

export function OverviewPage() {
  const path = useTenantPath()
  const last = useDocument(path('runs/latest/document'), 'seatledger.sync/1')
  const capacity = useDocument(path('capacity'), 'seatledger.capacity/1')
  return (
    <PageFrame title="Overview" lead={last.page?.document.notice ?? ''} actions={<ExportButtons />}>
      <Shown of={capacity} what="the pools">
        {({ pools }) => <PoolsSection pools={pools} />}
      </Shown>
      <AccessSection />
      <Shown of={last} what="the last run">
        {(document) => (
          <>
            <MissingSection document={document} />
            <NextSection document={document} />
          </>
        )}
      </Shown>
    </PageFrame>
  )
}
