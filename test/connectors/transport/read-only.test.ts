/** The gate: what only reads passes, everything else is refused before it is sent. */
import { describe, expect, test } from 'vitest'
import { requireReading } from '../../../connectors/transport/read-only.ts'
import type { ApiRequest } from '../../../connectors/transport/request.ts'

type Candidate = Pick<ApiRequest, 'api' | 'method' | 'url' | 'headers' | 'body'>

const graph = 'https://graph.microsoft.com'
const bap = 'https://api.bap.microsoft.com'
const dataverse = 'https://contoso.api.crm4.dynamics.com'
const login = 'https://login.microsoftonline.com/tenant'
const batchHeaders = { 'Content-Type': 'multipart/mixed; boundary=batch_1' }

function part(request: string, head = 'Content-Type: application/http\r\nContent-Transfer-Encoding: binary'): string {
  return `--batch_1\r\n${head}\r\n\r\n${request}\r\n\r\n`
}

const getPart = part('GET /api/data/v9.2/systemusers?$select=systemuserid HTTP/1.1\r\nAccept: application/json')

function dataverseBatch(body: string, headers: Record<string, string> = batchHeaders): Candidate {
  return { api: 'dataverse', method: 'POST', url: `${dataverse}/api/data/v9.2/$batch`, headers, body }
}

function graphBatch(body: unknown): Candidate {
  return { api: 'graph', method: 'POST', url: `${graph}/v1.0/$batch`, body }
}

const gets = {
  requests: [
    { id: '1', method: 'GET', url: '/users' },
    { id: '2', method: 'get', url: '/groups' },
  ],
}

describe('what passes', () => {
  test.each<[string, Candidate]>([
    ['any GET', { api: 'power-platform', method: 'GET', url: 'https://api.powerplatform.com/anything?x=1' }],
    ['getByIds', { api: 'graph', method: 'POST', url: `${graph}/v1.0/directoryObjects/getByIds?$select=id`, body: {} }],
    ['a Graph batch of GETs', graphBatch(gets)],
    ['a Graph batch of GETs as text', graphBatch(JSON.stringify(gets))],
    ['a Dataverse batch of GETs', dataverseBatch(`${getPart}${getPart}--batch_1--\r\n`)],
    ['a Dataverse batch with bare line feeds', dataverseBatch(`${getPart}--batch_1--`.replaceAll('\r\n', '\n'))],
    [
      'listTenantSettings',
      {
        api: 'bap',
        method: 'POST',
        url: `${bap}/providers/Microsoft.BusinessAppPlatform/listTenantSettings?api-version=1`,
      },
    ],
    ['a token', { api: 'sign-in', method: 'POST', url: `${login}/oauth2/v2.0/token`, body: 'grant_type=x' }],
    ['a device code', { api: 'sign-in', method: 'POST', url: `${login}/oauth2/v2.0/devicecode`, body: 'scope=x' }],
  ])('%s', (_, request) => {
    expect(() => requireReading(request)).not.toThrow()
  })
})

describe('what is refused', () => {
  const post = (api: Candidate['api'], url: string): Candidate => ({ api, method: 'POST', url, body: {} })

  test.each<[string, Candidate]>([
    ['creating a user', post('graph', `${graph}/v1.0/users`)],
    ['assigning a license', post('graph', `${graph}/v1.0/users/1/assignLicense`)],
    ['getByIds of beta', post('graph', `${graph}/beta/directoryObjects/getByIds`)],
    ['a path that ends like getByIds', post('graph', `${graph}/v1.0/users/directoryObjects/getByIds`)],
    ['a path that goes on after getByIds', post('graph', `${graph}/v1.0/directoryObjects/getByIds/x`)],
    ['a path that climbs out of getByIds', post('graph', `${graph}/v1.0/directoryObjects/getByIds/../../users`)],
    [
      'a Graph batch with a PATCH',
      graphBatch({ requests: [...gets.requests, { id: '3', method: 'PATCH', url: '/users/1' }] }),
    ],
    ['a Graph batch of nothing', graphBatch({ requests: [] })],
    ['a Graph batch that is no JSON', graphBatch('{')],
    ['a Graph batch without a body', graphBatch(undefined)],
    ['any POST to Power Platform', post('power-platform', 'https://api.powerplatform.com/licensing/billingPolicies')],
    [
      'registering an application user',
      post('bap', `${bap}/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments/1/addAppUser`),
    ],
    [
      'listTenantSettings of another API',
      post('graph', `${graph}/providers/Microsoft.BusinessAppPlatform/listTenantSettings`),
    ],
    ['creating a row', post('dataverse', `${dataverse}/api/data/v9.2/incidents`)],
    [
      'a Dataverse batch with a POST',
      dataverseBatch(`${getPart}${part('POST /api/data/v9.2/incidents HTTP/1.1')}--batch_1--`),
    ],
    [
      'a Dataverse batch with a DELETE',
      dataverseBatch(`${part('DELETE /api/data/v9.2/incidents(1) HTTP/1.1')}--batch_1--`),
    ],
    [
      'a Dataverse batch with a change set',
      dataverseBatch(
        `--batch_1\r\nContent-Type: multipart/mixed; boundary=cs\r\n\r\n--cs\r\n\r\nPOST /x HTTP/1.1\r\n--cs--\r\n--batch_1--`,
      ),
    ],
    [
      'a Dataverse batch with two requests in a part',
      dataverseBatch(`${part('GET /a HTTP/1.1\r\n\r\nDELETE /b HTTP/1.1')}--batch_1--`),
    ],
    [
      'a Dataverse batch whose boundary is another',
      dataverseBatch(`${getPart}--batch_1--`, { 'content-type': 'multipart/mixed; boundary=other' }),
    ],
    ['a Dataverse batch without its content type', dataverseBatch(`${getPart}--batch_1--`, {})],
    ['a Dataverse batch that does not end', dataverseBatch(getPart)],
    ['a Dataverse batch with something behind its end', dataverseBatch(`${getPart}--batch_1--\r\nDELETE /x HTTP/1.1`)],
    [
      'a Dataverse batch of an old version',
      { ...dataverseBatch(`${getPart}--batch_1--`), url: `${dataverse}/api/data/v8.2/$batch` },
    ],
    ['signing out', post('sign-in', `${login}/oauth2/v2.0/logout`)],
    [
      'a GET that is overridden',
      { api: 'dataverse', method: 'GET', url: `${dataverse}/x`, headers: { 'X-HTTP-Method-Override': 'DELETE' } },
    ],
  ])('%s', (_, request) => {
    expect(() => requireReading(request)).toThrow(/: not sent, it is none of the requests that only read$/)
  })
})
