/** Which host may get a request of which API: the sentences, the hints and the scopes, in more clouds than one. */
import { describe, expect, test } from 'vitest'
import { requireCloudHost } from '../../../connectors/transport/hosts.ts'
import type { Api } from '../../../connectors/transport/request.ts'
import { presets } from '../../../src/clouds.ts'
import type { Cloud } from '../../../src/model/cloud.ts'

type Place = [api: Api, url: string, scope: string | null]

const places = (cloud: Cloud): Place[] => [
  ['graph', `${cloud.graphUrl}/v1.0/users`, `${cloud.graphUrl}/.default`],
  ['power-platform', `${cloud.powerPlatformUrl}/x`, `${cloud.powerPlatformUrl}/.default`],
  ['bap', `${cloud.bapUrl}/x`, cloud.bapScope],
  [
    'dataverse',
    `https://contoso.api.${cloud.dataverseHosts[0] ?? ''}/x`,
    `https://contoso.${cloud.dataverseHosts[0] ?? ''}/.default`,
  ],
  ['sign-in', `${cloud.loginUrl}/x`, null],
]

function ask([api, url, scope]: Place, cloud: Cloud = presets.public): void {
  requireCloudHost({ api, method: 'GET', url, scope }, cloud)
}

describe.each(Object.values(presets))('the $name cloud', (cloud) => {
  test.each(places(cloud))('lets %s go to %s', (...place) => {
    expect(() => ask(place, cloud)).not.toThrow()
    expect(() => ask([place[0], place[1], null], cloud)).not.toThrow()
  })

  test.each(places(cloud))('lets no other host be asked as %s', (api, _, scope) => {
    expect(() => ask([api, 'https://elsewhere.example/x', scope], cloud)).toThrow(
      `GET /x: not sent, elsewhere.example is no ${api} host of the configured cloud (${cloud.name})`,
    )
  })

  test.each(places(cloud))('lets no other token go to %s', (api, url) => {
    expect(() => ask([api, url, 'https://elsewhere.example/.default'], cloud)).toThrow(
      `not sent, a token for https://elsewhere.example/.default is not for the ${api} host ${new URL(url).host}`,
    )
  })
})

test.each([
  ['graph', 'SEATLEDGER_GRAPH_URL'],
  ['power-platform', 'SEATLEDGER_POWER_PLATFORM_URL'],
  ['bap', 'SEATLEDGER_BAP_URL'],
  ['dataverse', 'SEATLEDGER_DATAVERSE_HOSTS'],
  ['sign-in', 'SEATLEDGER_LOGIN_URL'],
] as const)('the host of %s is set by %s', (api, variable) => {
  expect(() => ask([api, 'https://elsewhere.example/x', null])).toThrow(
    expect.objectContaining({ hint: `If the host is right, set SEATLEDGER_CLOUD or ${variable}.` }),
  )
})

test.each([
  'http://graph.microsoft.com/x',
  'ftp://graph.microsoft.com/x',
  'https://user@graph.microsoft.com/x',
  'https://:password@graph.microsoft.com/x',
  'graph.microsoft.com/x',
  '',
])('%j is no https address of a host', (url) => {
  expect(() => ask(['graph', url, null])).toThrow('not sent, its address is no https address of a host')
})

test('a token of Dataverse is for an instance whole, and for an instance of the cloud', () => {
  const url = 'https://contoso.api.crm4.dynamics.com/x'

  for (const scope of [
    'https://contoso.crm4.dynamics.com/',
    'https://contoso.crm4.dynamics.com/x/.default',
    'http://contoso.crm4.dynamics.com/.default',
    'https://dynamics.com.evil.example/.default',
  ])
    expect(() => ask(['dataverse', url, scope])).toThrow(`a token for ${scope} is not for the dataverse host`)
})

test.each(['localhost', '127.0.0.1', '169.254.169.254', '[::1]'])(
  '%s is asked by no public cloud, whatever names it',
  (host) => {
    const cloud: Cloud = { ...presets.public, graphUrl: `https://${host}` }

    expect(() => ask(['graph', `https://${host}/x`, null], cloud)).toThrow(
      expect.objectContaining({
        message: `GET /x: not sent, ${host} is this machine, its link or a metadata service, and no host of a public cloud`,
        hint: 'Only SEATLEDGER_CLOUD=custom speaks to such hosts, with all of its hosts named.',
      }),
    )
    expect(() => ask(['graph', `https://${host}/x`, null], { ...cloud, name: 'custom' })).not.toThrow()
  },
)
