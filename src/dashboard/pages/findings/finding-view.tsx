/** What is known of one finding: what it says, the way, the evidence, how it was derived, what mends it, and what it rests on. */
import type { ExplainDocument } from '../../../model/documents.ts'
import type { Finding } from '../../../model/finding.ts'
import { FindingMarks, SeverityBadge } from '../../parts/badges.tsx'
import { ClauseList } from '../../parts/clauses.tsx'
import { Command } from '../../parts/command.tsx'
import { Facts } from '../../parts/section.tsx'
import { hrefOf } from '../../router/location.ts'
import { RouteLink } from '../../router/route-link.tsx'
import { ruleName } from '../../words/names.ts'
import { time } from '../../words/times.ts'
import { EvidenceView } from './evidence-view.tsx'
import { Remedies } from './remedies.tsx'
import { WaiverView } from './waiver-view.tsx'

interface FindingViewProps {
  readonly document: ExplainDocument
  readonly finding: Finding
}

export function FindingView({ document, finding }: FindingViewProps) {
  return (
    <div className="finding">
      <div className="row tight">
        <SeverityBadge severity={finding.severity} />
        <FindingMarks finding={finding} />
        <span className="quiet">{ruleName(finding.rule)}</span>
      </div>
      {finding.stale ? (
        <p className="warn-text">The last run could not look at what this rests on; this is what was known before.</p>
      ) : null}
      <p>{finding.detail}</p>
      <Facts facts={factsOf(finding)} />
      <WaiverView key={finding.id} finding={finding} />
      <EvidenceView finding={finding} />
      <Remedies remedies={finding.remedies} />
      <h3>Derivation</h3>
      <ol className="derivation">
        {document.derivation.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      <h3>Clauses</h3>
      <ClauseList clauses={document.clauses} ids={finding.clauses} />
      <h3>Sources</h3>
      <ul className="sources">
        {document.sources.map(({ source, request, at, requestId }) => (
          <li key={source}>
            <code>{source}</code>: <span className="break">{request}</span> at {time(at)}
            {requestId === null ? null : <div className="quiet small break">request id {requestId}</div>}
          </li>
        ))}
      </ul>
      <Command text={`seatledger explain ${finding.id}`} />
    </div>
  )
}

function factsOf({ subject, environment, firstSeen, lastSeen, resolvedAt }: Finding) {
  const name = subject.upn === null ? subject.name : `${subject.name} (${subject.upn})`
  const isPerson = subject.kind === 'user'
  return [
    {
      name: subject.kind,
      value: isPerson ? <RouteLink to={hrefOf('/seats', { open: subject.id })}>{name}</RouteLink> : name,
    },
    { name: 'environment', value: environment?.name ?? 'the tenant' },
    { name: 'first seen', value: time(firstSeen) },
    { name: 'last seen', value: time(lastSeen) },
    ...(resolvedAt === null ? [] : [{ name: 'resolved', value: time(resolvedAt) }]),
  ]
}
