/** The open restricted-table findings as a problem to mend: one user over all environments, with the ways by which roles come. */
import type { AccessPath, RestrictedTableEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { FixUser, OpenTable } from './fix-plan.ts'

export interface FixSubject extends FixUser {
  readonly name: string
  /** What closing a way means, by its key. */
  readonly wayWords: ReadonlyMap<string, string>
  /** Whether somebody saw the user write. */
  readonly isObserved: boolean
}

export interface FixFindings {
  readonly subjects: readonly FixSubject[]
  /** Findings that ask for a look and no purchase: for information, of administrators, of what is licensed per tenant. */
  readonly leftToReview: number
}

interface Collected {
  name: string
  tables: OpenTable[]
  wayWords: Map<string, string>
  isObserved: boolean
}

export function fixSubjects(findings: readonly Finding[]): FixFindings {
  const open = findings.filter(({ rule, status }) => rule === 'restricted-table-write' && status === 'open')
  const subjects = new Map<string, Collected>()
  let leftToReview = 0
  for (const finding of open) {
    const evidence = mendable(finding)
    if (evidence === null) leftToReview += 1
    else collect(evidence, finding, subjects)
  }
  return { subjects: [...subjects].map(([id, subject]) => ({ id, ...subject })), leftToReview }
}

function collect({ tables }: RestrictedTableEvidence, finding: Finding, subjects: Map<string, Collected>): void {
  const { id, name, upn } = finding.subject
  const whole = upn === null ? name : `${name} (${upn})`
  const subject: Collected = subjects.get(id) ?? { name: whole, tables: [], wayWords: new Map(), isObserved: false }
  subjects.set(id, subject)
  for (const { requires, paths, observed } of tables) {
    subject.isObserved ||= observed !== null && observed.last !== null
    for (const path of paths) addWords(subject.wayWords, path, finding)
    subject.tables.push({ requires, ways: paths.map((path) => keyOf(path, finding)) })
  }
}

function mendable({ severity, subject, evidence }: Finding): RestrictedTableEvidence | null {
  if (severity === 'info' || subject.kind !== 'user' || !('administrator' in evidence)) return null
  if (evidence.administrator || evidence.tables.length === 0) return null
  return evidence
}

/** What one action closes: a role of the user, or a membership with all roles that come by it. */
function keyOf({ roleId, team, group }: AccessPath, { environment }: Finding): string {
  if (group !== null) return ['group', group.id, group.via].join('|')
  return team === null ? ['role', environment?.id, roleId].join('|') : ['team', environment?.id, team].join('|')
}

function addWords(words: Map<string, string>, path: AccessPath, finding: Finding): void {
  const key = keyOf(path, finding)
  const place = finding.environment === null ? '' : ` in ${finding.environment.name}`
  const role = `*${path.role}*${place}`
  const known = words.get(key)
  if (known === undefined)
    words.set(key, path.team === null ? `the role ${role}` : `${membershipWords(path)} (${role})`)
  else if (!known.includes(role)) words.set(key, `${known.slice(0, -1)}, ${role})`)
}

function membershipWords({ team, group }: AccessPath): string {
  if (group === null) return `the membership of team *${team ?? ''}*`
  const through = group.via === 'nested' ? 'a group nested in Entra group' : 'Entra group'
  return `the membership of ${through} *${group.name}*`
}
