/** Runs and coverage: start one, watch it, and see what the last one looked at. */
import { useDocument } from '../../api/use-document.ts'
import { PageFrame, Section } from '../../parts/section.tsx'
import { Shown } from '../../parts/states.tsx'
import { useTenantPath } from '../../shell/tenant.tsx'
import { CoverageSection } from './coverage-section.tsx'
import { RuleSection } from './rule-section.tsx'
import { RunControl } from './run-control.tsx'
import { RunList } from './run-list.tsx'

export function RunsPage() {
  const path = useTenantPath()
  const runs = useDocument(path('runs', { limit: '50' }), 'seatledger.runs/1')
  const last = useDocument(path('runs/latest/document'), 'seatledger.sync/1')
  return (
    <PageFrame
      title="Runs and coverage"
      lead="What was read, when, and what was not looked at. The tenant is only ever read."
    >
      <Section title="Start a run">
        <RunControl runs={runs.page?.document.runs ?? []} />
      </Section>
      <Shown of={last} what="the coverage">
        {(document) => (
          <>
            <CoverageSection coverage={document.coverage} />
            <RuleSection rules={document.rules} />
          </>
        )}
      </Shown>
      <Section title="Earlier runs">
        <Shown of={runs} what="the runs">
          {(document) => <RunList runs={document.runs} />}
        </Shown>
      </Section>
    </PageFrame>
  )
}
