/** The sentences of a restricted-table finding: what can be written, which licenses were looked at, and what tempers the grade. */
import type { AccessPath } from '../model/evidence.ts'
import type { Judgment, Standing } from './judge.ts'
import type { JudgedTable } from './judge-tables.ts'
import type { TableRule } from './table-rules.ts'
import type { Way } from './ways.ts'
import { countWords, depthWords, licenseWords, listWords, operationWords, tableWords } from './words.ts'

/** Tables that a detail names one by one before it only counts. */
const namedTables = 5

const standingSentences: Readonly<Record<Standing, string>> = {
  'disabled-in-dataverse': 'The account is disabled in Dataverse.',
  'disabled-in-entra': 'The account is disabled in Entra.',
  'no-live-license': 'No live license of any kind is held, so Dataverse cannot be opened.',
  'no-entra-object':
    'The Dataverse user has no Entra object, so no license can be held and nobody can sign in as this user.',
  'outside-security-group':
    'The user is outside the security group of the environment and cannot enter it; only roles held directly are listed.',
}

const latentWords: Readonly<Partial<Record<Standing, string>>> = {
  'disabled-in-dataverse': 'disabled in Dataverse',
  'disabled-in-entra': 'disabled in Entra',
  'no-live-license': 'no live license of any kind',
}

/** Why access cannot turn into use now; null where it can. Being outside the gate or of no Entra object is no latency. */
export function latentText(standings: readonly Standing[]): string | null {
  const words = standings.map((standing) => latentWords[standing]).filter((word) => word !== undefined)
  return words.length === 0 ? null : words.join('; ')
}

/** The detail of a finding. `familyName` says a license family in words. */
export function detailOf(
  judgment: Judgment,
  environment: { readonly name: string; readonly gateUnread: boolean },
  familyName: (family: string) => string,
): string {
  const sentences = [
    ...accessSentences(judgment),
    ...licenseSentences(judgment, familyName),
    ...judgment.standings.map((standing) => standingSentences[standing]),
    ...(judgment.isCappedAsGuest ? [guestSentence] : []),
    ...tableSentences(judgment.tables, familyName),
    ...(environment.gateUnread ? [gateSentence(environment.name)] : []),
  ]
  return sentences.join(' ')
}

const guestSentence =
  "The user is a guest: an external user in the guide's sense needs no license, but may not use the internal interfaces such as Sales, Customer Service and Field Service."

function gateSentence(environment: string): string {
  return `The security group of ${environment} could not be read, so it holds nobody back here: somebody may be listed who cannot enter.`
}

function accessSentences({ administrator, tables: judged, unlicensed, ways }: Judgment): string[] {
  if (administrator) {
    return [
      `Holds the role ${administratorWays(ways)}, which is System Administrator and can write every table.`,
      'Administration needs no license; working in the application does.',
      `Not licensed for: ${shortList(unlicensed.map((rule) => tableWords(rule.displayName, rule.table)))}.`,
    ]
  }
  return [`Can write: ${shortList(judged.map(tableSentence), '; ')}.`]
}

function administratorWays(ways: readonly Way[]): string {
  const words = ways
    .filter(({ role }) => role.isAdministrator)
    .map(({ role, team, group }) => {
      if (team === null) return `*${role.name}* directly`
      const nested = group?.via === 'nested' ? ' by nested membership (unverified)' : ''
      return `*${role.name}* through the team *${team.name}*${nested}`
    })
  return listWords([...new Set(words)].toSorted())
}

function tableSentence({ rule, access }: JudgedTable): string {
  const rows = access.depth === null ? '' : `, at most ${depthWords(access.depth)}`
  return `${operationWords(access.operations)} on ${tableWords(rule.displayName, rule.table)}${rows}`
}

function shortList(items: readonly string[], separator = ', '): string {
  const rest = items.length - namedTables
  const named = items.slice(0, namedTables).join(separator)
  return rest > 0 ? `${named}${separator}and ${countWords(rest, 'table')} more` : named
}

function licenseSentences(judgment: Judgment, familyName: (family: string) => string): string[] {
  const { candidate, tables: judged, unlicensed } = judgment
  const rules = [...judged.map(({ rule }) => rule), ...unlicensed]
  const held = candidate.person?.profile.held ?? []
  return [
    ...needs(rules, familyName),
    held.length === 0 ? 'No license is assigned.' : `Licenses looked at: ${held.map(licenseWords).join(', ')}.`,
  ]
}

/** One sentence per set of families, with the tables that ask for it. */
function needs(rules: readonly TableRule[], familyName: (family: string) => string): string[] {
  const byFamilies = new Map<string, string[]>()
  for (const { requires, displayName } of rules) {
    const families = listWords(requires.map(familyName), 'or')
    byFamilies.set(families, [...(byFamilies.get(families) ?? []), displayName])
  }
  return [...byFamilies].map(([families, displayNames]) => `${shortList(displayNames)}: needs ${families}.`)
}

function names(judged: readonly JudgedTable[]): string {
  return listWords(judged.map(({ rule }) => rule.displayName))
}

function tableSentences(judged: readonly JudgedTable[], familyName: (family: string) => string): string[] {
  const capped = (cap: JudgedTable['caps'][number]): JudgedTable[] => judged.filter(({ caps }) => caps.includes(cap))
  const limited = capped('limited-license')
  const accepted = capped('accepted-with-note')
  const second = capped('field-service-list')
  return [
    ...(limited.length > 0 ? [`A limited license is held for ${names(limited)} (limited license: review).`] : []),
    ...(accepted.length > 0
      ? [`For ${names(accepted)} a later report of Microsoft's page accepts a Customer Service license, which is held.`]
      : []),
    ...(second.length > 0
      ? [`${names(second)}: restricted by the Field Service solution checker's list only, not by the main list.`]
      : []),
    ...nestedSentences(judged.flatMap(({ access }) => access.paths)),
    ...exceptionSentences(judged, familyName),
  ]
}

function nestedSentences(paths: readonly AccessPath[]): string[] {
  const groups = paths.flatMap(({ group }) => (group?.via === 'nested' ? [group.name] : []))
  if (groups.length === 0) return []
  return [
    `Nested membership of ${listWords([...new Set(groups)].toSorted())} is unverified: Microsoft does not say whether a group team takes in members of nested groups.`,
  ]
}

/** Dataverse knows owners, the page speaks of creators: the text says so wherever an exception was considered. */
function exceptionSentences(judged: readonly JudgedTable[], familyName: (family: string) => string): string[] {
  const sentences = new Set<string>()
  for (const { rule, exceptions } of judged) {
    for (const { id, families } of exceptions) {
      sentences.add(
        id === 'case'
          ? `A standalone license (${listWords(families.map(familyName), 'or')}) allows creating any case and writing own ones; only what goes beyond is listed.`
          : `A Team Members license allows writing own rows of ${rule.displayName}; only what goes beyond is listed.`,
      )
      sentences.add(
        'Own means here rows that the user owns (Basic depth); the page speaks of rows that the user created.',
      )
    }
  }
  return [...sentences]
}
