/** The message of a run for one severity and above: what changed, how things stand, what was not looked at. Pure. */
import type { AlertChange, AlertDocument, AlertFinding } from '../model/alert.ts'
import type { SourceStatus } from '../model/coverage.ts'
import type { Severity } from '../model/finding.ts'
import type { RunRecord } from '../model/run.ts'
import { mostListed, type Changed, type Changes } from './changes.ts'
import { changesText, coverageText, summaryText } from './sentences.ts'

/** No message is larger: names of any length may stand in it. */
const mostBytes = 256 * 1024

/** What does not change from message to message of a run. */
export interface About {
  readonly tool: AlertDocument['tool']
  readonly notice: string
  readonly run: RunRecord
  /** Start of the run that was told of before. */
  readonly since: string | null
}

/** null: nothing changed at this severity and above. A first message is one also where nothing is open: it says from when on it looks. */
export function makeMessage(
  changes: Changes,
  { tool, notice, run, since }: About,
  { severity, eventId }: { readonly severity: Severity; readonly eventId: string },
): AlertDocument | null {
  const counts = {
    new: changes.count('new', severity),
    worsened: changes.count('worsened', severity),
    resolved: changes.count('resolved', severity),
  }
  const all = changes.isFirst ? changes.count('open', severity) : counts.new + counts.worsened + counts.resolved
  if (all === 0 && !changes.isFirst) return null
  const incomplete = incompleteOf(run.statuses)
  const who = run.tenantName ?? run.tenantId
  const said = changes.isFirst ? summaryText(who, changes.open, severity) : changesText(who, counts, severity)
  return fit({
    schema: 'seatledger.alert/1',
    eventId,
    kind: changes.isFirst ? 'summary' : 'changes',
    createdAt: run.finishedAt,
    tool,
    tenantId: run.tenantId,
    tenantName: run.tenantName,
    runId: run.id,
    asOf: run.startedAt,
    since,
    edition: run.edition,
    notice,
    severity,
    text: [said, coverageText(incomplete)].join(' ').trim(),
    counts,
    open: { ...changes.open },
    findings: listOf(changes, severity),
    notListed: all,
    complete: incomplete.every(({ required }) => !required),
    incomplete: incomplete.slice(0, mostListed).map(({ source, environment, state, reason }) => ({
      source,
      environment,
      state,
      reason,
    })),
    incompleteNotListed: Math.max(0, incomplete.length - mostListed),
  })
}

type Incomplete = SourceStatus & { readonly state: 'partial' | 'not-assessed' }

/** What the operator left out is no news of any run. */
function incompleteOf(statuses: readonly SourceStatus[]): Incomplete[] {
  return statuses.flatMap((status) => {
    const { state, required, reason } = status
    if (state === 'complete' || (!required && reason === 'left out by the operator')) return []
    return { ...status, state }
  })
}

const kinds: readonly AlertChange[] = ['new', 'worsened', 'resolved', 'open']

function listOf(changes: Changes, severity: Severity): AlertFinding[] {
  return kinds.flatMap((change) => changes.worst(change, severity, mostListed).map(entryOf))
}

function entryOf({ change, finding, severity, previousSeverity }: Changed): AlertFinding {
  const { id, rule, title, subject, environment, firstSeen, resolvedAt } = finding
  return { change, id, rule, severity, previousSeverity, title, subject, environment, firstSeen, resolvedAt }
}

/** `notListed` comes as the number of all. Names of any length may stand in a list: it gets shorter until the message is of use. */
function fit(message: AlertDocument): AlertDocument {
  let { findings } = message
  while (findings.length > 0 && Buffer.byteLength(JSON.stringify({ ...message, findings })) > mostBytes) {
    findings = findings.slice(0, Math.floor(findings.length / 2))
  }
  return { ...message, findings, notListed: message.notListed - findings.length }
}
