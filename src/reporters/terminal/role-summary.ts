/** Through which roles people can write: one row per role and environment, the one with the most people first. */
import { isRestrictedTable } from '../../model/evidence.ts'
import type { Finding } from '../../model/finding.ts'
import { table } from './table.ts'
import { figure, name, type RenderOptions } from './text.ts'

interface RoleUse {
  readonly role: string
  readonly environment: string
  readonly people: Set<string>
  readonly tables: Set<string>
}

const shownRoles = 10

export function writersByRole(findings: readonly Finding[], options: RenderOptions): string {
  const uses = [...countByRole(findings).values()].toSorted(
    (a, b) => b.people.size - a.people.size || compare(a.role, b.role) || compare(a.environment, b.environment),
  )
  const rows = uses
    .slice(0, shownRoles)
    .map((use) => [
      name(use.role),
      name(use.environment),
      figure(use.people.size),
      [...use.tables].toSorted(compare).join(', '),
    ])
  const columns = [
    { title: 'Role' },
    { title: 'Environment' },
    { title: 'People', align: 'right' as const },
    { title: 'Tables' },
  ]
  const rest = uses.length - shownRoles
  const more = rest > 0 ? `\nand ${figure(rest)} more: \`seatledger access --by role\`` : ''
  return `${table(columns, rows, options)}${more}`
}

function countByRole(findings: readonly Finding[]): ReadonlyMap<string, RoleUse> {
  const uses = new Map<string, RoleUse>()
  for (const finding of findings) {
    if (!isRestrictedTable(finding.evidence)) continue
    for (const access of finding.evidence.tables) {
      for (const path of access.paths) {
        const key = `${path.roleId}|${finding.environment?.id ?? ''}`
        const environment = finding.environment?.name ?? ''
        const use = uses.get(key) ?? { role: path.role, environment, people: new Set(), tables: new Set() }
        use.people.add(finding.subject.id)
        use.tables.add(access.table)
        uses.set(key, use)
      }
    }
  }
  return uses
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
