/** Where the server may listen: without Entra sign-in on this machine only. */
import { BlockList, isIPv6 } from 'node:net'
import { ConfigurationError } from '../errors.ts'

export interface ListenAddress {
  readonly host: string
  readonly port: number
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Throws a ConfigurationError for an address that others can reach where nobody signs in with Entra ID. */
export function refuseOpenBinding({ host }: ListenAddress, hasEntra: boolean): void {
  if (hasEntra || isLoopback(host)) return
  throw new ConfigurationError(
    `SEATLEDGER_LISTEN is ${JSON.stringify(host)}, which others can reach, and nobody could sign in there; allowed: a loopback address such as 127.0.0.1, or SEATLEDGER_API_AUDIENCE for sign-in with Entra ID`,
  )
}

export function isLoopback(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true
  try {
    return loopback.check(host, isIPv6(host) ? 'ipv6' : 'ipv4')
  } catch {
    return false
  }
}

export function cannotListen({ host, port }: ListenAddress, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  const wrong = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be opened (${code})`
  return new ConfigurationError(`SEATLEDGER_LISTEN: port ${port} of ${host} ${wrong}; allowed: a free port, 0 for any`)
}
