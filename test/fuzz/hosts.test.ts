/** Which host gets a request and a token: whatever the address, only those of the cloud, over https, and never with credentials in it. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requireCloudHost } from '../../connectors/transport/hosts.ts'
import { matchesDataverseHost, presets } from '../../src/clouds.ts'
import { SeatledgerError } from '../../src/errors.ts'
import { anyText, fuzz, longTexts, piecesOf, textsOf } from './fuzz.ts'

const cloud = presets.public
const addresses = fc.oneof(
  piecesOf(
    'https://',
    'https:',
    'http://',
    'blob:',
    'user:pass@',
    '@',
    'contoso.crm4.',
    'dynamics.com',
    'graph.microsoft.com',
    'evil.example',
    '127.0.0.1',
    '169.254.169.254',
    '[::1]',
    'localhost',
    '.',
    '\\',
    '/',
    '?',
    '#',
    ':443',
    ':8443',
    '\t',
    '\n',
    '%2e',
    'xn--',
    '。',
  ),
  anyText,
)

/** What goes on the wire: scheme, host and port as the parser of the standard writes them, compared letter by letter. */
const wire = {
  graph: /^https:\/\/graph[.]microsoft[.]com\//,
  'power-platform': /^https:\/\/api[.]powerplatform[.]com\//,
  bap: /^https:\/\/api[.]bap[.]microsoft[.]com\//,
  dataverse: /^https:\/\/([^/@:?#\\]+[.])?dynamics[.]com(:[0-9]+)?\//,
  'sign-in': /^https:\/\/login[.]microsoftonline[.]com\//,
} as const

describe('hosts', () => {
  fuzz(
    'of other clouds, of nobody and of this machine get nothing',
    fc.record({
      api: fc.constantFrom('graph', 'power-platform', 'bap', 'dataverse', 'sign-in'),
      url: addresses,
      scope: fc.oneof(
        fc.constant(null),
        addresses,
        fc.constantFrom('https://contoso.crm4.dynamics.com/.default', 'https://graph.microsoft.com/.default'),
      ),
    }),
    ({ api, url, scope }) => {
      try {
        requireCloudHost({ api, method: 'GET', url, scope }, cloud)
      } catch (error) {
        expect(error).toBeInstanceOf(SeatledgerError)
        const password = URL.parse(url)?.password ?? ''
        if (password !== '') expect(String(error)).not.toContain(`${password}@`)
        return
      }
      expect(new URL(url).href).toMatch(wire[api])
      if (scope === null) return
      expect(api).not.toBe('sign-in')
      expect(scope.endsWith('/.default')).toBe(true)
      const resource = scope.slice(0, -'.default'.length)
      if (api === 'dataverse') expect(resource).toMatch(wire.dataverse)
      if (api === 'graph') expect(resource).toBe('https://graph.microsoft.com/')
    },
    textsOf('hosts').flatMap((url) => [
      { api: 'dataverse' as const, url, scope: null },
      { api: 'dataverse' as const, url: 'https://contoso.crm4.dynamics.com/', scope: `${url}.default` },
    ]),
  )

  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/).filter((text) => !text.startsWith('xn--'))

  fuzz(
    'of an instance pass for exactly the suffixes of their cloud',
    fc.tuple(
      fc.array(label, { maxLength: 3 }),
      fc.constantFrom(...Object.values(presets)),
      fc.constantFrom(...Object.values(presets)),
    ),
    ([labels, of, asked]) => {
      const host = [...labels, of.dataverseHosts[0]].join('.')
      const suffix = asked.dataverseHosts[0]
      const isOfCloud = host.split('.').slice(-suffix.split('.').length).join('.') === suffix

      expect(matchesDataverseHost(`https://${host}/`, asked)).toBe(isOfCloud)
      expect(matchesDataverseHost(`https://${host}.evil.example/`, asked)).toBe(false)
      expect(matchesDataverseHost(`https://evil${suffix}/`, asked)).toBe(false)
    },
  )

  test('long ones end', () => {
    for (const url of longTexts(['a.', '.', 'a', '@', '%2e'], ['https://'])) matchesDataverseHost(url, cloud)
  })
})
