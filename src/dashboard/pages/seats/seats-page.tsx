/** Seats and people: what is bought, held, idle, held twice or moved, and what could be saved. */
import { useDocument } from '../../api/use-document.ts'
import { PageFrame, Section } from '../../parts/section.tsx'
import { Shown } from '../../parts/states.tsx'
import { useTenantPath } from '../../shell/tenant.tsx'
import { time } from '../../words/times.ts'
import { People } from './people.tsx'
import { PersonDrawer } from './person-drawer.tsx'
import { SeatUseTable } from './seat-use-table.tsx'

export function SeatsPage() {
  const path = useTenantPath()
  const seats = useDocument(path('seats'), 'seatledger.seats/1')
  return (
    <PageFrame title="Seats and people">
      <Shown of={seats} what="the seats">
        {(document) => (
          <Section
            title="Seats"
            note={`Idle, duplicate and moved are counts of units that a finding names. History since ${time(document.historySince)}.`}
          >
            <SeatUseTable seats={document.seats} />
          </Section>
        )}
      </Shown>
      <People />
      <PersonDrawer />
    </PageFrame>
  )
}
