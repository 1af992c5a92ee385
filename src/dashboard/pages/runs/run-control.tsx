/** Starts a run and shows how it goes, source by source. */
import { Button, Checkbox, MessageBar, MessageBarBody, MessageBarTitle, Spinner } from '@fluentui/react-components'
import { PlayRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { Run } from '../../../model/service.ts'
import { ProblemBar } from '../../parts/states.tsx'
import { useCanManage } from '../../shell/tenant.tsx'
import { count } from '../../words/numbers.ts'
import { duration } from '../../words/times.ts'
import { ProgressTable } from './progress-table.tsx'
import { useRun } from './use-run.ts'

export function RunControl({ runs }: { readonly runs: readonly Run[] }) {
  const underWay = runs.find(({ state }) => state === 'running')?.runId ?? null
  const { run, progress, problem, start } = useRun(underWay)
  const [isFull, setFull] = useState(false)
  const canManage = useCanManage()
  const isRunning = run?.state === 'running'
  return (
    <div>
      <div className="row">
        <Button
          appearance="primary"
          icon={<PlayRegular />}
          // Stays in the order of the keyboard while a run is under way: focus must not be lost by starting one.
          disabledFocusable={isRunning || !canManage}
          onClick={() => start(isFull)}
        >
          Start a run
        </Button>
        <Checkbox
          label="Read everything anew"
          checked={isFull}
          disabled={isRunning || !canManage}
          onChange={(_event, { checked }) => setFull(checked === true)}
        />
        {canManage ? null : <span className="quiet">Starting a run needs the role Seatledger.Manage.</span>}
      </div>
      {problem === null ? null : <ProblemBar problem={problem} />}
      <div role="status">{run === null ? null : <RunState run={run} sources={progress.length} />}</div>
      {progress.length === 0 ? null : (
        <details open={isRunning}>
          <summary>What was read, source by source</summary>
          <ProgressTable rows={progress} />
        </details>
      )}
    </div>
  )
}

function RunState({ run, sources }: { readonly run: Run; readonly sources: number }) {
  if (run.state === 'running') {
    return (
      <div className="row">
        <Spinner size="tiny" aria-hidden="true" /> A run is under way: {count(sources, 'source')} so far.
      </div>
    )
  }
  const isFine = run.state === 'stored'
  const found = run.findings
  return (
    <MessageBar intent={isFine ? 'success' : 'error'} className="bar" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {isFine ? 'The run is stored' : run.state === 'failed' ? 'The run failed' : 'The run was stopped'}, after{' '}
          {duration(run.startedAt, run.finishedAt)}.
        </MessageBarTitle>
        {found === null
          ? null
          : ` Open findings: ${found.high} high, ${found.medium} medium, ${found.low} low, ${found.info} info. `}
        {run.error === null ? null : `${run.error.message} ${run.error.hint ?? ''}`}
        {run.incomplete === true ? 'Something could not be read: see the coverage below.' : null}
      </MessageBarBody>
    </MessageBar>
  )
}
