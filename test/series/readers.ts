/** A hundred readers of the API at a time, as dashboards and programs read: each asks, waits for the answer, looks at it, asks again. */
import { Agent, request } from 'node:http'
import { setTimeout as after } from 'node:timers/promises'

export interface Reading {
  readonly base: string
  readonly token: string
  readonly readers: number
  /** Between an answer and the next question; 0: as fast as they can. */
  readonly lookMs: number
}

export interface Read {
  readonly answers: number
  readonly errors: readonly string[]
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly mostMs: number
  /** Of what was asked before a time (ms since 1970). */
  p99MsBefore(time: number): number
}

const paths: readonly string[] = [
  ...[
    '',
    '&severity=medium',
    '&severity=high',
    '&status=all',
    '&sort=-lastSeen',
    '&sort=subject',
    '&rule=seat-idle',
    '&search=a',
  ].flatMap((filter) => [`/findings?limit=100${filter}`, `/findings?limit=50${filter}`]),
  '/capacity',
  '/capacity/history',
  '/seats',
  '/people?limit=100',
  '/people?limit=100&search=1',
  '/access?by=role&limit=50',
  '/access?by=table&limit=50',
  '/pools/record-routes',
  '/pools/dataverse-database',
  '/runs',
]

/** Each question once, so that what is measured is not what is made for the first time. */
export async function readOnce(reading: Reading): Promise<void> {
  const agent = new Agent({ keepAlive: true })
  for (const path of paths) await ask(agent, reading, path, undefined)
  agent.destroy()
}

/** Until the signal aborts. */
export async function readUntil(signal: AbortSignal, reading: Reading): Promise<Read> {
  const agent = new Agent({ keepAlive: true, maxSockets: reading.readers })
  const asked: { readonly at: number; readonly ms: number }[] = []
  const errors: string[] = []
  const startedAt = performance.now()
  const tags = new Map<string, string>()
  const reader = async (number: number): Promise<void> => {
    for (let round = number; !signal.aborted; round += 1) {
      const path = paths[(round * 7) % paths.length] ?? '/seats'
      // One of five has seen the answer before.
      const tag = round % 5 === 0 ? tags.get(path) : undefined
      const at = Date.now()
      const askedAt = performance.now()
      try {
        const { status, etag } = await ask(agent, reading, path, tag)
        if (etag !== undefined) tags.set(path, etag)
        if (status !== 200 && status !== 304) errors.push(`${path}: ${status}`)
      } catch (error) {
        errors.push(`${path}: ${error instanceof Error ? error.message : String(error)}`)
      }
      asked.push({ at, ms: performance.now() - askedAt })
      if (reading.lookMs > 0) await after(reading.lookMs * (0.5 + (round % 11) / 10))
    }
  }
  await Promise.all(Array.from({ length: reading.readers }, async (_, number) => reader(number)))
  agent.destroy()
  const seconds = (performance.now() - startedAt) / 1000
  const times = asked.map(({ ms }) => ms)
  return {
    answers: times.length,
    errors,
    perSecond: Math.round(times.length / seconds),
    p50Ms: partOf(times, 0.5),
    p99Ms: partOf(times, 0.99),
    mostMs: partOf(times, 1),
    p99MsBefore: (time) =>
      partOf(
        asked.filter(({ at }) => at < time).map(({ ms }) => ms),
        0.99,
      ),
  }
}

function partOf(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.floor((sorted.length - 1) * part)] ?? 0) * 10) / 10
}

interface Answered {
  readonly status: number
  readonly etag: string | undefined
}

async function ask(agent: Agent, { base, token }: Reading, path: string, tag: string | undefined): Promise<Answered> {
  const headers = { authorization: `Bearer ${token}`, ...(tag === undefined ? {} : { 'if-none-match': tag }) }
  return new Promise((resolve, reject) => {
    const asked = request(`${base}${path}`, { agent, headers }, (answer) => {
      answer.once('error', reject)
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, etag: answer.headers.etag }))
      answer.resume()
    })
    asked.once('error', reject)
    asked.end()
  })
}
