/** Runs one command: parses, prints errors in one place, and gives the exit code. */
import { CommanderError } from 'commander'
import { SeatledgerError } from '../errors.ts'
import type { ErrorDocument } from '../model/documents.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import { buildProgram } from './program.ts'
import { version } from './version.ts'

export async function run(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = exitCodes.fine
  const program = buildProgram(version, io, (code) => {
    exitCode = code
  })
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : [...argv], { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.fine
    return reportError(error, argv.includes('--json'), io)
  }
}

function reportError(error: unknown, json: boolean, io: Io): number {
  const document = errorDocument(error)
  if (json) io.stdout(`${JSON.stringify(document)}\n`)
  io.stderr(`${document.message}${document.hint === null ? '' : `\n${document.hint}`}\n`)
  if (document.code === 'fault' && error instanceof Error) io.stderr(`${error.stack}\n`)
  return error instanceof CommanderError ? exitCodes.usage : exitCodeOf(error)
}

function errorDocument(error: unknown): ErrorDocument {
  const schema = 'seatledger.error/1'
  if (error instanceof SeatledgerError) return { schema, code: error.code, message: error.message, hint: error.hint }
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '')
    return { schema, code: 'usage', message, hint: 'see `seatledger --help`' }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { schema, code: 'fault', message: `seatledger failed: ${message}`, hint: null }
}
