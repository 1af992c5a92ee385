/** Names of hosts in a text: in URLs, and bare ones by their ending. Those that all tenants of Microsoft's clouds share stay. */
import { presets } from '../clouds.ts'
import type { Found } from './guids.ts'

/** Endings of bare names; `Organization.Read.All`, `seatledger.db` and `v1.0` are none. Others are known only from URLs. */
const endings =
  'com|net|org|info|biz|io|co|eu|us|uk|de|fr|it|es|nl|be|ch|at|dk|se|no|fi|pl|cz|pt|ie|ca|au|nz|jp|kr|in|br|mx|za|cn|tw|sg|ae|example|test|invalid|localhost|local|internal|lan|corp|intra|home|cloud|dev|app|online|gov|edu|mil'
const bare = new RegExp(
  `(?=[\\p{L}\\p{N}_])(?<![\\p{L}\\p{N}_][-.]*)(?:[\\p{L}\\p{N}_][\\p{L}\\p{N}_-]*\\.)+(?:${endings})(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`,
  'giu',
)
const endOfAuthority = /[\s/?#"'`<>|\\^{}]/

const shared: ReadonlySet<string> = new Set([
  ...Object.values(presets).flatMap((cloud) => [
    ...[cloud.loginUrl, cloud.graphUrl, cloud.powerPlatformUrl, cloud.bapUrl, cloud.bapScope].map(hostOf),
    ...cloud.dataverseHosts,
  ]),
  'login.partner.microsoftonline.cn',
  'login.windows.net',
  'aka.ms',
  'microsoft.com',
  'www.microsoft.com',
  'go.microsoft.com',
  'learn.microsoft.com',
  'docs.microsoft.com',
  'admin.microsoft.com',
  'admin.powerplatform.microsoft.com',
  'entra.microsoft.com',
  'portal.azure.com',
  'management.azure.com',
  'vault.azure.net',
  'localhost',
])
/** The regions of the public cloud, which are no host of anybody; addresses of this machine. */
const sharedPatterns = [/^crm\d*\.dynamics\.com$/, /^127(?:\.\d{1,3}){3}$/, /^\[::1\]$/]

export function isSharedHost(host: string): boolean {
  return shared.has(host) || sharedPatterns.some((pattern) => pattern.test(host))
}

/** Without those that are shared; `value` in lower case, without a port. */
export function* hostsIn(text: string): Generator<Found> {
  for (const found of [...urlHosts(text), ...bareHosts(text)]) if (!isSharedHost(found.value)) yield found
}

function* urlHosts(text: string): Generator<Found> {
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    let end = at + 3
    while (end < text.length && !endOfAuthority.test(text[end] ?? '')) end += 1
    const authority = text.slice(at + 3, end)
    const port = /:\d*[).,;:]*$/.exec(authority)?.[0] ?? /[).,;:]*$/.exec(authority)?.[0] ?? ''
    // Who signs in to the host goes with it, the wildcard before it stays.
    const kept = authority.startsWith('*.') ? 2 : 0
    const host = authority.slice(kept, authority.length - port.length)
    const value = host.slice(host.lastIndexOf('@') + 1).toLowerCase()
    if (value !== '') yield { start: at + 3 + kept, end: end - port.length, value }
  }
}

function* bareHosts(text: string): Generator<Found> {
  for (const { 0: host, index } of text.matchAll(bare)) {
    yield { start: index, end: index + host.length, value: host.toLowerCase() }
  }
}

function hostOf(url: string): string {
  return new URL(url).hostname
}
