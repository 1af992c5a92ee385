/** Accounts of one environment that are no persons: applications, agents, non-interactive accounts, accounts that several people share. */
import type { MultiplexingEvidence } from '../model/evidence.ts'
import type { Subject } from '../model/finding.ts'
import type { SystemUser } from '../model/security.ts'
import type { PersonFacts } from './people.ts'
import type { Way } from './ways.ts'

/** Application ids that are Microsoft's own; those of dual-write write what people did elsewhere. */
export interface ApplicationLists {
  readonly microsoft: ReadonlySet<string>
  readonly dualWrite: ReadonlySet<string>
}

export interface Account {
  readonly subject: Subject
  readonly userIds: readonly string[]
  readonly kind: MultiplexingEvidence['accountKind']
  /** As Dataverse numbers it; null for somebody who never opened the environment. */
  readonly accessMode: number | null
  readonly applicationId: string | null
  /** By which it is in groups, such as the one that gates the environment. */
  readonly entraId: string | null
  readonly isDualWrite: boolean
  readonly isDisabled: boolean
  readonly ways: readonly Way[]
}

/** Microsoft's own: set-up and platform users, and its applications but for dual-write. */
export function isMicrosofts(row: SystemUser, { microsoft, dualWrite }: ApplicationLists): boolean {
  if (row.isSetup || row.managedType === 1 || row.managedType === 2) return true
  return row.applicationId !== null && microsoft.has(row.applicationId) && !dualWrite.has(row.applicationId)
}

/** `person` is the Entra user behind the row, where there is one. */
export function accountOf(
  row: SystemUser,
  kind: Account['kind'],
  person: PersonFacts | undefined,
  ways: readonly Way[],
  { dualWrite }: ApplicationLists,
): Account {
  return {
    subject: subjectOf(row, person),
    userIds: [row.id],
    kind: person?.isShared === true ? 'shared' : kind,
    accessMode: row.accessMode,
    applicationId: row.applicationId,
    entraId: row.entraId,
    isDualWrite: row.applicationId !== null && dualWrite.has(row.applicationId),
    isDisabled: row.isDisabled || person?.isDisabled === true,
    ways,
  }
}

/** An agent without an application id is a user, by its Entra object id. */
function subjectOf({ id, applicationId, entraId, name, upn }: SystemUser, person: PersonFacts | undefined): Subject {
  if (applicationId !== null) return { kind: 'application', id: applicationId, name: name ?? applicationId, upn: null }
  const words = person?.name ?? name ?? upn ?? id
  return { kind: 'user', id: entraId ?? id, name: words, upn: person?.upn ?? upn }
}

/** Several rows of one account are one: what either opens, unless all are disabled. */
export function joinAccounts(accounts: readonly Account[]): Account[] {
  const byId = Map.groupBy(accounts, ({ subject }) => subject.id)
  return [...byId.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return []
    const all = [first, ...others]
    return {
      ...first,
      userIds: all.flatMap(({ userIds }) => userIds),
      isDisabled: all.every(({ isDisabled }) => isDisabled),
      ways: [...new Set(all.flatMap(({ ways }) => ways))],
    }
  })
}
