import { describe, expect, it } from 'vitest'
import { isTimeZone, nextTime } from '../../src/schedule/cron.ts'

function dueTimes(cron: string, timeZone: string, after: string, many: number): string[] {
  const times: string[] = []
  let afterMs = Date.parse(after)
  for (let index = 0; index < many; index += 1) {
    afterMs = nextTime(cron, timeZone, afterMs) ?? Number.NaN
    times.push(new Date(afterMs).toISOString())
  }
  return times
}

describe('the times of a cron expression', () => {
  it('are those of the time zone', () => {
    expect(dueTimes('0 3 * * *', 'Asia/Tokyo', '2026-11-24T00:00:00Z', 2)).toEqual([
      '2026-11-24T18:00:00.000Z',
      '2026-11-25T18:00:00.000Z',
    ])
  })

  it('come once a day also where the clock is put forward over the due time', () => {
    expect(dueTimes('30 2 * * *', 'Europe/Berlin', '2026-03-28T00:00:00Z', 3)).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ])
  })

  it('come once a day also where the clock is put back over the due time', () => {
    expect(dueTimes('30 2 * * *', 'Europe/Berlin', '2026-10-24T00:00:00Z', 3)).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ])
  })

  it('are none for a day that does not exist', () => {
    expect(nextTime('0 0 30 2 *', 'UTC', 0)).toBeNull()
  })

  it('are refused for what is no expression', () => {
    expect(() => nextTime('every night', 'UTC', 0)).toThrow('CronPattern')
  })
})

describe('a time zone', () => {
  it.each([
    ['UTC', true],
    ['Europe/Berlin', true],
    ['Mars/Olympus', false],
    ['', false],
  ])('%j: %s', (name, known) => {
    expect(isTimeZone(name)).toBe(known)
  })
})
