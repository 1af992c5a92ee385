/** A page of a list: after the item that the page before ended with, or at its place where that item is gone. */
import { compareText } from '../model/text-order.ts'
import { severities, type Finding } from '../model/finding.ts'
import type { Page, PageWanted } from '../server/service.ts'

export function cut<T extends { readonly id: string }>(
  all: readonly T[],
  { place, limit }: PageWanted,
): Omit<Page<unknown>, 'document'> & { readonly items: T[] } {
  const at = placeOf(all, place)
  const items = all.slice(at, at + limit)
  return { items, at, total: all.length, last: items.at(-1)?.id }
}

function placeOf(all: readonly { readonly id: string }[], { at, after }: PageWanted['place']): number {
  if (after === undefined || all[at - 1]?.id === after) return Math.min(at, all.length)
  const found = all.findIndex(({ id }) => id === after)
  return found < 0 ? Math.min(at, all.length) : found + 1
}

/** Whether one of the texts holds what is looked for, whatever the case. */
export function mentions(search: string | undefined, ...texts: readonly (string | null)[]): boolean {
  const wanted = search?.toLowerCase()
  return wanted === undefined || texts.some((text) => text?.toLowerCase().includes(wanted) === true)
}

const textOf: Readonly<Record<string, (finding: Finding) => string>> = {
  severity: ({ severity }) => String(severities.indexOf(severity)),
  rule: ({ rule }) => rule,
  subject: ({ subject }) => subject.name,
  environment: ({ environment }) => environment?.name ?? '',
  firstSeen: ({ firstSeen }) => firstSeen,
  lastSeen: ({ lastSeen }) => lastSeen,
}

/** `sort` with a `-` before it is the other way round; what is equal stays in the order of the document. */
export function sortedBy(sort: string | undefined, findings: readonly Finding[]): readonly Finding[] {
  const text = textOf[sort?.replace(/^-/, '') ?? '']
  if (text === undefined) return findings
  const way = sort?.startsWith('-') === true ? -1 : 1
  return findings.toSorted((a, b) => way * compareText(text(a), text(b)))
}
