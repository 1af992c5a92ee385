/** Usage files: both forms, and every way in which one is refused with its line and column. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../../src/errors.ts'
import { parseUsageFile } from '../../src/usage-import/usage-file.ts'

const now = '2026-11-24T08:00:00.000Z'
const parse = (text: string) => parseUsageFile(new TextEncoder().encode(text), 'usage.csv', now)

function messageOf(text: string): string {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof ConfigurationError && error.code === 'usage') return error.message
    throw error
  }
  throw new Error('the file was taken')
}

describe('months', () => {
  it('are read by the names of the columns, in any order and case', () => {
    expect(
      parse('Pool,Period,Consumed,Note\r\nvoicebot-minutes,2026-11,1234,"a, b"\r\nrecord-routes,2026-10,5.5,\r\n'),
    ).toEqual({
      rows: 2,
      months: [
        { period: '2026-10', pool: 'record-routes', consumed: 5.5 },
        { period: '2026-11', pool: 'voicebot-minutes', consumed: 1234 },
      ],
    })
  })

  it.each([
    ['a byte order mark', '\uFEFFperiod,pool,consumed\n2026-11,record-routes,1'],
    ['semicolons', 'period;pool;consumed\n2026-11;record-routes;1'],
    ['tabs', 'period\tpool\tconsumed\n2026-11\trecord-routes\t1'],
    ['blank lines and spaces', 'period, pool, consumed\n\n2026-11 , record-routes , 1\n\n'],
  ])('with %s are the same', (_, text) => {
    expect(parse(text).months).toEqual([{ period: '2026-11', pool: 'record-routes', consumed: 1 }])
  })

  it.each([
    ['2026-13,record-routes,1', 'line 3, column period: "2026-13" is no month such as 2026-11'],
    ['2026-12,record-routes,1', 'line 3, column period: 2026-12 has not begun yet'],
    ['11/2026,record-routes,1', 'line 3, column period: "11/2026" is no month such as 2026-11'],
    [
      '2026-11,routes,1',
      'line 3, column pool: "routes" is none of record-routes, voicebot-minutes, call-intelligence-minutes',
    ],
    ['2026-11,dataverse-log,1', 'line 3, column pool: "dataverse-log" is none of'],
    ['2026-11,record-routes,', 'line 3, column consumed: "" is no amount such as 1234'],
    ['2026-11,record-routes,-1', 'line 3, column consumed: "-1" is no amount such as 1234'],
    ['2026-11,record-routes,1e9', 'line 3, column consumed: "1e9" is no amount such as 1234'],
    ['2026-11,record-routes,NaN', 'line 3, column consumed: "NaN" is no amount such as 1234'],
    ['2026-10,record-routes,2', 'line 3, column period: 2026-10 record-routes is there twice'],
  ])('%s is refused with line and column', (line, wrong) => {
    const message = messageOf(`period,pool,consumed\n2026-10,record-routes,1\n${line}\n`)

    expect(message).toContain(wrong)
    expect(message).toContain('nothing was stored')
  })

  it('names every bad line, up to ten', () => {
    const bad = Array.from({ length: 12 }, () => '2026-11,record-routes,x').join('\n')
    const message = messageOf(`period,pool,consumed\n${bad}`)

    expect(message.match(/column consumed/g)).toHaveLength(10)
    expect(message).toContain('line 11, column consumed')
    expect(message).toContain('and 2 more')
  })
})

describe('the detail rows of the Voice minutes report', () => {
  const header = 'Conversation ID,Type,Start,End,Duration,Phone number\n'

  it('are summed by month of the start and pool; other columns are not read', () => {
    const rows = [
      '1,Call intelligence,2026-11-01T00:00:30Z,2026-11-01T00:10:00Z,10,+1',
      '2,Intelligence voicebot,2026-11-02 09:00:00,2026-11-02 09:00:01,,+1',
      '3,Intelligence voicebot,2026-11-02T09:00:00+02:00,2026-11-02T09:02:00+02:00,,+1',
      '4,Call intelligence,2026-10-31T23:59:59Z,2026-11-01T00:30:00Z,,+1',
      '5,Call intelligence,11/24/2026 7:05 AM,11/24/2026 7:06 AM,,+1',
    ]

    expect(parse(header + rows.join('\n'))).toEqual({
      rows: 5,
      months: [
        { period: '2026-10', pool: 'call-intelligence-minutes', consumed: 31 },
        { period: '2026-11', pool: 'call-intelligence-minutes', consumed: 11 },
        { period: '2026-11', pool: 'voicebot-minutes', consumed: 3 },
      ],
    })
  })

  it.each([
    ['1,Chat,2026-11-01T00:00:00Z,,1,', 'line 2, column Type: "Chat" is neither'],
    ['1,Call intelligence,yesterday,,1,', 'line 2, column Start: "yesterday" is no time'],
    ['1,Call intelligence,2026-02-30T00:00:00Z,,1,', 'line 2, column Start: "2026-02-30T00:00:00Z" is no time'],
    ['1,Call intelligence,2026-11-24T09:00:00Z,,1,', 'line 2, column Start: "2026-11-24T09:00:00Z" lies in the future'],
    ['1,Call intelligence,2026-11-01T00:00:00Z,,long,', 'line 2, column Duration: "long" is no number of minutes'],
    ['1,Call intelligence,2026-11-01T00:00:00Z,,,', 'line 2, column End: "" is no time at or after Start'],
    ['1,Call intelligence,2026-11-02T00:00:00Z,2026-11-01T00:00:00Z,,', 'line 2, column End'],
  ])('%s is refused with line and column', (line, wrong) => {
    expect(messageOf(header + line)).toContain(wrong)
  })
})

describe('a file that is none of both', () => {
  it.each([
    ['empty', '', 'holds no rows'],
    ['only a header', 'period,pool,consumed\n', 'holds no rows'],
    ['other columns', 'month,minutes\n2026-11,1\n', 'line 1: the columns are month, minutes'],
    ['an open quote', 'period,pool,consumed\n"2026-11,record-routes,1\n', 'usage.csv:'],
    ['a row too short', 'period,pool,consumed\n2026-11,record-routes\n', 'usage.csv:'],
  ])('%s is refused', (_, text, wrong) => {
    expect(messageOf(text)).toContain(wrong)
  })

  it('text that is not UTF-8 is refused', () => {
    expect(() => parseUsageFile(Uint8Array.of(0xff, 0xfe, 0x41), 'usage.csv', now)).toThrow('is not text in UTF-8')
  })

  it('any bytes are taken or refused, and never fail otherwise', () => {
    const headed = fc.string().map((text) => new TextEncoder().encode(`period,pool,consumed\n${text}`))

    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), headed), (bytes) => {
        expect(isTakenOrRefused(bytes)).toBe(true)
      }),
    )
  })
})

function isTakenOrRefused(bytes: Uint8Array): boolean {
  try {
    parseUsageFile(bytes, 'usage.csv', now)
    return true
  } catch (error) {
    return error instanceof ConfigurationError
  }
}
