/** What may be shown of an error: without secrets, and under `--pseudonymize` without names. */
import { CommanderError } from 'commander'
import { collectSecrets } from '../config/secret.ts'
import { SeatledgerError } from '../errors.ts'
import { createScrub } from '../log.ts'
import type { ErrorDocument } from '../model/documents.ts'
import type { Io } from './io.ts'

type Shown = Pick<Io, 'env' | 'pseudonyms'>

/** A fault of our own or a mistyped argument can hold anything, so every text loses what is secret or looks like a token. */
export function shownText(text: string, { env, pseudonyms }: Shown): string {
  const withoutSecrets = createScrub(collectSecrets(env))(text)
  return pseudonyms?.names.text(withoutSecrets) ?? withoutSecrets
}

export function shownError(error: unknown, io: Shown): ErrorDocument {
  const { schema, code, message, hint } = errorDocument(error)
  return { schema, code, message: shownText(message, io), hint: hint === null ? null : shownText(hint, io) }
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
