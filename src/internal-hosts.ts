/** Hosts that are this machine, its link or the metadata service of a cloud: no service of Microsoft is among them, and a token sent there is given away. */
import { BlockList, isIP } from 'node:net'

const addresses = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  // Metadata of Azure, Alibaba Cloud and Oracle Cloud, which have addresses of their own.
  ['168.63.129.16', 32],
  ['100.100.100.200', 32],
  ['192.0.0.192', 32],
] as const) {
  addresses.addSubnet(network, bits, 'ipv4')
}
for (const [network, bits] of [
  // Unspecified, loopback, and the old form that holds an IPv4 address; IPv4-mapped ones are held against the list above.
  ['::', 96],
  ['fe80::', 10],
  // Site-local, no longer used.
  ['fec0::', 10],
  ['fd00:ec2::', 32],
  // IPv4 behind a translator: loopback and link-local.
  ['64:ff9b::7f00:0', 104],
  ['64:ff9b::a9fe:0', 112],
] as const) {
  addresses.addSubnet(network, bits, 'ipv6')
}

const names =
  /^(?:(?:.*\.)?(?:localhost|localdomain)|ip6-(?:localhost|loopback)|metadata|metadata\.goog|(?:.*\.)?metadata\.google\.internal|instance-data(?:\.ec2\.internal)?)$/

/** Nothing longer is a name that resolves. */
const longestName = 300

/** `hostname` as a parsed URL has it: in lower case, IPv6 in brackets, every form of an IPv4 address in four decimals. */
export function isInternalHost(hostname: string): boolean {
  if (hostname.length > longestName) return false
  const host = hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.+$/, '')
  const version = isIP(host)
  if (version === 0) return names.test(host)
  return addresses.check(host, version === 4 ? 'ipv4' : 'ipv6')
}
