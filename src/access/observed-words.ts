/** Evidence of use in sentences: what was seen and when, where nothing was seen, and where nobody could look. */
import type { ObservedUse, ObservedWindow } from '../model/evidence.ts'
import type { Operation } from '../model/security.ts'
import type { TableLook } from './judge-use.ts'
import { canSee, seenOperations, type SeenUse } from './observed.ts'
import { countWords, listWords, shortList, tableWords } from './words.ts'

/** What the sentences say beside the looks. */
export interface UseWords {
  /** Why there is no evidence of a table; null where nobody asked for it. */
  missing(table: string): string | null
  /** Whether the figures stem from an earlier run. */
  readonly isKept: boolean
}

/** A look that took place: of the table, in a window. */
interface Seen extends TableLook {
  readonly seen: SeenUse
}

const rowsCaveat = 'Rows name who created them and who changed them last: deletes and earlier changes are not seen.'

export function useSentences(looks: readonly TableLook[], words: UseWords): string[] {
  const able = looks.filter(isAble)
  const sentences = [
    ...windowSentences(able, looks.length),
    ...missingSentences(
      looks.filter((look) => !isAble(look)),
      looks.length,
      words,
    ),
    ...(able.some(({ seen }) => seen.window.source === 'rows') ? [rowsCaveat] : []),
  ]
  if (!words.isKept || able.length === 0) return sentences
  return [...sentences, 'This run has no evidence of use: the figures are kept from an earlier one.']
}

/** Whether the source could see any of the operations that count. */
function isAble(look: TableLook): look is Seen {
  const { seen, operations } = look
  return seen !== null && operations.some((operation) => canSee(seen.window, operation))
}

/** Per window what was used, then where nothing was; the tables are named unless all are meant. */
function windowSentences(looks: readonly Seen[], all: number): string[] {
  const byWindow = Map.groupBy(looks, ({ seen }) => windowWords(seen.window, seen.note))
  return [...byWindow].flatMap(([window, own]) => {
    const used = own.filter((look) => look.used.length > 0)
    const unlisted = own.filter((look) => look.used.length === 0 && seenOperations(look.seen.counts).length > 0)
    const unused = own.filter((look) => seenOperations(look.seen.counts).length === 0)
    return [
      ...(used.length === 0 ? [] : [`Seen in use ${window}: ${shortList(used.map(usedWords), '; ')}.`]),
      ...(unlisted.length === 0
        ? []
        : [`No use of what is listed seen ${window}: ${shortList(unlisted.map(unlistedWords), '; ')}.`]),
      ...(unused.length === 0 ? [] : [`No use seen ${window}${unused.length === all ? '' : `: ${tables(unused)}`}.`]),
    ]
  })
}

/** `from 2026-08-26 to 2026-11-24, by the audit log`. */
export function windowWords({ from, to, source }: ObservedWindow, note: string | null = null): string {
  const by = source === 'audit' ? 'the audit log' : 'rows'
  const why = note === null ? '' : ` (${withoutStop(note)})`
  return `from ${from.slice(0, 10)} to ${to.slice(0, 10)}, by ${by}${why}`
}

/** `Case (incident): 2 rows created and 1 row updated, the last on 2026-11-20`. */
function usedWords({ rule, used, seen }: Seen): string {
  const { counts } = seen
  const isAll = seenOperations(counts).length === used.length
  const last = counts.last === null || !isAll ? '' : `, the last on ${counts.last.slice(0, 10)}`
  return `${tableWords(rule.displayName, rule.table)}: ${countedWords(counts, used)}${last}`
}

/** `Case (incident); not listed, and seen: 2 rows created`: what an exception allows, or what no role gives any more. */
function unlistedWords({ rule, seen }: Seen): string {
  const others = countedWords(seen.counts, seenOperations(seen.counts))
  return `${tableWords(rule.displayName, rule.table)}; not listed, and seen: ${others}`
}

const pastWords = { create: 'created', update: 'updated', delete: 'deleted' } as const satisfies Record<
  Operation,
  string
>

/** `2 rows created and 1 row updated`; without a count where only the fact is known. */
export function countedWords(counts: ObservedUse, shown: readonly Operation[]): string {
  const parts = shown.map((operation) => {
    const rows = counts[operation]
    return rows === null
      ? `rows ${pastWords[operation]} (how many is not known)`
      : `${countWords(rows, 'row')} ${pastWords[operation]}`
  })
  return listWords(parts)
}

/** One sentence per reason. */
function missingSentences(looks: readonly TableLook[], all: number, words: UseWords): string[] {
  const byReason = Map.groupBy(looks, ({ rule, seen }) =>
    seen === null ? words.missing(rule.table) : 'rows do not show who deleted one',
  )
  return [...byReason].flatMap(([reason, own]) => {
    // Where nobody asked, only figures that stand beside kept ones need the word.
    if (reason === null && own.length === all) return []
    const which = own.length === all ? '' : ` for ${tables(own)}`
    const why = reason === null ? '' : ` (${withoutStop(reason)})`
    return [`Of use there is no evidence available${which}${why}: that is not "no use".`]
  })
}

function tables(looks: readonly TableLook[]): string {
  return shortList(looks.map(({ rule }) => tableWords(rule.displayName, rule.table)))
}

function withoutStop(text: string): string {
  return text.replace(/[.]$/, '')
}
