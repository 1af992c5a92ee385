/** Runs one command: parses, prints errors in one place, and gives the exit code. */
import { CommanderError } from 'commander'
import { collectSecrets } from '../config/secret.ts'
import { SeatledgerError } from '../errors.ts'
import { createScrub } from '../log.ts'
import type { ErrorDocument } from '../model/documents.ts'
import { plain } from '../reporters/terminal/harmless.ts'
import { safeJson } from '../safe-json.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import { buildProgram } from './program.ts'
import { wantsPseudonyms, withPseudonyms } from './pseudonyms.ts'
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

/** A fault of our own or a mistyped argument can hold anything, so every text loses what is secret or looks like a token. */
function reportError(error: unknown, json: boolean, io: Io): number {
  const withoutSecrets = createScrub(collectSecrets(io.env))
  const scrub = (text: string): string => io.pseudonyms?.names.text(withoutSecrets(text)) ?? withoutSecrets(text)
  const { schema, code, ...texts } = errorDocument(error)
  const message = scrub(texts.message)
  const hint = texts.hint === null ? null : scrub(texts.hint)
  if (json) io.stdout(`${safeJson(JSON.stringify({ schema, code, message, hint } satisfies ErrorDocument))}\n`)
  io.stderr(`${plain(message)}${hint === null ? '' : `\n${plain(hint)}`}\n`)
  if (code === 'fault' && error instanceof Error) io.stderr(`${plainLines(scrub(error.stack ?? ''))}\n`)
  return error instanceof CommanderError ? exitCodes.usage : exitCodeOf(error)
}

/** A stack is read line by line. */
function plainLines(text: string): string {
  return text.split('\n').map(plain).join('\n')
}

function errorDocument(error: unknown): ErrorDocument {
  const schema = 'seatledger.error/1'
  if (error instanceof SeatledgerError) return { schema, code: error.code, message: error.message, hint: error.hint }
  if (error instanceof CommanderError) {
    // The value of an unknown option is not repeated: `--client-secret=…` is one.
    const message = error.message
      .replace(/^error: /, '')
      .replaceAll('\n', ' ')
      .replace(/^(unknown option '-[^=']*)=.*'/, "$1'")
    return { schema, code: 'usage', message, hint: 'see `seatledger --help`' }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { schema, code: 'fault', message: `seatledger failed: ${message}`, hint: null }
}
