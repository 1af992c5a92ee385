/** Under which Host headers this service is asked: a page that was bound to our address by another name (DNS rebinding) has another. */
import { hostname, networkInterfaces } from 'node:os'
import { isLoopback, type ListenAddress } from './listen.ts'

/** `also`: names by which a proxy or a name server leads here. */
export function ownHosts({ host }: ListenAddress, also: readonly string[]): (header: string) => boolean {
  const names = new Set(['localhost', bare(host), ...also.map((name) => name.toLowerCase())])
  if (!isLoopback(host)) {
    names.add(hostname().toLowerCase())
    for (const address of ownAddresses()) names.add(address)
  }
  return (header) => {
    const name = nameIn(header)
    return name !== null && (names.has(name) || isLoopback(name))
  }
}

/** Without port and brackets; null for what is no host. */
function nameIn(header: string): string | null {
  if (!/^[a-z0-9.:[\]_-]+$/i.test(header)) return null
  const url = URL.parse(`http://${header}`)
  return url === null ? null : bare(url.hostname)
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '').toLowerCase()
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((found) =>
    (found ?? []).map(({ address }) => address.toLowerCase()),
  )
}
