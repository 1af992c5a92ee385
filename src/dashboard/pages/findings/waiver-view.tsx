/** A waiver: the one that stands, or a form to accept the finding for a time. */
import { Button, Field, Input, MessageBar, MessageBarBody, MessageBarTitle, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import type { Finding } from '../../../model/finding.ts'
import { ask } from '../../api/client.ts'
import { useFreshness } from '../../api/freshness.tsx'
import { problemFrom, type ApiProblem } from '../../api/problem.ts'
import { ProblemBar } from '../../parts/states.tsx'
import { useCanManage, useTenantPath } from '../../shell/tenant.tsx'
import { day } from '../../words/times.ts'

export function WaiverView({ finding }: { readonly finding: Finding }) {
  const [isAsking, setAsking] = useState(false)
  const canManage = useCanManage()
  const { waiver, status } = finding
  return (
    <div className="waiver">
      {waiver === null ? null : (
        <MessageBar intent="info" layout="multiline" className="bar">
          <MessageBarBody>
            <MessageBarTitle>Waived until {day(waiver.until)}</MessageBarTitle>
            by {waiver.by} on {day(waiver.at)}: {waiver.reason}
          </MessageBarBody>
        </MessageBar>
      )}
      {status === 'resolved' || !canManage || isAsking ? null : (
        <Button className="no-print" onClick={() => setAsking(true)}>
          {status === 'waived' ? 'Waive anew' : 'Waive this finding'}
        </Button>
      )}
      {isAsking ? <WaiverForm finding={finding} done={() => setAsking(false)} /> : null}
    </div>
  )
}

interface WaiverFormProps {
  readonly finding: Finding
  readonly done: () => void
}

/** What the service does by itself, told beforehand; it refuses more than a year. */
const hint = 'The last day of the waiver; 90 days from today where it is left empty, at most 366.'

function WaiverForm({ finding, done }: WaiverFormProps) {
  const path = useTenantPath()
  const { changed } = useFreshness()
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [isSending, setSending] = useState(false)
  const send = (): void => {
    setSending(true)
    ask(path(`findings/${encodeURIComponent(finding.id)}/waiver`), 'seatledger.waiver/1', {
      method: 'PUT',
      body: until === '' ? { reason } : { reason, until },
    })
      .then(() => {
        changed()
        done()
      })
      .catch((error: unknown) => {
        setProblem(problemFrom(error))
        setSending(false)
      })
  }
  return (
    <form
      className="waiver-form"
      aria-label="Waive this finding"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Field label="Reason" required hint="An auditor will read it.">
        <Textarea value={reason} onChange={(_event, { value }) => setReason(value)} />
      </Field>
      <Field label="Until" hint={hint}>
        <Input type="date" value={until} onChange={(_event, { value }) => setUntil(value)} />
      </Field>
      {problem === null ? null : <ProblemBar problem={problem} />}
      <div className="row">
        <Button type="submit" appearance="primary" disabledFocusable={isSending || reason.trim() === ''}>
          Waive
        </Button>
        <Button onClick={done}>Cancel</Button>
      </div>
    </form>
  )
}
