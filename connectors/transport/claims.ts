/** The claims challenge of continuous access evaluation: base64 in `WWW-Authenticate: Bearer …, claims="…"`. Pure. */
import { z } from 'zod'

/** `name="value"` or `name=value` (RFC 9110, 11.2); what is quoted may hold escaped quotes, and so what looks like a parameter. */
const parameter = /(?<![\w-])([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|[^\s",]*)/gs

const Claims = z.record(z.string(), z.unknown())

/** The claims as JSON; null where the challenge has none that can be read. */
export function claimsOf(challenge: string | undefined): string | null {
  const parameters = [...(challenge ?? '').matchAll(parameter)]
  const encoded = parameters.find(([, name]) => name?.toLowerCase() === 'claims')?.[2]
  if (encoded === undefined) return null
  try {
    const text = Buffer.from(encoded, 'base64').toString('utf8')
    return Claims.safeParse(JSON.parse(text)).success ? text : null
  } catch {
    return null
  }
}
