/** What a change of one role or one table would clear. */
import type { AccessGroup } from '../../../model/documents.ts'
import { Marked } from '../../parts/marked.tsx'
import { Table } from '../../parts/table.tsx'
import { hrefOf } from '../../router/location.ts'
import { RouteLink } from '../../router/route-link.tsx'
import { figure } from '../../words/numbers.ts'

interface GroupTableProps {
  readonly groups: readonly AccessGroup[]
  readonly caption: string
}

const titles = { role: 'Role', table: 'Table', environment: 'Environment' } as const

export function GroupTable({ groups, caption }: GroupTableProps) {
  const by = groups[0]?.by ?? 'role'
  return (
    <Table
      caption={caption}
      rows={groups}
      keyOf={({ id, environment }) => `${id}|${environment?.id ?? ''}`}
      columns={[
        { title: titles[by], cell: (group) => <RouteLink to={findingsOf(group)}>{group.name}</RouteLink> },
        ...(by === 'role' ? [{ title: 'Environment', cell: environmentOf }] : []),
        { title: 'Findings', isNumber: true, cell: ({ findings }) => figure(findings) },
        ...(by === 'environment'
          ? []
          : [
              { title: 'Clears', isNumber: true, cell: ({ cleared }: AccessGroup) => figure(cleared) },
              {
                title: 'The change',
                cell: ({ action }: AccessGroup) => (action === null ? 'no single change' : <Marked text={action} />),
              },
            ]),
      ]}
    />
  )
}

function environmentOf({ environment }: AccessGroup): string {
  return environment?.name ?? 'all'
}

/** The findings behind a group. The list has no filter by role: a role is looked for in its environment. */
function findingsOf({ by, id, environment }: AccessGroup): string {
  const rule = 'restricted-table-write'
  if (by === 'table') return hrefOf('/findings', { rule, table: id })
  return hrefOf('/findings', { rule, environment: by === 'environment' ? id : (environment?.id ?? null) })
}
