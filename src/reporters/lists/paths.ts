/** Ways to restricted tables: one row per finding, table and path; and by role what a change would clear. */
import type { AccessPath, AccountTableAccess, TableAccess } from '../../model/evidence.ts'
import { tablesOf } from '../../model/evidence.ts'
import type { AccessGroup } from '../../model/documents.ts'
import type { ExportContent } from '../../model/export.ts'
import type { Finding } from '../../model/finding.ts'
import { defineList, knownNumber, number, text, time, type ColumnOf } from './list.ts'

interface PathRow {
  readonly finding: Finding
  readonly access: TableAccess | AccountTableAccess
  readonly path: AccessPath
}

const counts = ['create', 'update', 'delete'] as const

export const pathList = defineList<PathRow>({
  id: 'paths',
  title: 'paths',
  about: 'One row per open finding, table and path: by which role, directly or by which team and group, and how deep.',
  columns: [
    text('severity', 'Severity', 10, ({ finding }) => finding.severity),
    text('subject', 'Who or what', 30, ({ finding }) => finding.subject.name),
    text('upn', 'Sign-in name', 36, ({ finding }) => finding.subject.upn),
    text('environment', 'Environment', 28, ({ finding }) => finding.environment?.name ?? null),
    text('table', 'Table', 26, ({ access }) => access.table),
    text('operations', 'Operations', 24, ({ path }) => path.operations.join(', ')),
    text('depth', 'Depth', 9, ({ path }) => path.depth),
    text('role', 'Role', 32, ({ path }) => path.role),
    text('team', 'Team', 26, ({ path }) => path.team),
    text('teamKind', 'Kind of team', 15, ({ path }) => path.teamKind),
    text('group', 'Entra group', 26, ({ path }) => path.group?.name ?? null),
    text('via', 'Member', 9, ({ path }) => path.group?.via ?? null),
    text('requires', 'Needs one of', 40, ({ access }) => ('requires' in access ? access.requires.join('; ') : null)),
    ...counts.map((operation): ColumnOf<PathRow> => {
      const title = `Observed ${operation}s`
      return number(
        `observed${operation.charAt(0).toUpperCase()}${operation.slice(1)}`,
        title,
        16,
        ({ access }) => access.observed?.[operation] ?? null,
      )
    }),
    time('observedLast', 'Last observed (UTC)', 18, ({ access }) => access.observed?.last ?? null),
    text('rule', 'Rule', 24, ({ finding }) => finding.rule),
    text('clauses', 'Clauses', 34, ({ finding }) => finding.clauses.join('; ')),
    text('roleId', 'Role id', 38, ({ path }) => path.roleId),
    text('findingId', 'Finding id', 40, ({ finding }) => finding.id),
  ],
  from: pathsOf,
})

async function* pathsOf(content: ExportContent): AsyncGenerator<PathRow> {
  for await (const finding of content.findings('open')) {
    for (const access of tablesOf(finding.evidence)) {
      for (const path of access.paths) yield { finding, access, path }
    }
  }
}

export const roleList = defineList<AccessGroup>({
  id: 'roles',
  title: 'roles',
  about: 'One row per role and environment through which people write restricted tables: what a change would clear.',
  columns: [
    text('role', 'Role', 36, ({ name }) => name),
    text('environment', 'Environment', 30, ({ environment }) => environment?.name ?? null),
    number('findings', 'Findings', 10, ({ findings }) => findings),
    knownNumber('cleared', 'Cleared', 10, ({ cleared }) => cleared),
    text('action', 'What to change', 90, ({ action }) => action),
    text('roleId', 'Role id', 38, ({ id }) => id),
    text('environmentId', 'Environment id', 40, ({ environment }) => environment?.id ?? null),
  ],
  from: ({ roles }) => roles,
})
