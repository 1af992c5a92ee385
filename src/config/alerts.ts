/** Who is told when findings change, and of which. The addresses hold secrets: no message repeats them. */
import type { ConnectionSettings } from '../model/connection.ts'
import { severities, type Severity } from '../model/finding.ts'
import { receiverFault } from '../receivers.ts'
import { readProxy } from './connection.ts'
import { wrapSecret } from './secret.ts'
import { readChoice } from './values.ts'
import { broken, readValue, type Variables } from './variables.ts'

export interface AlertSettings {
  /** This one and above. */
  readonly severity: Severity
  /** At most one message a day (UTC). */
  readonly isDigest: boolean
  readonly teamsUrl: (() => string) | null
  readonly webhook: { readonly url: () => string; readonly secret: () => string } | null
  readonly proxy: ConnectionSettings['proxy']
}

export function readAlerts(env: Variables): AlertSettings {
  return {
    severity: readChoice(env, 'SEATLEDGER_ALERT_SEVERITY', severities) ?? 'medium',
    isDigest: readChoice(env, 'SEATLEDGER_ALERT_DIGEST', ['on', 'off']) === 'on',
    teamsUrl: readReceiver(env, 'SEATLEDGER_TEAMS_URL'),
    webhook: readWebhook(env),
    proxy: readProxy(env),
  }
}

/** An unsigned message could be anybody's: a webhook without its secret is a slip. */
function readWebhook(env: Variables): AlertSettings['webhook'] {
  const url = readReceiver(env, 'SEATLEDGER_WEBHOOK_URL')
  if (url === null) return null
  if (readValue(env, 'SEATLEDGER_WEBHOOK_SECRET') === null) {
    throw broken('SEATLEDGER_WEBHOOK_SECRET', 'is missing', 'the secret that signs what SEATLEDGER_WEBHOOK_URL gets')
  }
  // As it was given: blanks at the ends of a secret may belong to it.
  return { url, secret: wrapSecret(env['SEATLEDGER_WEBHOOK_SECRET'] ?? '') }
}

function readReceiver(env: Variables, name: 'SEATLEDGER_WEBHOOK_URL' | 'SEATLEDGER_TEAMS_URL'): (() => string) | null {
  const value = readValue(env, name)
  if (value === null) return null
  const fault = receiverFault(value, 'operator')
  if (fault === null) return wrapSecret(value)
  throw broken(
    name,
    fault,
    'an https address of a receiver (http only on this machine), without user name and password',
  )
}
