/** The planner: staffing in, purchases and the pools that they bring out, live. Nothing is bought and nothing is stored. */
import { Field, Select } from '@fluentui/react-components'
import { PageFrame, Section } from '../../parts/section.tsx'
import { Empty } from '../../parts/states.tsx'
import { useQuery } from '../../router/location.ts'
import { PlanResult } from './plan-result.tsx'
import { StaffingForm } from './staffing-form.tsx'
import type { PlanBody } from './use-plan.ts'
import { useStaffing, type Staffing } from './use-staffing.ts'

const lead =
  'How many people serve which channels; what that costs at least, and which pools it brings. The plan is only computed: nothing is bought.'

export function PlannerPage() {
  const { query, change } = useQuery()
  const staffing = useStaffing()
  const kind = query.get('for')
  const body = bodyOf(kind, staffing)
  return (
    <PageFrame title="Planner" lead={lead}>
      <Section title="What to plan for">
        <Field label="Plan for" className="narrow">
          <Select value={kind ?? ''} onChange={(_event, { value }) => change({ for: value })}>
            <option value="">a staffing that I enter</option>
            <option value="tenant">the tenant as it stands</option>
            <option value="fix">mending the open findings</option>
          </Select>
        </Field>
        {kind === null ? <StaffingForm staffing={staffing} /> : null}
      </Section>
      {body === null ? (
        <Empty title="Enter how many people are to be staffed." />
      ) : (
        <PlanResult key={kind ?? 'staffing'} body={body} />
      )}
    </PageFrame>
  )
}

/** null: there is nothing to ask yet. */
function bodyOf(kind: string | null, { rows }: Staffing): PlanBody | null {
  if (kind === 'tenant') return {}
  if (kind === 'fix') return { fix: true }
  return rows.length === 0 ? null : { staffing: rows }
}
