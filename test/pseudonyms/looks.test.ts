/** What is known by its looks: ids, sign-in names, hosts; and that a long text costs no more than its length. */
import { describe, expect, test } from 'vitest'
import { guidsIn } from '../../src/pseudonyms/guids.ts'
import { hostsIn } from '../../src/pseudonyms/hosts.ts'
import { signInNamesIn } from '../../src/pseudonyms/sign-in-names.ts'

const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'

function values(found: Iterable<{ readonly value: string }>): string[] {
  return [...found].map(({ value }) => value)
}

describe('ids', () => {
  test.each([
    ['in capitals', id.toUpperCase()],
    ['in braces', `{${id}}`],
    ['without dashes', id.replaceAll('-', '')],
    ['in a path', `/v1.0/users/${id}/memberOf`],
    ['joined to a word', `unq${id.replaceAll('-', '')}`],
    ['joined by a line', `id_${id}_x`],
  ])('%s are found in their one spelling', (_, text) => {
    expect(values(guidsIn(text))).toEqual([id])
  })

  test('the id of a default environment is one whole', () => {
    expect(values(guidsIn(`environments/Default-${id}/x`))).toEqual([`default-${id}`])
  })

  test('hashes and finding ids are none', () => {
    expect(values(guidsIn(`seat-idle-0123456789ab ${'ab'.repeat(32)} 2026-11-24T08:00:00.000Z`))).toEqual([])
  })
})

describe('sign-in names', () => {
  test.each([
    ['ada@contoso.example', 'of Ada@contoso.example.'],
    ["o'neil+x@contoso.example", "(o'neil+x@contoso.example)"],
    ['ada_else.example#ext#@contoso.onmicrosoft.com', 'guest ada_else.example#EXT#@contoso.onmicrosoft.com, seen'],
    ['ada@contoso.example', "upn eq 'ada@contoso.example'"],
    ['ада@контосо.example', '*ада@контосо.example*'],
    ['ada@contoso', 'ada@contoso'],
  ])('%s is found', (value, text) => {
    expect(values(signInNamesIn(text))).toEqual([value])
  })

  test('a property of OData is none', () => {
    expect(values(signInNamesIn('the "@odata.nextLink" of a page, @ alone, a@ and more'))).toEqual([])
  })
})

describe('hosts', () => {
  test.each([
    ['contoso.crm4.dynamics.com', 'signed in to https://contoso.crm4.dynamics.com (https://…)'],
    ['contoso.crm4.dynamics.com', '429 at Contoso.crm4.dynamics.com:8443 for 180 minutes'],
    ['intranet', 'https://intranet:8443/path is refused'],
    ['169.254.169.254', 'http://169.254.169.254/latest.'],
    ['contoso.onmicrosoft.com', 'contoso.onmicrosoft.com'],
    ['evil.example', 'https://user:word@evil.example/x?y=z'],
    ['[fd00::1]', 'https://[fd00::1]:443/'],
    ['org.crm.localhost', 'the host org.crm.localhost'],
    ['crm.localhost', 'Dataverse *.crm.localhost'],
    ['münchen.example', 'münchen.example'],
    ['contoso.example', 'mail of @contoso.example'],
    ['contoso.example', 'anything *-contoso.example or --contoso.example'],
  ])('%s is found', (value, text) => {
    expect(values(hostsIn(text))).toContain(value)
  })

  test.each([
    'https://graph.microsoft.com/.default and https://login.microsoftonline.com',
    'Dataverse *.dynamics.com, *.crm4.dynamics.com',
    'see https://learn.microsoft.com/power-platform/admin and https://aka.ms/x',
    'http://127.0.0.1:8484/healthz, localhost',
    'grant Organization.Read.All in seatledger.db, v1.0, e.g. README.md, 1.0.0.5',
    'Install-Module Microsoft.PowerApps.Administration.PowerShell',
  ])('none in: %s', (text) => {
    expect(values(hostsIn(text))).toEqual([])
  })
})

test.each(['a', '.', '@', 'a.', 'a@', '://', '-', '%41', 'f', 'https://', 'a-', '-.'])(
  '100,000 characters of %j take no time',
  (part) => {
    const text = part.repeat(100_000 / part.length)
    const started = performance.now()

    const found = [...guidsIn(text), ...signInNamesIn(text), ...hostsIn(text)]

    expect(found.length).toBeLessThan(100_000)
    expect(performance.now() - started).toBeLessThan(5000)
  },
)
