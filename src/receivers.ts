/** Where alerts may be sent: what the operator names, and, narrower, what a flow gives over the API. Knows no HTTP. */
import { BlockList, isIP } from 'node:net'
import { isInternalHost } from './internal-hosts.ts'

/** Whose address it is. A flow's comes from whoever may call the API, and must not lead into the network of this machine. */
export type Trust = 'operator' | 'flow'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Networks of an organization, of a provider behind its own address, for tests and for many at once: no flow lives there. */
const inner = new BlockList()
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['192.0.0.0', 24],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inner.addSubnet(network, bits, 'ipv4')
}
for (const [network, bits] of [
  ['fc00::', 7],
  ['ff00::', 8],
  ['64:ff9b:1::', 48],
  // Forms that hold an IPv4 address of any kind.
  ['64:ff9b::', 96],
  ['2002::', 16],
  ['2001::', 32],
] as const) {
  inner.addSubnet(network, bits, 'ipv6')
}

/** What is wrong with the address of a receiver, as the end of a sentence; null: nothing. Never repeats it: it holds a secret. */
export function receiverFault(address: string, trust: Trust): string | null {
  const url = URL.parse(address)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return 'is no https address'
  if (url.username !== '' || url.password !== '') return 'holds a user name or a password'
  if (url.protocol === 'http:' && (trust === 'flow' || !isLoopback(url.hostname))) return 'is not https'
  if (trust === 'flow') return flowFault(url)
  const isForbidden = isInternalHost(url.hostname) && !isLoopback(url.hostname)
  return isForbidden ? 'names the link of this machine or a metadata service' : null
}

function flowFault(url: URL): string | null {
  const host = bare(url.hostname)
  if (isInternalHost(host) || isIP(host) !== 0 || !host.includes('.')) return 'names no public host'
  return url.port === '' ? null : 'names a port'
}

/** Whether a name that resolves to this address is refused: a public name may point into the network. */
export function isRefusedAddress(ip: string, trust: Trust): boolean {
  const version = isIP(ip) === 6 ? 'ipv6' : 'ipv4'
  if (trust === 'flow') return isInternalHost(ip) || inner.check(ip, version)
  return isInternalHost(ip) && !loopback.check(ip, version)
}

/** This machine, by a name or an address that means nothing else. */
function isLoopback(hostname: string): boolean {
  const host = bare(hostname)
  const version = isIP(host)
  return version === 0 ? host === 'localhost' : loopback.check(host, version === 6 ? 'ipv6' : 'ipv4')
}

function bare(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.+$/, '')
}
