/** The signature of a webhook: whoever has the secret can tell that a message is ours, whole, and of now. */
import { createHash, createHmac } from 'node:crypto'

/** `t=<seconds>,v1=<hex>`: HMAC-SHA-256 over the seconds since 1970, a dot, and the body byte for byte. */
export function signatureOf(secret: string, body: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}

/** The same whenever it is made of the same things; a run's id is random, so that it tells nothing. */
export function eventIdOf(runId: string, target: string, findingId = ''): string {
  return `evt_${createHash('sha256').update([runId, target, findingId].join('|')).digest('hex').slice(0, 32)}`
}
