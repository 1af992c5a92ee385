/** A page of a list: after the item that the page before ended with, or at its place where that item is gone. */
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
