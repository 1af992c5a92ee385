/** Usage files: written by other programs they come back to the last row, and what is not understood stores nothing. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConfigurationError } from '../../src/errors.ts'
import { parseUsageFile, type UsageFile } from '../../src/usage-import/usage-file.ts'
import { anyText, fuzz, longTexts, piecesOf, textsOf } from './fuzz.ts'

const now = '2026-11-24T08:00:00.000Z'

/** null where the file is refused. */
function read(text: string | Uint8Array): UsageFile | null {
  try {
    return parseUsageFile(typeof text === 'string' ? new TextEncoder().encode(text) : text, 'usage.csv', now)
  } catch (error) {
    if (!(error instanceof ConfigurationError) || error.code !== 'usage') throw error
    expect(error.message).toMatch(/^[^\n\r]*; nothing was stored$/)
    return null
  }
}

/** CSV as RFC 4180 has it. */
const cell = (text: string, delimiter: string, always: boolean): string =>
  always || text.includes(delimiter) || /["\r\n]/.test(text) || text !== text.trim()
    ? `"${text.replaceAll('"', '""')}"`
    : text

const style = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t'),
  end: fc.constantFrom('\r\n', '\n', '\r'),
  quotes: fc.boolean(),
  bom: fc.boolean(),
  last: fc.boolean(),
})
type Style = typeof style extends fc.Arbitrary<infer S> ? S : never

function written(rows: readonly (readonly string[])[], { delimiter, end, quotes, bom, last }: Style): string {
  const lines = rows.map((row) => row.map((text) => cell(text, delimiter, quotes)).join(delimiter))
  return `${bom ? '\ufeff' : ''}${lines.join(end)}${last ? end : ''}`
}

const two = (number: number): string => String(number).padStart(2, '0')
const pools = ['record-routes', 'voicebot-minutes', 'call-intelligence-minutes'] as const
const month = fc.record({
  month: fc
    .integer({ min: 0, max: 2026 * 12 + 10 })
    .map((months) => `${String(Math.floor(months / 12)).padStart(4, '0')}-${two((months % 12) + 1)}`),
  pool: fc.constantFrom(...pools),
  tenths: fc.integer({ min: 0, max: 10 ** 12 }),
  note: anyText.filter((text) => text.isWellFormed() && !text.includes('\0')),
})

describe('files of months', () => {
  fuzz(
    'come back, whatever wrote them',
    fc.tuple(
      fc.uniqueArray(month, { minLength: 1, maxLength: 5, selector: (one) => `${one.month} ${one.pool}` }),
      style,
    ),
    ([months, how]) => {
      const rows = months.map((one) => [one.note, one.month, String(one.tenths / 10), one.pool])

      const file = read(written([['note', 'Period', 'CONSUMED', 'pool'], ...rows], how))

      const expected = months
        .map((one) => ({ period: one.month, pool: one.pool, consumed: one.tenths / 10 }))
        .toSorted((a, b) => (`${a.period}|${a.pool}` < `${b.period}|${b.pool}` ? -1 : 1))
      expect(file).toEqual({ rows: months.length, months: expected })
    },
  )
})

describe('reports of voice minutes', () => {
  const call = fc.record({
    second: fc.integer({ min: Date.UTC(2020, 0, 1) / 1000, max: Date.UTC(2026, 10, 24, 7) / 1000 }),
    seconds: fc.integer({ min: 0, max: 3599 }),
    type: fc.constantFrom('Call intelligence', 'Intelligence voicebot'),
    form: fc.constantFrom('iso', 'blank', 'offset', 'american', 'twelve'),
    hasDuration: fc.boolean(),
  })

  function timeText(ms: number, form: string): string {
    const date = new Date(ms)
    const iso = date.toISOString()
    const [day, clock] = [iso.slice(0, 10), iso.slice(11, 19)]
    const hours = date.getUTCHours()
    const american = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`
    if (form === 'iso') return `${day}T${clock}Z`
    if (form === 'blank') return `${day} ${clock}`
    if (form === 'offset') return `${new Date(ms + 19_800_000).toISOString().slice(0, 19)}+0530`
    if (form === 'american') return `${american} ${clock}`
    return `${american}, ${hours % 12 === 0 ? 12 : hours % 12}${clock.slice(2)} ${hours < 12 ? 'AM' : 'PM'}`
  }

  fuzz(
    'come back as minutes of a month and a pool',
    fc.tuple(fc.array(call, { minLength: 1, maxLength: 5 }), style),
    ([calls, how]) => {
      const rows = calls.map(({ second, seconds, type, form, hasDuration }) => {
        const times = [second, second + seconds].map((time) => timeText(time * 1000, form))
        return [...times, hasDuration ? String(Math.ceil(seconds / 60)) : '', type]
      })

      const file = read(written([['Start', 'End', 'Duration', 'Type'], ...rows], how))

      const expected = new Map<string, number>()
      for (const { second, seconds, type } of calls) {
        const key = `${new Date(second * 1000).toISOString().slice(0, 7)}|${type === 'Call intelligence' ? 'call-intelligence-minutes' : 'voicebot-minutes'}`
        expected.set(key, (expected.get(key) ?? 0) + Math.ceil(seconds / 60))
      }
      expect(new Map(file?.months.map(({ period, pool, consumed }) => [`${period}|${pool}`, consumed]))).toEqual(
        expected,
      )
    },
  )

  const parts = fc.tuple(
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 0, max: 32 }),
    fc.integer({ min: 2020, max: 2026 }),
    fc.integer({ min: 0, max: 25 }),
    fc.integer({ min: 0, max: 61 }),
    fc.constantFrom('', ' AM', ' PM'),
  )

  fuzz('take no hour and no day that there is not', parts, ([ofYear, day, year, hour, minute, half]) => {
    const file = read(`Type,Start,Duration\nCall intelligence,${ofYear}/${day}/${year} ${hour}:${two(minute)}${half},5`)

    const isDay = ofYear >= 1 && ofYear <= 12 && day >= 1 && day <= new Date(Date.UTC(year, ofYear, 0)).getUTCDate()
    const isHour = half === '' ? hour < 24 : hour >= 1 && hour <= 12
    const hours = half === '' ? hour : (hour % 12) + (half === ' PM' ? 12 : 0)
    const isPast = Date.UTC(year, ofYear - 1, day, hours, minute) <= Date.parse(now)
    expect(file === null).toBe(!(isDay && isHour && minute < 60 && isPast))
    if (file !== null) expect(file.months[0]?.period).toBe(`${year}-${two(ofYear)}`)
  })
})

describe('files of anything', () => {
  const pieces = piecesOf(
    'period,pool,consumed',
    'period;pool;consumed',
    'Type,Start,End,Duration',
    '\r\n',
    '\n',
    '\r',
    ',',
    ';',
    '"',
    '""',
    '2026-10',
    '2026-13',
    'record-routes',
    'voicebot-minutes',
    '1',
    '5.5',
    'Call intelligence',
    '11/23/2026 8:05 AM',
    '=1+1',
    '\ufeff',
  )

  fuzz(
    'hold months that stand in their text, or are refused in one line',
    pieces,
    (text) => {
      const file = read(text)
      if (file === null) return

      expect(file.rows).toBeGreaterThan(0)
      for (const { period, pool, consumed } of file.months) {
        expect(period <= '2026-11').toBe(true)
        expect(pools).toContain(pool)
        expect(Number.isFinite(consumed) && consumed >= 0 && !Object.is(consumed, -0)).toBe(true)
      }
    },
    textsOf('usage-file'),
  )

  fuzz('in other bytes are refused', fc.uint8Array({ maxLength: 40 }), (bytes) => {
    read(bytes)
  })

  test('long ones end', () => {
    const heads = ['', 'period,pool,consumed\n', 'Type,Start\nCall intelligence,']
    for (const text of longTexts(['"', ',', '\n', '2026-10,record-routes,1\n', ';', '\r', ' ', '1', '1/', '""'], heads))
      read(text)
  })
})
