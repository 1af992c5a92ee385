/** One table that can be written: what, how deep, what was seen, and every way from the person to it. */
import { ChevronRight16Regular } from '@fluentui/react-icons'
import { Fragment } from 'react'
import type { AccessPath, AccountTableAccess, ObservedUse, TableAccess } from '../../../model/evidence.ts'
import { figure } from '../../words/numbers.ts'
import { day } from '../../words/times.ts'

interface TableAccessViewProps {
  readonly access: TableAccess | AccountTableAccess
  readonly who: string
}

const depths = {
  basic: 'own rows (Basic)',
  local: 'the business unit (Local)',
  deep: 'the unit and those below (Deep)',
  global: 'all rows (Global)',
} as const

export function TableAccessView({ access, who }: TableAccessViewProps) {
  const { table, operations, depth, paths, observed } = access
  return (
    <div className="access">
      <h4>
        <code>{table}</code>: {operations.join(', ')}
        {depth === null ? '' : `, at most ${depths[depth]}`}
      </h4>
      {'requires' in access && access.requires.length > 0 ? (
        <p className="small">Needs one of: {access.requires.map((family) => family.replaceAll('_', ' ')).join('; ')}</p>
      ) : null}
      {observed === null ? null : <p className="small">Seen in use: {observedText(observed)}</p>}
      <ul className="ways" aria-label={`Ways to ${table}`}>
        {paths.map((path) => (
          <li key={`${path.roleId}|${path.team ?? ''}|${path.group?.id ?? ''}`}>
            <Way steps={stepsOf(path, who, table)} />
            <span className="quiet small">
              {path.operations.join(', ')}, {depths[path.depth]}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface Step {
  readonly kind: string
  readonly name: string
}

function stepsOf(path: AccessPath, who: string, table: string): readonly Step[] {
  const { group, team, teamKind, role } = path
  return [
    { kind: 'user', name: who },
    ...(group === null
      ? []
      : [{ kind: group.via === 'nested' ? 'group, nested: unverified' : 'group', name: group.name }]),
    ...(team === null ? [] : [{ kind: teamKind === null ? 'team' : `${teamKind.replace('-', ' ')} team`, name: team }]),
    { kind: 'role', name: role },
    { kind: 'table', name: table },
  ]
}

function Way({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <div className="way">
      {steps.map(({ kind, name }, index) => (
        <Fragment key={kind}>
          {index === 0 ? null : <ChevronRight16Regular aria-label="then" />}
          <span className="step">
            <span className="step-kind">{kind}</span>
            <span className="break">{name}</span>
          </span>
        </Fragment>
      ))}
    </div>
  )
}

function observedText({ create, update, delete: deleted, last }: ObservedUse): string {
  const counts = `${figure(create)} created, ${figure(update)} updated, ${figure(deleted)} deleted`
  return last === null ? counts : `${counts}; the last on ${day(last)}`
}
