/** Severities and statuses: a word each, a shape each, and only then a color. */
import { Badge } from '@fluentui/react-components'
import {
  CheckmarkCircle16Filled,
  ErrorCircle16Filled,
  Info16Regular,
  QuestionCircle16Regular,
  Warning16Filled,
} from '@fluentui/react-icons'
import type { CoverageState } from '../../model/coverage.ts'
import type { Finding, Outcome, Severity } from '../../model/finding.ts'
import type { Pool } from '../../model/pool.ts'
import { statusName } from '../words/names.ts'

const bySeverity = {
  high: { color: 'danger', icon: <ErrorCircle16Filled /> },
  medium: { color: 'warning', icon: <Warning16Filled /> },
  low: { color: 'brand', icon: <Info16Regular /> },
  info: { color: 'informative', icon: <Info16Regular /> },
} as const

export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  return (
    <Badge appearance="tint" {...bySeverity[severity]}>
      {severity}
    </Badge>
  )
}

const byStatus = {
  within: { color: 'success', icon: <CheckmarkCircle16Filled /> },
  near: { color: 'warning', icon: <Warning16Filled /> },
  over: { color: 'danger', icon: <ErrorCircle16Filled /> },
  unknown: { color: 'informative', icon: <QuestionCircle16Regular /> },
} as const

export function PoolBadge({ status }: { readonly status: Pool['status'] }) {
  return (
    <Badge appearance="tint" size="large" {...byStatus[status]}>
      {statusName(status)}
    </Badge>
  )
}

const byCoverage = {
  complete: { color: 'success', icon: <CheckmarkCircle16Filled />, text: 'complete' },
  partial: { color: 'warning', icon: <Warning16Filled />, text: 'partial' },
  'not-assessed': { color: 'danger', icon: <QuestionCircle16Regular />, text: 'not assessed' },
} as const

export function CoverageBadge({ state }: { readonly state: CoverageState }) {
  const { text, ...look } = byCoverage[state]
  return (
    <Badge appearance="tint" {...look}>
      {text}
    </Badge>
  )
}

const byOutcome = {
  pass: { color: 'success', icon: <CheckmarkCircle16Filled />, text: 'pass' },
  fail: { color: 'danger', icon: <ErrorCircle16Filled />, text: 'fail' },
  'not-applicable': { color: 'informative', icon: <Info16Regular />, text: 'not applicable' },
  'not-assessed': { color: 'warning', icon: <QuestionCircle16Regular />, text: 'not assessed' },
} as const

export function OutcomeBadge({ outcome }: { readonly outcome: Outcome }) {
  const { text, ...look } = byOutcome[outcome]
  return (
    <Badge appearance="tint" {...look}>
      {text}
    </Badge>
  )
}

/** Nothing for an open finding that the last run saw. */
export function FindingMarks({ finding }: { readonly finding: Pick<Finding, 'status' | 'stale'> }) {
  return (
    <>
      {finding.status === 'open' ? null : (
        <Badge appearance="outline" color="informative">
          {finding.status}
        </Badge>
      )}
      {finding.stale ? (
        <Badge appearance="outline" color="warning">
          stale
        </Badge>
      ) : null}
    </>
  )
}
