/** The gate: what only reads passes, everything else is refused before it is sent. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
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

const apiNames = ['graph', 'power-platform', 'bap', 'dataverse', 'sign-in'] as const

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

/** What a careless developer might add, by the API that would take it for a write. */
const writes: Record<Candidate['api'], readonly string[]> = {
  graph: [
    '/v1.0/users',
    '/v1.0/users/1/assignLicense',
    '/v1.0/users/1/revokeSignInSessions',
    '/v1.0/users/1/microsoft.graph.assignLicense',
    '/v1.0/groups/1/members/$ref',
    '/v1.0/groups/1/assignLicense',
    '/v1.0/directoryObjects/getByIds/$ref',
    '/v1.0/directoryObjects/validateProperties',
    '/v1.0/directory/deletedItems/1/restore',
    '/v1.0/subscriptions',
    '/v1.0/applications/1/addPassword',
    '/beta/$batch',
    '/v1.0/$batch/',
    '/v1.0/$batch/x',
    '/v1.0/me/$batch',
    '/$batch',
    '/v1.0/%24batch',
    '/v1.0/directoryObjects%2FgetByIds',
    '/v1.0//directoryObjects/getByIds',
    '/v1.0/directoryObjects/getByIds;x',
    '/v1.0/directoryObjects/ｇetByIds',
    '/v1.0/directoryObjects/getByIdſ',
  ],
  'power-platform': [
    '/licensing/billingPolicies',
    '/licensing/billingPolicies/1/environments/add',
    '/licensing/environments/1/allocations',
    '/environmentmanagement/environments/1/disable',
    '/appmanagement/environments/1/applicationPackages/x/install',
    '/v1.0/$batch',
  ],
  bap: [
    '/providers/Microsoft.BusinessAppPlatform/environments',
    '/providers/Microsoft.BusinessAppPlatform/scopes/admin/updateTenantSettings',
    '/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments/1/addAppUser',
    '/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments/1/validateDelete',
    '/providers/Microsoft.BusinessAppPlatform/adminApplications/1',
    '/providers/Microsoft.BusinessAppPlatform/listTenantSettings/update',
    '/providers/Microsoft.BusinessAppPlatform/listTenantSettings%2Fupdate',
    '/providers/MicrosoftXBusinessAppPlatform/listTenantSettings',
  ],
  dataverse: [
    '/api/data/v9.2/incidents',
    '/api/data/v9.2/systemusers(1)/systemuserroles_association/$ref',
    '/api/data/v9.2/WinOpportunity',
    '/api/data/v9.2/incidents(1)/Microsoft.Dynamics.CRM.CloseIncident',
    '/api/data/v9.2/CreateMultiple',
    '/api/data/v9.2/ExecuteTransaction',
    '/XRMServices/2011/Organization.svc/web',
    '/api/data/v9.2/$batch/',
    '/api/data/v9.2//$batch',
    '/api/data/v9.10/$batch',
    '/api/data/v9.2/%24batch',
  ],
  'sign-in': ['/tenant/oauth2/v2.0/logout', '/tenant/oauth2/token', '/tenant/reset', '/oauth2/v2.0/token/x'],
}
const origins: Record<Candidate['api'], string> = {
  graph,
  'power-platform': 'https://api.powerplatform.com',
  bap,
  dataverse,
  'sign-in': 'https://login.microsoftonline.com',
}
const refusal = /: not sent, it is none of the requests that only read$/
const api = fc.constantFrom(...Object.keys(writes)).map((name) => z.enum(apiNames).parse(name))

/** As a caller without types would hand it over. */
const withMethod = (request: Candidate, method: string): Candidate => Object.assign({ ...request }, { method })

describe('the rest, whatever it is', () => {
  const methods = [
    'PUT',
    'PATCH',
    'DELETE',
    'MERGE',
    'HEAD',
    'OPTIONS',
    'TRACE',
    'CONNECT',
    'QUERY',
    'get',
    'Get',
    'post',
  ]

  test('no other method passes, to any address, with any body', () => {
    const asked = fc.record({
      of: api,
      method: fc.constantFrom(...methods, 'GETS', ' GET', 'POST ', ''),
      path: fc.constantFrom('/v1.0/users', '/v1.0/$batch', '/api/data/v9.2/$batch', ...Object.values(writes).flat()),
      body: fc.constantFrom({}, gets, undefined),
    })
    fc.assert(
      fc.property(asked, ({ of, method, path, body }) => {
        const request = withMethod({ api: of, method: 'GET', url: `${origins[of]}${path}`, body }, method)

        expect(() => requireReading(request)).toThrow(refusal)
      }),
    )
  })

  test.each(apiNames.flatMap((of) => writes[of].map((path): [string, Candidate['api']] => [path, of])))(
    'POST %s of %s does not pass, with the body of a batch or without',
    (path, of) => {
      for (const body of [{}, gets, undefined, `${getPart}--batch_1--`]) {
        const request: Candidate = {
          api: of,
          method: 'POST',
          url: `${origins[of]}${path}`,
          headers: batchHeaders,
          body,
        }
        expect(() => requireReading(request)).toThrow(refusal)
      }
    },
  )

  test('no way of writing a path leads a write past the gate', () => {
    const twist = fc.constantFrom<(path: string) => string>(
      (path) => path,
      (path) => path.toUpperCase(),
      (path) => path.replace('/', '//'),
      (path) => `/v1.0/$batch/..${path}`,
      (path) => `/x/../${path}`,
      (path) => `/./${path}`,
      (path) => path.replaceAll('/', '\\'),
      (path) => path.replaceAll('/', '%2f'),
      (path) => path.replaceAll(/[aeiou]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
      (path) => `${path}?x=/v1.0/$batch`,
      (path) => `${path}#/v1.0/directoryObjects/getByIds`,
      (path) => `${path};/v1.0/$batch`,
      (path) => `${path}\t`,
      (path) => `${path}/%2e%2e/${path}`,
    )
    const asked = api.chain((of) =>
      fc.record({ of: fc.constant(of), path: fc.constantFrom(...writes[of]), twist, again: twist }),
    )
    fc.assert(
      fc.property(asked, ({ of, path, twist: first, again }) => {
        const url = URL.parse(again(first(path)), origins[of])
        if (url === null || isNamed(of, url)) return

        expect(() => requireReading({ api: of, method: 'POST', url: url.href, body: {} })).toThrow(refusal)
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    'X-HTTP-Method',
    'x-http-method-override',
    'X-Method-Override',
    'X-HTTP-METHOD-OVERRIDE',
    'Http-Method',
    '_method',
  ])('no request passes with the header %s', (name) => {
    const headers = { [name]: 'GET' }

    expect(() => requireReading({ api: 'graph', method: 'GET', url: `${graph}/v1.0/users`, headers })).toThrow(refusal)
    expect(() =>
      requireReading({ ...dataverseBatch(`${getPart}--batch_1--`), headers: { ...batchHeaders, ...headers } }),
    ).toThrow(refusal)
  })

  test.each([
    '_method=DELETE',
    'x-http-method-override=PATCH',
    '$select=id&X-HTTP-Method=PUT',
    '%5fmethod=delete',
    'METHOD=x',
  ])('no request passes with ?%s', (query) => {
    expect(() =>
      requireReading({ api: 'dataverse', method: 'GET', url: `${dataverse}/api/data/v9.2/a?${query}` }),
    ).toThrow(refusal)
  })

  test('a value that speaks of methods is none', () => {
    const url = `${graph}/v1.0/users?$filter=method%20eq%20'DELETE'&$select=id`

    expect(() => requireReading({ api: 'graph', method: 'GET', url })).not.toThrow()
  })

  test('a header that is there twice does not pass: one would be looked at and the other sent', () => {
    const headers = {
      'Content-Type': 'multipart/mixed; boundary=batch_1',
      'content-type': 'multipart/mixed; boundary=other',
    }

    expect(() => requireReading({ ...dataverseBatch(`${getPart}--batch_1--`), headers })).toThrow(refusal)
  })
})

describe('by literals, what one careless change would let through', () => {
  const getByIds: Candidate = { api: 'graph', method: 'POST', url: `${graph}/v1.0/directoryObjects/getByIds`, body: {} }
  const twice = '{"requests":[{"id":"1","method":"PATCH","method":"GET","url":"/users/1"}]}'
  const spaced = '{ "requests": [{"id":"1","method":"GET","url":"/users/1"}] }'
  const whole = `${getPart}--batch_1--`
  const typed = (type: string): Candidate => dataverseBatch(whole, { 'content-type': type })

  test.each<[string, Candidate]>([
    ['PATCH to a path that reads by POST', withMethod(getByIds, 'PATCH')],
    ['DELETE to a path that reads by POST', withMethod(getByIds, 'DELETE')],
    ['a method that is named twice', graphBatch(twice)],
    ['a batch in another spelling of JSON', graphBatch(spaced)],
    ['a type before the type', typed('x multipart/mixed; boundary=batch_1')],
    ['a type behind the boundary', typed('multipart/mixed; boundary=batch_1; charset=utf-8')],
    ['no boundary', typed('multipart/mixed')],
    ['a boundary of 71 letters', typed(`multipart/mixed; boundary=${'b'.repeat(71)}`)],
    ['another header with the boundary', dataverseBatch(whole, { accept: 'multipart/mixed; boundary=batch_1' })],
    ['a Graph batch in capitals with a PATCH', { ...graphBatch(twice), url: `${graph}/V1.0/$BATCH` }],
    ['a Dataverse batch in capitals', { ...dataverseBatch('DELETE'), url: `${dataverse}/API/DATA/V9.2/$BATCH` }],
    ['no text as body', { ...dataverseBatch(''), body: { batch: whole } }],
    ['two kinds of line ends', dataverseBatch(`${getPart.replaceAll('\r\n', '\n')}${getPart}--batch_1--`)],
    [
      'a boundary whose dot is any letter',
      dataverseBatch(whole.replaceAll('batch_1', 'batchx1'), { 'content-type': 'multipart/mixed; boundary=batch.1' }),
    ],
  ])('%s is refused', (_, request) => {
    expect(() => requireReading(request)).toThrow(refusal)
  })

  test.each(['multipart/mixed;boundary=batch_1', 'Multipart/Mixed;  boundary="batch_1"'])('%s passes', (type) => {
    expect(() => requireReading(typed(type))).not.toThrow()
  })

  test('a boundary with a dot of its own passes', () => {
    const body = whole.replaceAll('batch_1', 'batch.1')

    expect(() =>
      requireReading(dataverseBatch(body, { 'content-type': 'multipart/mixed; boundary=batch.1' })),
    ).not.toThrow()
  })
})

/** The POSTs that the gate names, written down a second time. */
function isNamed(of: Candidate['api'], { pathname }: URL): boolean {
  const path = pathname.toLowerCase()
  if (of === 'graph') return path === '/v1.0/directoryobjects/getbyids'
  if (of === 'bap') return path === '/providers/microsoft.businessappplatform/listtenantsettings'
  return of === 'sign-in' && /^\/[^/]+\/oauth2\/v2[.]0\/(?:token|devicecode)$/.test(path)
}
