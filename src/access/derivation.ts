/** The derivation of a finding, sentence by sentence; of a restricted-table one: who, by which way, what was seen, which license is missing. */
import type { HeldLicense } from '../licenses/profile.ts'
import type { Finding } from '../model/finding.ts'
import {
  isRestrictedTable,
  type AccessPath,
  type ObservedWindow,
  type RestrictedTableEvidence,
  type TableAccess,
} from '../model/evidence.ts'
import { gradeReason } from './grade-reasons.ts'
import { seenOperations } from './observed.ts'
import { countedWords, windowWords } from './observed-words.ts'
import { depthWords, licenseWords, listWords, operationWords } from './words.ts'

/** What the derivation names in words. `held` is null where the person's licenses are no part of the run. */
export interface DerivationWords {
  readonly held: readonly HeldLicense[] | null
  readonly familyName: (family: string) => string
}

/** Other rules say in their detail what leads to the finding. */
export function derivationOf(finding: Finding, words: DerivationWords): string[] {
  const { evidence } = finding
  if (!isRestrictedTable(evidence)) return [finding.detail, gradeSentence(finding), historySentence(finding)]
  return [
    whoSentence(finding, evidence),
    ...evidence.tables.flatMap((access) => tableSentences(access, words.familyName)),
    ...useSentences(finding, evidence),
    ...licenseSentences(finding, words),
    finding.detail,
    gradeSentence(finding),
    historySentence(finding),
  ]
}

function whoSentence({ subject, environment }: Finding, evidence: RestrictedTableEvidence): string {
  const place = environment === null ? '' : ` in the environment ${environment.name}`
  if (subject.kind === 'environment')
    return `The environment ${subject.name} has a table installed that is likely restricted.`
  const name = subject.upn === null ? subject.name : `${subject.name} (${subject.upn})`
  if (evidence.administrator) {
    return `${name} holds the role System Administrator${place}, known by its template and not by its name: every table, any depth.`
  }
  return `${name} is judged as a person who reads and writes${place}.`
}

function tableSentences(access: TableAccess, familyName: (family: string) => string): string[] {
  const { table, operations, requires, paths } = access
  return [
    `${table}: ${operationWords(operations)} without one of ${listWords(requires.map(familyName), 'or')}.`,
    ...paths.map(
      (path) => `${table}: ${pathWords(path)} gives ${operationWords(path.operations)} on ${depthWords(path.depth)}.`,
    ),
  ]
}

function pathWords({ role, team, group }: AccessPath): string {
  if (team === null) return `the role ${role}, held directly,`
  if (group === null) return `the role ${role}, held through membership of the team ${team},`
  const membership = group.via === 'nested' ? 'nested membership (unverified)' : 'membership'
  return `the role ${role}, held through ${membership} of the Entra group ${group.name} behind the team ${team},`
}

function licenseSentences({ subject }: Finding, { held, familyName }: DerivationWords): string[] {
  if (subject.kind !== 'user') return []
  if (held === null) return ['No licenses of this user are part of the run.']
  if (held.length === 0) return ['No license is assigned to this user.']
  return held.map((license) => {
    const families = [
      ...license.families.map(familyName),
      ...license.limited.map((family) => `limited ${familyName(family)}`),
    ]
    const gives = families.length === 0 ? 'nothing that a restricted table asks for' : listWords(families)
    return `License ${licenseWords(license)}: gives ${gives}.`
  })
}

/** What evidence of use there is, table by table. An environment as such uses nothing. */
function useSentences({ subject, sources }: Finding, { tables, observedWindow }: RestrictedTableEvidence): string[] {
  if (subject.kind === 'environment') return []
  const isAsked = sources.some(({ source }) => source === 'dataverse/evidence')
  if (observedWindow === null) {
    return [
      isAsked
        ? 'Evidence of use was asked for, and there is no evidence available: that is not "no use".'
        : 'No evidence of use was asked for (`seatledger sync --evidence`), so nothing is known of use.',
    ]
  }
  if (tables.length === 0) return [`No use that needs a license seen ${windowWords(observedWindow)}.`]
  return tables.map((access) => `${access.table}: ${tableUse(access, observedWindow)}.`)
}

function tableUse({ operations, observed }: TableAccess, window: ObservedWindow): string {
  if (observed === null) return 'there is no evidence available of use, which is not "no use"'
  const seen = seenOperations(observed)
  const blind = observed.delete === null ? '; deletes cannot be seen' : ''
  if (seen.length === 0) return `no use seen ${windowWords(window)}${blind}`
  const last = observed.last === null ? '' : `, the last at ${observed.last}`
  const counts = seen.some((operation) => operations.includes(operation))
    ? ''
    : `; that is no use here, for what is listed is ${operationWords(operations)}`
  return `${countedWords(observed, seen)} ${windowWords(window)}${last}${counts}${blind}`
}

function gradeSentence(finding: Finding): string {
  return `Grade ${finding.severity}: ${gradeReason(finding)}.`
}

function historySentence({ firstSeen, lastSeen, stale, status, resolvedAt }: Finding): string {
  const seen = `First seen ${firstSeen}, last seen ${lastSeen}`
  if (status === 'resolved' && resolvedAt !== null) return `${seen}; resolved by the complete look of ${resolvedAt}.`
  return stale ? `${seen}; the last run could not look again, so it stays open.` : `${seen}.`
}
