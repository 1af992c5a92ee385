/** The sockets of a connection: kept alive, through the proxy that the settings name and no other, closed together. */
import { expect, test } from 'vitest'
import { openAgents } from '../../../connectors/transport/agents.ts'

test.each([
  [null, null, {}],
  ['http://proxy.example:8080', null, { HTTPS_PROXY: 'http://proxy.example:8080' }],
  [null, 'internal.example', { NO_PROXY: 'internal.example' }],
  [
    'http://proxy.example:8080',
    'internal.example',
    { HTTPS_PROXY: 'http://proxy.example:8080', NO_PROXY: 'internal.example' },
  ],
])('the proxy %s without %s', (httpsProxy, noProxy, proxyEnv) => {
  const agents = openAgents({ httpsProxy, noProxy })

  expect(agents.https.options).toMatchObject({ keepAlive: true, proxyEnv })
  expect(agents.http).toHaveProperty('options.keepAlive', true)
  expect(agents.http).toHaveProperty('options.proxyEnv', {})
  expect(agents.https.options.proxyEnv).toEqual(proxyEnv)
  agents.close()
})

test('both are closed together', () => {
  const agents = openAgents({ httpsProxy: null, noProxy: null })
  const closed: string[] = []
  agents.http.destroy = () => void closed.push('http')
  agents.https.destroy = () => void closed.push('https')

  agents.close()

  expect(closed).toEqual(['http', 'https'])
})
