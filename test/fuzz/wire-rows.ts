/** Rows of a service with one value gone wrong: what is read of them, and what should have been, by kinds that are told apart here on their own. */
import * as fc from 'fast-check'
import { describe, expect } from 'vitest'
import { createConnectors } from '../../connectors/index.ts'
import type { ApiRequest, Transport } from '../../connectors/transport/request.ts'
import { presets } from '../../src/clouds.ts'
import { SeatledgerError } from '../../src/errors.ts'
import type { Connectors } from '../../src/model/connectors.ts'
import { datasets, type DatasetName, type Page, type Source } from '../../src/model/dataset.ts'
import { anyJson, fuzzAsync } from './fuzz.ts'

type Json = Readonly<Record<string, unknown>>

const daysOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

function isTime(value: unknown): boolean {
  const parts = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:[Zz]|[+-](\d\d):(\d\d))?$/.exec(
    String(value),
  )
  if (typeof value !== 'string' || parts === null) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0))
  const isDay =
    month >= 1 && month <= 12 && day >= 1 && day <= (year < 100 ? daysOf(year + 400, month) : daysOf(year, month))
  return isDay && hour < 24 && minute < 60 && second < 60 && zoneHour < 24 && zoneMinute < 60
}

const hexOf = (length: number) => new RegExp(`^[0-9a-fA-F]{${length}}$`)

/** Whether a value is of a kind. */
const kinds = {
  any: () => true,
  text: (value: unknown) => typeof value === 'string',
  name: (value: unknown) => typeof value === 'string' && value.length > 0,
  table: (value: unknown) => typeof value === 'string' && /^[A-Za-z_]+[A-Za-z_0-9]*$/.test(value),
  guid: (value: unknown) =>
    typeof value === 'string' &&
    value.split('-').length === 5 &&
    value.split('-').every((part, at) => hexOf([8, 4, 4, 4, 12][at] ?? 0).test(part)),
  guidOrEmpty: (value: unknown): boolean => value === '' || kinds.guid(value),
  int: (value: unknown) => Number.isSafeInteger(value),
  number: (value: unknown) => Number.isFinite(value),
  boolean: (value: unknown) => value === true || value === false,
  /** A choice of four. */
  upTo3: (value: unknown) => [0, 1, 2, 3].some((one) => one === value),
  time: isTime,
  list: (value: unknown) => Array.isArray(value),
  /** A list of what the generator does not make: only an empty one passes. */
  noItems: (value: unknown) => Array.isArray(value) && value.length === 0,
} as const

/** `guid?`: null and absent are as good. */
type Kind = keyof typeof kinds | `${keyof typeof kinds}?`

function fits(kind: Kind, value: unknown): boolean {
  const name = kind.endsWith('?') ? kind.slice(0, -1) : kind
  if (kind.endsWith('?') && (value === null || value === undefined)) return true
  const found = Object.entries(kinds).find(([one]) => one === name)
  return found?.[1](value) === true
}

export interface WireRows {
  readonly title: string
  readonly source: (connectors: Connectors) => Source
  readonly dataset: DatasetName
  /** A row that is good; different numbers give different rows. */
  readonly good: (index: number) => Json
  /** Paths (`a.0.b`) with their kinds. */
  readonly fields: Readonly<Record<string, Kind>>
  /** What the service answers, given the rows that are read; null for what it does not know. */
  readonly answer: (request: ApiRequest, rows: readonly unknown[]) => unknown
}

/** Sets a value at a path in a copy; `undefined` takes it away. */
function withValue(at: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(at))
    return at.map((item: unknown, index) => (String(index) === key ? withValue(item, rest, value) : item))
  const row = isObject(at) ? at : {}
  const set = withValue(row[key], rest, value)
  const others = Object.entries(row).filter(([name]) => name !== key)
  return Object.fromEntries(set === undefined ? others : [...others, [key, set]])
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

interface Read {
  readonly rows: readonly unknown[]
  readonly rejected: number
  readonly error: SeatledgerError | null
  readonly asked: readonly string[]
}

export async function readRows(
  { source, dataset, answer }: Omit<WireRows, 'good' | 'fields' | 'title'>,
  rows: readonly unknown[],
): Promise<Read> {
  const asked: string[] = []
  const transport: Transport = {
    send: async (request) => {
      asked.push(request.url)
      return { status: 200, headers: {}, body: answer(request, rows) ?? { value: [] }, requestId: 'id' }
    },
    pauseHost: () => undefined,
  }
  const pages: Page[] = []
  let error: SeatledgerError | null = null
  try {
    for await (const page of source(createConnectors(transport, presets.public)).pages(new AbortController().signal))
      pages.push(page)
  } catch (thrown) {
    if (!(thrown instanceof SeatledgerError)) throw thrown
    error = thrown
  }
  for (const page of pages) expectStorable(page)
  return {
    rows: pages.filter((page) => page.dataset === dataset).flatMap((page): readonly unknown[] => page.rows),
    rejected: pages.reduce((sum, page) => sum + page.rejected, 0),
    error,
    asked,
  }
}

/** A store writes rows as JSON and reads them by their schema: what comes back must be what went in. */
function expectStorable({ dataset, rows }: Page): void {
  for (const row of rows) {
    const back: unknown = JSON.parse(JSON.stringify(row))

    expect(datasets[dataset].parse(back)).toEqual(back)
  }
}

/** The good rows around it are read as ever; the changed one is read or counted as its kind says, and never anything else. */
export function fuzzRows(all: readonly WireRows[]): void {
  describe.each(all)('$title', (of) => {
    const change = fc.tuple(
      fc.constantFrom(...Object.entries(of.fields)),
      fc.oneof({ weight: 8, arbitrary: anyJson }, fc.constant(undefined)),
    )
    const good = readRows(of, [of.good(1), of.good(2)])

    fuzzAsync('with a value of another kind are counted and not read', change, async ([[path, kind], value]) => {
      const changed = withValue(of.good(3), path.split('.'), value)

      const { rows, rejected, error } = await readRows(of, [of.good(1), changed, of.good(2)])

      expect(error).toBeNull()
      expect(rejected).toBe(fits(kind, value) ? 0 : 1)
      const found = new Set(rows.map((row) => JSON.stringify(row)))
      for (const row of (await good).rows) expect(found).toContain(JSON.stringify(row))
    })
  })

  const anything = fc.tuple(fc.nat(all.length - 1), fc.array(anyJson, { maxLength: 3 }))

  fuzzAsync('rows that are anything are no reason to fail', anything, async ([index, rows]) => {
    const of = all[index]
    if (of !== undefined) await readRows(of, rows)
  })
}
