/** The sentences of a restricted-table finding: what can be written, which licenses were looked at, and what tempers the grade. */
import type { Judgment } from './judge.ts'
import type { JudgedTable } from './judge-tables.ts'
import { gateSentence, guestSentence, standingSentences } from './standings.ts'
import type { TableRule } from './table-rules.ts'
import { nestedSentences, waysWords } from './way-words.ts'
import { useSentences, type UseWords } from './observed-words.ts'
import { depthWords, licenseWords, listWords, operationWords, shortList, tableWords } from './words.ts'

/** The detail of a finding. `familyName` says a license family in words; `use` is null where nobody asked for evidence of use. */
export function detailOf(
  judgment: Judgment,
  environment: { readonly name: string; readonly gateUnread: boolean },
  familyName: (family: string) => string,
  use: UseWords | null,
): string {
  const sentences = [
    ...accessSentences(judgment),
    ...(use === null ? [] : useSentences(judgment.looks, use)),
    ...licenseSentences(judgment, familyName),
    ...judgment.standings.map((standing) => standingSentences[standing]),
    ...(judgment.isCappedAsGuest ? [guestSentence] : []),
    ...tableSentences(judgment.tables, familyName),
    ...(environment.gateUnread ? [gateSentence(environment.name)] : []),
  ]
  return sentences.join(' ')
}

function accessSentences({ administrator, tables: judged, unlicensed, ways }: Judgment): string[] {
  if (administrator) {
    return [
      `Holds the role ${waysWords(ways.filter(({ role }) => role.isAdministrator))}, which is System Administrator and can write every table.`,
      'Administration needs no license; working in the application does.',
      ...(judged.length === 0
        ? []
        : [`An administrator who also works in the application: was seen writing ${names(judged)}.`]),
      `Not licensed for: ${shortList(unlicensed.map((rule) => tableWords(rule.displayName, rule.table)))}.`,
    ]
  }
  return [canWriteSentence(judged)]
}

export function canWriteSentence(judged: readonly JudgedTable[]): string {
  return `Can write: ${shortList(judged.map(tableSentence), '; ')}.`
}

function tableSentence({ rule, access }: JudgedTable): string {
  const rows = access.depth === null ? '' : `, at most ${depthWords(access.depth)}`
  return `${operationWords(access.operations)} on ${tableWords(rule.displayName, rule.table)}${rows}`
}

function licenseSentences(judgment: Judgment, familyName: (family: string) => string): string[] {
  const { candidate, administrator, tables: judged, unlicensed } = judgment
  const rules = administrator ? unlicensed : judged.map(({ rule }) => rule)
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
