/** Keeps an answer at a size that an assistant can read: long lists are cut, and the answer says which, and how much was left out. */
import { z } from 'zod'

/** `next`: the `from` that goes on with the list; null where a narrower question is the way. */
export const Cut = z.strictObject({
  list: z.string(),
  shown: z.int(),
  total: z.int(),
  next: z.int().nullable(),
})
export type Cut = z.infer<typeof Cut>

/** One list of the answer that was cut to a page before. */
export interface Paged {
  readonly list: string
  readonly from: number
  readonly total: number
}

/** Characters of JSON. */
export const mostCharacters = 80_000

/** Few and short, and an answer without them says less than it seems. */
const keptWhole = ['rules', 'pools', 'purchases', 'cut']
type Where = 'within rows' | 'page' | 'list'
interface Step {
  readonly most: number
  readonly where: Where
}

const stepsOf = (where: Where, ...sizes: readonly number[]): Step[] => sizes.map((most) => ({ most, where }))
/** Long lists within rows first; then rows of the page, which another page gives, and lists that are sorted by what matters. */
const steps = [
  ...stepsOf('within rows', 100, 30, 10),
  ...stepsOf('page', 50, 20),
  ...stepsOf('list', 200, 100, 50, 20),
  ...stepsOf('page', 10, 5, 2, 1),
  ...stepsOf('within rows', 3),
  ...stepsOf('list', 10, 5, 2, 1),
]

/** null where nothing helps: then the question must be narrower. */
export function bounded(document: object, paged: Paged | null): Record<string, unknown> | null {
  const whole = withCuts(document, new Map(), paged)
  if (sizeOf(whole) <= mostCharacters) return whole
  const cuts = new Map<string, Cut>()
  let shown: object = document
  for (const step of steps) {
    shown = cutLists(shown, { ...step, page: paged?.list }, cuts)
    const answer = withCuts(shown, cuts, paged)
    if (sizeOf(answer) <= mostCharacters) return answer
  }
  return null
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value).length
}

/** A step with the name of the list that is a page. */
type Stepped = Step & { readonly page: string | undefined }

function cutLists(document: object, step: Stepped, cuts: Map<string, Cut>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(document).map(([name, value]) => [name, cutBelow(value, name, step, cuts)]))
}

/** The path says which list, whatever the row: `findings[].evidence.tables[].paths`. */
function cutBelow(value: unknown, path: string, step: Stepped, cuts: Map<string, Cut>): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (!Array.isArray(value)) {
    const entries = Object.entries(value)
    return Object.fromEntries(entries.map(([name, below]) => [name, cutBelow(below, `${path}.${name}`, step, cuts)]))
  }
  const isCut = value.length > step.most && whereOf(path, step.page) === step.where && !keptWhole.includes(path)
  if (isCut) count(path, { shown: step.most, gone: value.length - step.most, before: value.length }, cuts)
  const rows: unknown[] = isCut ? firstOf(value, path, step.most) : value
  return rows.map((row) => cutBelow(row, `${path}[]`, step, cuts))
}

/** Of what was looked at, what was not read whole stays. */
function firstOf(rows: readonly unknown[], path: string, most: number): unknown[] {
  const sorted = path === 'coverage' ? worstFirst(rows) : rows
  return sorted.slice(0, most)
}

export function worstFirst<T>(coverage: readonly T[]): T[] {
  return [...coverage].toSorted((a, b) => Number(isComplete(a)) - Number(isComplete(b)))
}

function isComplete(row: unknown): boolean {
  return typeof row === 'object' && row !== null && 'state' in row && row.state === 'complete'
}

function whereOf(path: string, page: string | undefined): Where {
  if (path.includes('[]')) return 'within rows'
  return path === page ? 'page' : 'list'
}

function count(
  list: string,
  { shown, gone, before }: { readonly shown: number; readonly gone: number; readonly before: number },
  cuts: Map<string, Cut>,
): void {
  const known = cuts.get(list)
  if (known === undefined) cuts.set(list, { list, shown, total: before, next: null })
  else if (list.includes('[]')) {
    // Of several rows: what is left out adds up; what is shown is told for the longest.
    cuts.set(list, { ...known, shown: Math.min(known.shown, shown), total: Math.max(known.total, shown + gone) })
  } else cuts.set(list, { ...known, shown })
}

function withCuts(document: object, cuts: ReadonlyMap<string, Cut>, paged: Paged | null): Record<string, unknown> {
  const others = [...cuts.values()].filter(({ list }) => list !== paged?.list)
  const all = [...pageCut(document, paged), ...others]
  return all.length === 0 ? { ...document } : { ...document, cut: all }
}

function pageCut(document: object, paged: Paged | null): Cut[] {
  if (paged === null) return []
  const { list, from, total } = paged
  const rows: unknown = Object.entries(document).find(([name]) => name === list)?.[1]
  const shown = Array.isArray(rows) ? rows.length : 0
  if (shown === total) return []
  return [{ list, shown, total, next: from + shown < total ? from + shown : null }]
}
