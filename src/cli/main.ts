/** Runs one command: parses, prints errors in one place, and gives the exit code. */
import { CommanderError } from 'commander'
import { plain } from '../reporters/terminal/harmless.ts'
import { safeJson } from '../safe-json.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import { buildProgram } from './program.ts'
import { wantsPseudonyms, withPseudonyms } from './pseudonyms.ts'
import { shownError, shownText } from './shown-error.ts'
import { version } from '../version.ts'

export async function run(argv: readonly string[], given: Io): Promise<number> {
  const io = wantsPseudonyms(argv) ? await withPseudonyms(given, argv) : given
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
  const document = shownError(error, io)
  const { code, message, hint } = document
  if (json) io.stdout(`${safeJson(JSON.stringify(document))}\n`)
  io.stderr(`${plain(message)}${hint === null ? '' : `\n${plain(hint)}`}\n`)
  if (code === 'fault' && error instanceof Error) io.stderr(`${plainLines(shownText(error.stack ?? '', io))}\n`)
  return error instanceof CommanderError ? exitCodes.usage : exitCodeOf(error)
}

/** A stack is read line by line. */
function plainLines(text: string): string {
  return text.split('\n').map(plain).join('\n')
}
