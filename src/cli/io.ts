/** What a command may touch of the process: passed in, so that a test runs every command in its own process. */
import type { Readable } from 'node:stream'
import type { Limits } from '../../connectors/connection.ts'
import type { Clock } from '../clock.ts'
import type { Pseudonymizer } from '../pseudonyms/pseudonymizer.ts'
import type { SyncWatch } from './sync-watch.ts'

export interface Pseudonyms {
  readonly names: Pseudonymizer
  /** Of the store, or what its next write makes the key of the store. */
  readonly key: Uint8Array
  /** Standard error as it is: for lines that are made of tokens already. */
  readonly log: (line: string) => void
}

export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The report. */
  readonly stdout: (text: string) => void
  /** Progress, logs and errors. */
  readonly stderr: (text: string) => void
  readonly clock: Clock
  /** Standard input, for the one command that reads it. */
  readonly stdin?: () => Readable
  /** Aborts when the process is asked to stop. */
  readonly signal?: AbortSignal
  /** Whether stdout and stderr are terminals that show color; false without. */
  readonly color?: boolean
  /** Columns of the terminal; 120 without. */
  readonly width?: number
  /** Whether stderr is a terminal that can rewrite its last line. */
  readonly liveProgress?: boolean
  /** Of one attempt at a request, so that a test of what is slow is not slow itself. */
  readonly limits?: Limits
  /** Whether `serve` may run a sync in a process of its own; a test runs all in one. */
  readonly apart?: boolean
  /** Who follows a sync beside the screen. */
  readonly watch?: SyncWatch
  /** Under `--pseudonymize`; then `stderr` replaces names already. */
  readonly pseudonyms?: Pseudonyms
}

/** Takes the exit code of a command. */
export type Finish = (exitCode: number) => void
