/** A tenant that was never read: the first run is started from here. */
import { useDocument } from '../api/use-document.ts'
import { Command } from '../parts/command.tsx'
import { RunControl } from '../pages/runs/run-control.tsx'
import { useTenantPath } from './tenant.tsx'

export function FirstRun() {
  const path = useTenantPath()
  const runs = useDocument(path('runs', { limit: '5' }), 'seatledger.runs/1')
  return (
    <main className="alone">
      <h1>No run yet</h1>
      <p>Nothing was read from this tenant so far, so nothing can be said of it. A first run takes a few minutes.</p>
      <RunControl runs={runs.page?.document.runs ?? []} />
      <p className="quiet">Or on the command line:</p>
      <Command text="seatledger sync" />
    </main>
  )
}
