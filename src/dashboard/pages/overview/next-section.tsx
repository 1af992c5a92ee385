/** 4. What to do next, with the exact command and the page that shows the same. */
import type { SyncDocument } from '../../../model/documents.ts'
import { useDocument } from '../../api/use-document.ts'
import { Command } from '../../parts/command.tsx'
import { Section } from '../../parts/section.tsx'
import { RouteLink } from '../../router/route-link.tsx'
import { useTenantPath } from '../../shell/tenant.tsx'
import { nextSteps } from './next-steps.ts'

export function NextSection({ document }: { readonly document: SyncDocument }) {
  const path = useTenantPath()
  const worst = useDocument(path('findings', { severity: 'low', limit: '1' }), 'seatledger.findings/1')
  const steps = nextSteps(document, worst.page?.document.findings[0] ?? null)
  return (
    <Section title="4. What to do next">
      <ol className="steps">
        {steps.map((step) => (
          <li key={step.command}>
            <RouteLink to={step.href}>{step.text}</RouteLink>
            <Command text={step.command} />
          </li>
        ))}
      </ol>
    </Section>
  )
}
