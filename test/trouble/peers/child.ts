/** One process of a peer, with a wall limit: what it printed, how it ended, and how long it asked its timers to wait. */
import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { fileURLToPath, pathToFileURL } from 'node:url'

export interface ChildEnd {
  /** null: it had to be killed at the wall limit. */
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  /** From its first connection on: how long a process takes to load says nothing about trouble. */
  readonly seconds: number
  /** Seconds that its timers were asked to wait, those of half a second and more. */
  readonly timers: readonly number[]
}

export const folder = fileURLToPath(new URL('.', import.meta.url))
const preload = pathToFileURL(`${folder}preload.mjs`).href
/** What a child needs of this process's environment: no proxy, no npm settings, nobody's credentials. */
const inherited = ['PATH', 'TMPDIR', 'LANG', 'TZ']
/** More than any list of the practice tenant; a gzip bomb's megabytes are not kept. */
const mostKept = 8 * 1024 * 1024
/** For a process that never connects at all. */
const mostLoadingSeconds = 180

export function runChild(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  limitSeconds: number,
): Promise<ChildEnd> {
  const child = spawn(process.execPath, ['--import', preload, ...args], {
    cwd: folder,
    env: { ...inheritedEnvironment(), ...env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  let startedAt = performance.now()
  let isKilled = false
  const kill = (): void => {
    isKilled = true
    child.kill('SIGKILL')
  }
  let limit = setTimeout(kill, mostLoadingSeconds * 1000)
  const [, stdout, stderr, notes] = child.stdio.map((stream) => (isReadable(stream) ? stream : null))
  const printed = { stdout: collect(stdout), stderr: collect(stderr), notes: collect(notes) }
  const start = (piece: Buffer | string): void => {
    if (!String(piece).includes('connected')) return
    startedAt = performance.now()
    clearTimeout(limit)
    limit = setTimeout(kill, limitSeconds * 1000)
    notes?.off('data', start)
  }
  notes?.on('data', start)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => {
      clearTimeout(limit)
      resolve({
        exitCode: isKilled ? null : (exitCode ?? 1),
        stdout: printed.stdout(),
        stderr: printed.stderr(),
        seconds: (performance.now() - startedAt) / 1000,
        timers: timersIn(printed.notes()),
      })
    })
  })
}

function inheritedEnvironment(): Record<string, string> {
  const given = inherited.map((name): [string, string] => [name, process.env[name] ?? ''])
  return Object.fromEntries(given.filter(([, value]) => value !== ''))
}

function timersIn(notes: string): number[] {
  return notes.split('\n').flatMap((line) => (/^\d/.test(line) ? [Number(line) / 1000] : []))
}

function isReadable(stream: unknown): stream is Readable {
  return typeof stream === 'object' && stream !== null && 'setEncoding' in stream
}

function collect(stream: Readable | null | undefined): () => string {
  let kept = ''
  stream?.setEncoding('utf8').on('data', (piece: string) => {
    if (kept.length < mostKept) kept += piece
  })
  return () => kept
}
