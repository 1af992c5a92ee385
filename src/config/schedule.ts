/** When `serve` syncs, and where it listens. */
import { isIPv6 } from 'node:net'
import { isTimeZone, nextTime } from '../schedule/cron.ts'
import { quote, readChoice, readNumber } from './values.ts'
import { broken, readValue, type Variables } from './variables.ts'

export interface ScheduleSettings {
  readonly cron: string
  readonly timeZone: string
  readonly startAtOnce: boolean
  readonly jitterSeconds: number
}

export function readSchedule(env: Variables): ScheduleSettings {
  const timeZone = readValue(env, 'SEATLEDGER_TIME_ZONE') ?? 'UTC'
  if (!isTimeZone(timeZone)) {
    throw broken('SEATLEDGER_TIME_ZONE', `is ${quote(timeZone)}`, 'a time zone of the IANA list: UTC, Europe/Berlin')
  }
  return {
    cron: readCron(env, timeZone),
    timeZone,
    startAtOnce: readChoice(env, 'SEATLEDGER_START_AT_ONCE', ['true', 'false']) === 'true',
    jitterSeconds:
      readNumber(env, 'SEATLEDGER_JITTER_SECONDS', { least: 0, most: 86_400, whole: true, unit: 'seconds' }) ?? 0,
  }
}

function readCron(env: Variables, timeZone: string): string {
  const cron = readValue(env, 'SEATLEDGER_SCHEDULE') ?? '0 3 * * *'
  try {
    if (nextTime(cron, timeZone, 0) !== null) return cron
  } catch {
    throw broken('SEATLEDGER_SCHEDULE', `is ${quote(cron)}`, 'a cron expression: minute hour day month weekday')
  }
  throw broken('SEATLEDGER_SCHEDULE', `is ${quote(cron)}, which never comes due`, 'a cron expression with a next time')
}

export interface ListenAddress {
  readonly host: string
  readonly port: number
}

/** `host:port`; an IPv6 address stands in brackets. Port 0 lets the system choose. */
export function readListen(env: Variables): ListenAddress {
  const value = readValue(env, 'SEATLEDGER_LISTEN') ?? '127.0.0.1:8484'
  const match = /^(?:\[([0-9a-f:.]+)\]|([^\s:[\]/]+)):(\d{1,5})$/i.exec(value)
  const port = Number(match?.[3])
  const host = match?.[1] ?? match?.[2]
  const isAddress = match?.[1] === undefined || isIPv6(match[1])
  if (host === undefined || !isAddress || port > 65_535) {
    throw broken('SEATLEDGER_LISTEN', `is ${quote(value)}`, 'host:port, as in 127.0.0.1:8484 or [::1]:8484')
  }
  return { host, port }
}
