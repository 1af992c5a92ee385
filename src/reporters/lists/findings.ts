/** Findings of an export: one row each, open ones and, apart, those that somebody accepted for a time. */
import { isRestrictedTable, tablesOf } from '../../model/evidence.ts'
import type { Clauses } from '../../model/documents.ts'
import type { Finding } from '../../model/finding.ts'
import { isEvidenceCited, tableText, waysOf, windowText } from '../terminal/access-text.ts'
import { factLines } from '../terminal/evidence-facts.ts'
import { defineList, flag, text, time, type ColumnOf } from './list.ts'

const columns: readonly ColumnOf<Finding>[] = [
  text('severity', 'Severity', 10, ({ severity }) => severity),
  text('rule', 'Rule', 24, ({ rule }) => rule),
  text('subject', 'Who or what', 30, ({ subject }) => subject.name),
  text('upn', 'Sign-in name', 36, ({ subject }) => subject.upn),
  text('environment', 'Environment', 28, ({ environment }) => environment?.name ?? null),
  text('title', 'Finding', 70, ({ title }) => title),
  text('tables', 'Tables', 50, ({ evidence }) => tablesOf(evidence).map(tableText).join('; ')),
  text('through', 'Through', 50, throughText),
  text('remedies', 'What mends it', 70, ({ remedies }) => remedies.map((remedy) => remedy.text).join(' | ')),
  text('clauses', 'Clauses', 34, ({ clauses }) => clauses.join('; ')),
  text('clauseHeadings', 'Clauses in words', 50, ({ clauses }, content) => headingsOf(clauses, content.clauses)),
  text('status', 'Status', 9, ({ status }) => status),
  flag('stale', 'Stale', 7, ({ stale }) => stale),
  time('firstSeen', 'First seen (UTC)', 18, ({ firstSeen }) => firstSeen),
  time('lastSeen', 'Last seen (UTC)', 18, ({ lastSeen }) => lastSeen),
  text('detail', 'Detail', 80, ({ detail }) => detail),
  text('evidence', 'Evidence', 60, evidenceText),
  text('sources', 'Source requests', 60, sourcesText),
  text('subjectKind', 'Kind', 13, ({ subject }) => subject.kind),
  text('subjectId', 'Subject id', 38, ({ subject }) => subject.id),
  text('environmentId', 'Environment id', 40, ({ environment }) => environment?.id ?? null),
  text('id', 'Finding id', 40, ({ id }) => id),
]

export const findingList = defineList<Finding>({
  id: 'findings',
  title: 'findings',
  about: 'One row per open finding, the gravest first.',
  columns,
  from: (content) => content.findings('open'),
  none: ({ open }) =>
    open.rules.some(({ outcome }) => outcome === 'not-assessed')
      ? 'No finding is open in what was looked at. Not every rule could be judged: see what was not assessed.'
      : 'No finding is open.',
})

export const waivedList = defineList<Finding>({
  id: 'waived',
  title: 'waived',
  about: 'One row per finding that somebody accepted for a time.',
  columns: [
    text('waivedBy', 'Waived by', 28, ({ waiver }) => waiver?.by ?? null),
    time('waivedUntil', 'Until', 18, ({ waiver }) => waiver?.until ?? null),
    text('waiverReason', 'Reason', 50, ({ waiver }) => waiver?.reason ?? null),
    ...columns,
  ],
  from: (content) => content.findings('waived'),
  none: () => 'No finding is waived.',
})

/** The roles by which somebody comes to what the finding says; none for findings about seats and pools. */
function throughText({ evidence }: Finding): string {
  if (!('roles' in evidence)) return waysOf(tablesOf(evidence)).join('; ')
  return evidence.roles.map(({ role, team }) => (team === null ? role : `${role} (team ${team})`)).join('; ')
}

/** What stands in no other column. */
function evidenceText({ evidence, sources }: Finding): string {
  if (!isRestrictedTable(evidence))
    return factLines(evidence)
      .map((line) => line.trim())
      .join('; ')
  const administrator = evidence.administrator ? ['System Administrator: every restricted table'] : []
  const latent = evidence.latent === null ? [] : [evidence.latent]
  return [...administrator, ...latent, windowText(evidence, isEvidenceCited(sources))].join('; ')
}

function sourcesText({ sources }: Finding): string {
  return sources.map(({ source, request, at }) => `${source}: ${request} at ${at}`).join('; ')
}

function headingsOf(ids: readonly string[], clauses: Clauses): string {
  return ids.map((id) => clauses[id]?.heading ?? id).join('; ')
}
