/** Secrets: wrapped so that every way of printing one shows `***`, and collected so that logs can leave them out. */
import { inspect } from 'node:util'
import type { VariableName, Variables } from './variables.ts'

const show = (): string => '***'

/** Wraps a secret; `String(x)`, `JSON.stringify(x)`, `console.log(x)` and a template show the mask. */
export function wrapSecret(value: string): () => string {
  return Object.assign(() => value, { toString: show, toJSON: show, [inspect.custom]: show })
}

const secretNames = [
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  'SEATLEDGER_WEBHOOK_URL',
  'SEATLEDGER_WEBHOOK_SECRET',
  'SEATLEDGER_TEAMS_URL',
] as const satisfies readonly VariableName[]

/** Every value that no log and no message may show, also where the configuration is broken: for the scrub of `log.ts`. */
export function collectSecrets(env: Variables): readonly string[] {
  const values = secretNames.map((name) => env[name]?.trim() ?? '')
  const passwords = [env['HTTPS_PROXY'], env['https_proxy'], env['SEATLEDGER_STORE']].flatMap(passwordsOf)
  return [...values, ...passwords].filter((value) => value !== '')
}

/** The password of a URL, as it is written and decoded. */
function passwordsOf(url: string | undefined): readonly string[] {
  const password = /^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:([^\s/@]+)@/i.exec(url?.trim() ?? '')?.[1]
  if (password === undefined) return []
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    return [password]
  }
}
