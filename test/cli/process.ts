/** The program as a process of its own, from source; waits for it and keeps what it printed. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Printed } from './practice-product.ts'

export const entry = fileURLToPath(new URL('../../src/cli/entry.ts', import.meta.url))

export interface Program {
  readonly child: ChildProcess
  readonly ended: Promise<Printed>
  /** Resolves with the first line of standard error that holds the text. */
  seen(text: string): Promise<string>
  /** The same of standard output. */
  printed(text: string): Promise<string>
}

/** Nothing of this shell's variables reaches it but the path. */
export function startProgram(
  argv: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string | undefined>> },
): Program {
  const child = spawn(process.execPath, [entry, ...argv], {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], HOME: options.cwd, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const lineIn = (all: string, text: string): string | undefined => all.split('\n').find((line) => line.includes(text))
  return {
    child,
    ended: once(child, 'close').then(([code]) => ({ exitCode: Number(code ?? -1), stdout, stderr })),
    async seen(text) {
      while (lineIn(stderr, text) === undefined) await once(child.stderr, 'data')
      return lineIn(stderr, text) ?? ''
    },
    async printed(text) {
      while (lineIn(stdout, text) === undefined) await once(child.stdout, 'data')
      return lineIn(stdout, text) ?? ''
    },
  }
}
