/** Findings as flat rows, as one finding in full, and as what a subscriber is sent. */
import { tablesOf, type Evidence } from '../model/evidence.ts'
import type { ExplainDocument } from '../model/documents.ts'
import type { Finding } from '../model/finding.ts'
import { FindingDetails, FindingNotification } from './answers.ts'
import { known, lines, listed } from './known.ts'
import { FindingRow } from './rows.ts'

export function findingRow(finding: Finding): FindingRow {
  return known(FindingRow, fieldsOf(finding))
}

/** null for the explanation of a pool. */
export function findingDetails({ finding, derivation, clauses }: ExplainDocument): FindingDetails | null {
  if (finding === undefined) return null
  return known(FindingDetails, {
    ...fieldsOf(finding),
    derivation: lines(derivation) ?? '',
    evidence: JSON.stringify(finding.evidence),
    clauseTexts: Object.entries(clauses).map(([id, { heading, text, source }]) => ({ id, heading, text, source })),
  })
}

export interface OpenedIn {
  readonly tenantId: string
  readonly tenantName: string | null
  readonly runId: string
  /** ISO 8601 UTC. */
  readonly openedAt: string
}

/** The body that the trigger of a flow takes. */
export function findingNotification(finding: Finding, run: OpenedIn): FindingNotification {
  const { tenantId, tenantName, runId, openedAt } = run
  return known(FindingNotification, {
    ...fieldsOf(finding),
    tenantId,
    tenantName: tenantName ?? tenantId,
    runId,
    openedAt,
  })
}

function fieldsOf(finding: Finding): Record<string, unknown> {
  const { evidence, remedies, clauses, waiver } = finding
  const { id, rule, severity, status, stale, title, detail, firstSeen, lastSeen } = finding
  return {
    id,
    rule,
    severity,
    status,
    stale,
    title,
    detail,
    ...placeOf(finding),
    tables: listed(tablesOf(evidence).map(({ table }) => table)),
    roles: listed(rolesOf(evidence)),
    remedy: lines(remedies.map(({ text }) => text)) ?? '',
    clauses: listed(clauses) ?? '',
    firstSeen,
    lastSeen,
    waivedUntil: waiver?.until ?? null,
    waivedBy: waiver?.by ?? null,
    waiverReason: waiver?.reason ?? null,
  }
}

function placeOf({ subject, environment }: Finding): Record<string, string | null> {
  return {
    subjectKind: subject.kind,
    subjectId: subject.id,
    subjectName: subject.name,
    subjectUpn: subject.upn,
    environmentId: environment?.id ?? null,
    environmentName: environment?.name ?? null,
  }
}

function rolesOf(evidence: Evidence): string[] {
  if ('roles' in evidence) return evidence.roles.map(({ role }) => role)
  return tablesOf(evidence).flatMap(({ paths }) => paths.map(({ role }) => role))
}
