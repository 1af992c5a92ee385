/** Which restricted tables a person can write without the license, operation by operation and way by way, and how bad that is. */
import type { DataverseDescription, DepthName, OperationName } from '../../mocks/tenant.ts'
import type { Licenses } from './brute-licenses.ts'
import type { ExpectedUse } from './brute-uses.ts'
import type { Way } from './brute-ways.ts'
import type { Exception, Note } from './exceptions.ts'
import {
  caseExceptionFamilies,
  goalAlsoAccepts,
  mainList,
  secondList,
  teamMemberTables,
  type Family,
} from './license-table.ts'
import type { OperatorSettings } from './random-tenant.ts'

export type Grade = 'high' | 'medium' | 'low' | 'info'

export interface ExpectedPath {
  readonly role: string
  readonly roleId: string
  readonly team: string | null
  readonly teamKind: 'owner' | 'entra-security' | 'entra-m365' | null
  readonly group: { readonly id: string; readonly via: 'direct' | 'nested' } | null
  readonly operations: readonly OperationName[]
  readonly depth: DepthName
}

export interface ExpectedTable {
  readonly table: string
  readonly operations: readonly OperationName[]
  readonly depth: DepthName | null
  readonly requires: readonly Family[]
  readonly paths: readonly ExpectedPath[]
  readonly grade: Grade
  /** Without evidence: null. */
  readonly observed: ExpectedUse | null
}

export interface Question {
  readonly dataverse: DataverseDescription
  readonly settings: OperatorSettings
  readonly licenses: Licenses
  readonly ways: readonly Way[]
  readonly guest: { readonly isGuest: boolean; readonly isExternal: boolean }
  readonly note: Note
}

const operations: readonly OperationName[] = ['create', 'update', 'delete']
const depths: readonly DepthName[] = ['basic', 'local', 'deep', 'global']

export function writableTables(question: Question): ExpectedTable[] {
  const installed = question.dataverse.tables.toSorted()
  return installed.flatMap((table) => {
    const main = mainList[table]
    if (main !== undefined) return writableTable(question, table, main, false) ?? []
    const second = secondList[table]
    if (second === undefined) return []
    if (question.settings.fieldServiceList) return writableTable(question, table, second, true) ?? []
    const silent = writableTable({ ...question, note: () => undefined }, table, second, true)
    if (silent !== null) question.note('second list off: not judged')
    return []
  })
}

function writableTable(
  question: Question,
  table: string,
  requires: readonly Family[],
  isSecondList: boolean,
): ExpectedTable | null {
  const { licenses, ways, note } = question
  const able = ways.filter((way) => operations.some((operation) => depthOf(question, way, table, operation) !== null))
  if (able.length === 0) return null
  noteLicenses(licenses, table, requires, note)
  if (requires.some((family) => licenses.held.has(family))) return null
  const found = able.flatMap((way) => pathOf(question, table, way) ?? [])
  if (found.length === 0) return null
  const paths = found.map(({ path }) => path)
  const listed = operations.filter((operation) => paths.some((path) => path.operations.includes(operation)))
  found.forEach(({ way }) => noteWay(way, question, table))
  const grade = gradeOf(question, { table, requires, paths, isSecondList })
  return {
    table,
    operations: listed,
    depth: deepest(paths),
    requires: requires.toSorted(),
    paths,
    grade,
    observed: null,
  }
}

/** One way into one table, with the operations at which it is a finding. */
function pathOf(question: Question, table: string, way: Way): { path: ExpectedPath; way: Way } | null {
  const found = operations.flatMap((operation) => {
    const depth = depthOf(question, way, table, operation)
    if (depth === null || isExempt(question, table, operation, depth)) return []
    return [{ operation, depth }]
  })
  const [first] = found
  if (first === undefined) return null
  const path: ExpectedPath = {
    role: way.role.name,
    roleId: way.role.id,
    team: way.team?.name ?? null,
    teamKind: kindOf(way),
    group: way.group,
    operations: found.map(({ operation }) => operation),
    depth: found.reduce((deepestYet, { depth }) => deeper(deepestYet, depth), first.depth),
  }
  return { path, way }
}

function kindOf(way: Way): ExpectedPath['teamKind'] {
  if (way.team === null) return null
  if (way.team.type === 0) return 'owner'
  return way.team.type === 2 ? 'entra-security' : 'entra-m365'
}

/** At which depth a role gives an operation on a table: by the table's own privilege, or by the one that it shares. */
function depthOf({ dataverse, note }: Question, way: Way, table: string, operation: OperationName): DepthName | null {
  if (way.everything) return 'global'
  const lender = (name: string) => dataverse.sharedPrivileges?.[name] ?? name
  const layers = way.role.grants.filter(
    (grant) => lender(grant.table) === lender(table) && grant.operation === operation,
  )
  const kept = layers.filter((layer) => layer.componentState !== 2 && layer.componentState !== 3)
  const depth = depths.findLast((candidate) => kept.some((layer) => layer.depth === candidate)) ?? null
  const withDeleted = depths.findLast((candidate) => layers.some((layer) => layer.depth === candidate)) ?? null
  if (depth !== withDeleted) note('deleted layer of a role does not count')
  return depth
}

/** The case exception and Team Members. */
function isExempt({ licenses, note }: Question, table: string, operation: OperationName, depth: DepthName): boolean {
  const isBasic = depth === 'basic'
  if (table === 'incident' && caseExceptionFamilies.some((family) => licenses.held.has(family))) {
    if (operation === 'create') {
      note('case exception: create at any depth is no finding')
      return true
    }
    if (isBasic) {
      note('case exception: update or delete at Basic is no finding')
      return true
    }
    note('case exception: update or delete above Basic is one')
  }
  if (teamMemberTables.includes(table) && licenses.held.has('team_members')) {
    if (isBasic) {
      note(
        table === 'incident'
          ? 'Team Members: Basic on incident is no finding'
          : 'Team Members: Basic on msdyn_workorder is no finding',
      )
      return true
    }
    note('Team Members: above Basic is one')
  }
  return false
}

interface Access {
  readonly table: string
  readonly requires: readonly Family[]
  readonly paths: readonly ExpectedPath[]
  readonly isSecondList: boolean
}

function gradeOf({ licenses, guest, note }: Question, { table, requires, paths, isSecondList }: Access): Grade {
  const direct = paths.filter((path) => path.group?.via !== 'nested')
  const grade = direct.length === 0 ? 'low' : byDepth(direct)
  if (table === 'goal' && goalAlsoAccepts.some((family) => licenses.held.has(family))) {
    note('goal with a Customer Service license grades info')
    return 'info'
  }
  if (requires.some((family) => licenses.limited.has(family))) {
    note('limited license: review')
    return 'info'
  }
  const notes: (readonly [Exception, boolean])[] = [
    ['nested only: table grades at most low', direct.length === 0 && byDepth(paths) === 'medium'],
    [
      'nested beside direct: what comes by nesting grades at most low',
      direct.length > 0 && byDepth(direct) === 'low' && byDepth(paths) === 'medium',
    ],
    ['guest grades at most low', guest.isGuest && guest.isExternal && grade === 'medium'],
    ['guest whom the operator knows as not external: no cap', guest.isGuest && !guest.isExternal && grade === 'medium'],
    ['second list: low', isSecondList],
  ]
  notes.filter(([, applies]) => applies).forEach(([exception]) => note(exception))
  return isSecondList || (guest.isGuest && guest.isExternal) ? 'low' : grade
}

function byDepth(paths: readonly ExpectedPath[]): Grade {
  return paths.some((path) => path.depth !== 'basic') ? 'medium' : 'low'
}

function deeper(one: DepthName, other: DepthName): DepthName {
  return depths.indexOf(one) > depths.indexOf(other) ? one : other
}

function deepest(paths: readonly ExpectedPath[]): DepthName {
  return depths.findLast((depth) => paths.some((path) => path.depth === depth)) ?? 'basic'
}

function noteLicenses(licenses: Licenses, table: string, requires: readonly Family[], note: Note): void {
  const wanted: readonly Family[] = table === 'incident' ? [...requires, ...caseExceptionFamilies] : requires
  const claims = licenses.claims.filter((claim) => wanted.includes(claim.family))
  const holds = claims.filter((claim) => claim.held)
  if (holds.length === 0) {
    for (const claim of claims) claim.because.forEach(note)
    return
  }
  for (const exception of holds.flatMap((claim) => claim.because)) {
    if (holds.every((claim) => claim.because.includes(exception))) note(exception)
  }
}

const membershipNotes: readonly Exception[] = [
  'group team of membership type 0: members and guests',
  'group team of membership type 1: members without guests',
  'group team of membership type 2: owners',
  'group team of membership type 3: guests',
]

function noteWay(way: Way, { dataverse, note }: Question, table: string): void {
  if (way.isCopy) note('role copy of a business unit')
  if (dataverse.sharedPrivileges?.[table] !== undefined) note('table that shares the privileges of another')
  if (way.team?.type === 0) note('owner team gives the role')
  if (way.team?.isDefault === true) note('default team of a business unit gives the role')
  if (way.team?.type === 3) note('group team of a Microsoft 365 group')
  const membership = way.group === null || way.team === null ? undefined : membershipNotes[way.team.membershipType]
  if (membership !== undefined) note(membership)
}
