/** This machine, its link and the metadata services, in every spelling that a URL takes. */
import { describe, expect, test } from 'vitest'
import { isForbiddenHost, matchesDataverseHost, presets } from '../src/clouds.ts'
import { isInternalHost } from '../src/internal-hosts.ts'

const internal = [
  'https://localhost/',
  'https://LOCALHOST:8443/',
  'https://localhost./',
  'https://contoso.crm.localhost/',
  'https://localhost.localdomain/',
  'https://ip6-loopback/',
  'https://127.0.0.1/',
  'https://127.255.255.254:444/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://127.0.0.1./',
  'https://０x7f.1/',
  'https://①②⑦.0.0.1/',
  'https://0.0.0.0/',
  'https://0/',
  'https://169.254.169.254/latest/meta-data',
  'https://169.254.0.1/',
  'https://2852039166/',
  'https://168.63.129.16/',
  'https://100.100.100.200/',
  'https://[::]/',
  'https://[::1]/',
  'https://[0:0:0:0:0:0:0:1]:8443/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:169.254.169.254]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::127.0.0.1]/',
  'https://[64:ff9b::169.254.169.254]/',
  'https://[fe80::1]/',
  'https://[febf::1]/',
  'https://[fd00:ec2::254]/',
  'https://metadata.google.internal/',
  'https://METADATA.google.internal./',
  'https://metadata/',
  'https://metadata.goog/',
  'https://instance-data.ec2.internal/',
]

const outside = [
  'https://contoso.crm4.dynamics.com/',
  'https://localhost.dynamics.com/',
  'https://notlocalhost/',
  'https://metadata.dynamics.com/',
  'https://metadata.google.internal.dynamics.com/',
  'https://126.255.255.255/',
  'https://128.0.0.1/',
  'https://169.253.0.1/',
  'https://169.255.0.1/',
  'https://10.0.0.1/',
  'https://192.168.0.1/',
  'https://1.0.0.0/',
  'https://[2001:db8::1]/',
  'https://[fd00::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://127.0.0.1.example/',
]

describe('an address of the machine itself', () => {
  test.each(internal)('%s is one, and no host but of a custom cloud', (url) => {
    const { hostname } = new URL(url)
    const dataverseHosts = [hostname, 'localhost', 'internal', 'localhost.', '1', '254']

    expect(isInternalHost(hostname)).toBe(true)
    for (const preset of Object.values(presets)) {
      expect(isForbiddenHost(url, preset)).toBe(true)
      expect(matchesDataverseHost(url, { ...preset, dataverseHosts })).toBe(false)
    }
    expect(matchesDataverseHost(url, { ...presets.public, name: 'custom', dataverseHosts })).toBe(true)
  })

  test.each(outside)('%s is none', (url) => {
    expect(isInternalHost(new URL(url).hostname)).toBe(false)
    expect(isForbiddenHost(url, presets.public)).toBe(false)
  })

  test.each(['no address', '', '//localhost'])('%j is no address at all', (url) => {
    expect(isForbiddenHost(url, presets.public)).toBe(false)
  })
})
