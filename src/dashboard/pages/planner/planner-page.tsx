/** The planner: staffing in, purchases and the pools that they bring out, live. Nothing is bought and nothing is stored. */
import { PageFrame, Section } from '../../parts/section.tsx'
import { Empty } from '../../parts/states.tsx'
import { StaffingForm } from './staffing-form.tsx'
import { PlanResult } from './plan-result.tsx'
import { useStaffing } from './use-staffing.ts'

export function PlannerPage() {
  const staffing = useStaffing()
  const isAsked = staffing.rows.length > 0
  return (
    <PageFrame
      title="Planner"
      lead="How many people serve which channels; what that costs at least, and which pools it brings. The plan is only computed: nothing is bought."
    >
      <Section title="Staffing">
        <StaffingForm staffing={staffing} />
      </Section>
      {isAsked ? <PlanResult rows={staffing.rows} /> : <Empty title="Enter how many people are to be staffed." />}
    </PageFrame>
  )
}
