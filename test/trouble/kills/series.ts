/** Kills syncs at seeded random points, runs each to its end again, and compares what is stored with a sync that nobody disturbed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Dice } from '../../../mocks/dice.ts'
import type { LoggedRequest } from '../../../mocks/request-counts.ts'
import { contentsOf, countRuns, differenceOf, type Contents } from './contents.ts'
import { fetchedTwice, type Fetched } from './fetched.ts'

export interface KillSeries {
  /** The program: arguments of Node before those of the command. */
  readonly program: readonly string[]
  /** What the practice tenant needs. */
  readonly env: Readonly<Record<string, string>>
  readonly dice: Dice
  /** What the practice cloud was asked since the last `forget`. */
  readonly requests: () => Promise<readonly LoggedRequest[]>
  readonly forget: () => Promise<void>
}

export interface Undisturbed {
  readonly contents: Contents
  readonly exitCode: number
  readonly durationMs: number
  readonly requests: number
  readonly sinceMs: number
}

export interface KillResult extends Fetched {
  /** When it was killed, in milliseconds after its start. */
  readonly atMs: number
  /** Requests before the kill and after it. */
  readonly before: number
  readonly after: number
  /** The run was stored already when the kill came: the next sync is a run of its own. */
  readonly wasStored: boolean
  /** null: equal, row for row. */
  readonly difference: string | null
}

export async function runUndisturbed(series: KillSeries): Promise<Undisturbed> {
  const sinceMs = Date.now()
  return inFolder(async (store) => {
    await series.forget()
    const started = performance.now()
    const exitCode = await sync(series, store)
    const durationMs = performance.now() - started
    const requests = (await series.requests()).length
    return { contents: contentsOf(store, sinceMs), exitCode, durationMs, requests, sinceMs }
  })
}

/** One kill that caught the process, and the run after it. */
export async function killOnce(series: KillSeries, undisturbed: Undisturbed): Promise<KillResult> {
  return inFolder(async (store) => {
    const atMs = await killed(series, store, undisturbed)
    const first = await series.requests()
    const runs = storedRuns(store)
    await series.forget()
    const exitCode = await sync(series, store)
    const second = await series.requests()
    const ended = exitCode === undisturbed.exitCode ? null : `exit code ${exitCode}, not ${undisturbed.exitCode}`
    const { news, ...same } = undisturbed.contents
    // After a run that was stored nothing is new.
    const expected = runs > 0 || news === undefined ? same : { ...same, news }
    const difference = differenceOf(expected, contentsOf(store, undisturbed.sinceMs))
    const counted = runs === 0 ? fetchedTwice(first, second) : { repeated: 0, twice: {} }
    const stored = countRuns(store) === runs + 1 ? null : `${countRuns(store)} runs in the store`
    return {
      ...counted,
      atMs,
      before: first.length,
      after: second.length,
      wasStored: runs > 0,
      difference: ended ?? stored ?? difference,
    }
  })
}

/** Tries again where the process was faster than the kill. */
async function killed(series: KillSeries, store: string, { durationMs }: Undisturbed): Promise<number> {
  for (;;) {
    await series.forget()
    rmSync(store, { force: true })
    const atMs = Math.round(series.dice.roll() * durationMs)
    const child = start(series, store)
    const ended = once(child, 'exit')
    const timer = setTimeout(() => child.kill('SIGKILL'), atMs)
    const [, signal] = await ended
    clearTimeout(timer)
    if (signal === 'SIGKILL') return atMs
  }
}

async function sync(series: KillSeries, store: string): Promise<number> {
  const child = start(series, store)
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  if (![0, 2, 3].includes(Number(code))) throw new Error(`sync ended with ${code}\n${errors}`)
  return Number(code)
}

function start({ program, env }: KillSeries, store: string) {
  return spawn(process.execPath, [...program, 'sync'], {
    env: { PATH: process.env['PATH'], HOME: tmpdir(), ...env, SEATLEDGER_STORE: store },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

function storedRuns(store: string): number {
  try {
    return countRuns(store)
  } catch {
    return 0
  }
}

async function inFolder<T>(work: (store: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-kills-'))
  try {
    return await work(join(folder, 'store.db'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
