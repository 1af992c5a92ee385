/** Where alerts may go: https for the operator and http on this machine alone, a public host name for a flow, a metadata service for nobody. */
import { describe, expect, test } from 'vitest'
import { isRefusedAddress, receiverFault } from '../src/receivers.ts'

describe('the address of the operator', () => {
  test.each([
    'https://hooks.contoso.example/a?sig=x',
    'https://10.1.2.3:8443/a',
    'https://intranet/a',
    'http://127.0.0.1:8080/a',
    'http://localhost/a',
    'http://[::1]:1/a',
    'https://localhost/a',
  ])('may be %s', (url) => {
    expect(receiverFault(url, 'operator')).toBeNull()
  })

  test.each([
    ['http://hooks.contoso.example/a', 'is not https'],
    ['http://10.1.2.3/a', 'is not https'],
    ['http://localhost.contoso.example/a', 'is not https'],
    ['http://127.0.0.1.nip.io/a', 'is not https'],
    ['https://u:p@hooks.contoso.example/a', 'holds a user name or a password'],
    ['https://169.254.169.254/latest/meta-data', 'names the link of this machine or a metadata service'],
    ['https://2852039166/latest', 'names the link of this machine or a metadata service'],
    ['https://[::ffff:a9fe:a9fe]/', 'names the link of this machine or a metadata service'],
    ['https://metadata.google.internal/', 'names the link of this machine or a metadata service'],
    ['https://168.63.129.16/', 'names the link of this machine or a metadata service'],
    ['https://0.0.0.0/', 'names the link of this machine or a metadata service'],
    ['ftp://hooks.contoso.example/a', 'is no https address'],
    ['file:///etc/passwd', 'is no https address'],
    ['hooks.contoso.example', 'is no https address'],
    ['', 'is no https address'],
  ])('is not %s: it %s', (url, fault) => {
    expect(receiverFault(url, 'operator')).toBe(fault)
  })
})

describe('the address of a flow', () => {
  test('is https on a public host name', () => {
    const url = 'https://prod-00.westeurope.logic.azure.com:443/workflows/1/triggers/manual/paths/invoke?sig=x'

    expect(receiverFault(url, 'flow')).toBeNull()
  })

  test.each([
    ['http://127.0.0.1:8080/a', 'is not https'],
    ['https://localhost/a', 'names no public host'],
    ['https://127.0.0.1/a', 'names no public host'],
    ['https://10.0.0.1/a', 'names no public host'],
    ['https://8.8.8.8/a', 'names no public host'],
    ['https://[2001:4860:4860::8888]/a', 'names no public host'],
    ['https://intranet/a', 'names no public host'],
    ['https://metadata.google.internal/a', 'names no public host'],
    ['https://flow.example:6379/a', 'names a port'],
    ['https://u@flow.example/a', 'holds a user name or a password'],
  ])('is not %s: it %s', (url, fault) => {
    expect(receiverFault(url, 'flow')).toBe(fault)
  })
})

test('a public name of a flow that resolves into the network is refused, and none of the operator but metadata and the link', () => {
  const inner = [
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    'fd12::1',
    'fc00::1',
    '2002:7f00:1::',
    '127.0.0.1',
    '::1',
  ]
  const link = ['169.254.169.254', 'fe80::1', '::ffff:169.254.169.254', '168.63.129.16', '0.0.0.0']

  expect([...inner, ...link].filter((ip) => !isRefusedAddress(ip, 'flow'))).toEqual([])
  expect(link.filter((ip) => !isRefusedAddress(ip, 'operator'))).toEqual([])
  expect(inner.filter((ip) => isRefusedAddress(ip, 'operator'))).toEqual([])
  expect(['20.50.1.2', '2603:1020::1'].filter((ip) => isRefusedAddress(ip, 'flow'))).toEqual([])
})
