/**
 * Logs: JSON lines with an event name and flat fields, so that no body can slip in; secrets and tokens are left out of every text.
 * Knows no configuration: which secrets there are arrives as an argument.
 */
import { pino, stdTimeFunctions } from 'pino'
import { safeJson } from './safe-json.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** `durationMs`, `count`, `dataset`, `requestId` and the like: never a body, a header or a query. */
type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface Log {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

export interface LogOptions {
  /** Takes one line with its line end; standard error in the product. */
  readonly write: (line: string) => void
  readonly level?: LogLevel
  /** Values that no line may hold. */
  readonly secrets?: readonly string[]
  /** What is shown of a text field, secrets left out already; the text itself without. */
  readonly show?: (field: string, value: string) => string
}

const mask = '***'
/** What looks like a token wherever it came from: bearer headers, JSON web tokens, and secrets of forms and queries. */
const tokenLike =
  /\bBearer\s+[\w.~+/=-]+|\beyJ[\w-]{5,}(?:\.[\w-]+)*|\b(client_secret|client_assertion|access_token|refresh_token|id_token|password|sig)(["']?\s*[=:]\s*["']?)[^\s&"']+/gi

/** A function that leaves the secrets and everything like a token out of a text. */
export function createScrub(secrets: readonly string[] = []): (text: string) => string {
  // The longest first, or a secret that begins another would leave its rest behind.
  const known = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed())])
    .filter((secret) => secret.length >= 4)
    .toSorted((a, b) => b.length - a.length)
  return (text) => {
    const withoutKnown = known.reduce((rest, secret) => rest.replaceAll(secret, mask), text)
    return withoutKnown.replace(tokenLike, (_match, name?: string, separator?: string) =>
      name === undefined ? mask : `${name}${separator ?? ''}${mask}`,
    )
  }
}

export function createLog({ write, level = 'info', secrets = [], show = (_, value) => value }: LogOptions): Log {
  const scrub = createScrub(secrets)
  const shown = (field: string, value: string): string => show(field, scrub(value))
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ['authorization', 'token', 'secret', 'password'], censor: mask },
    },
    { write: (line: string) => write(safeJson(line)) },
  )
  const at =
    (severity: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}): void =>
      logger[severity](shownFields(fields, shown), event)
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

function shownFields(fields: LogFields, shown: (field: string, value: string) => string): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? shown(name, value) : value]),
  )
}
