/** What a service can do to a request, each time with canaries in body, header and link. Pure: a request and its true answer in, an answer out. */
import { gzipSync } from 'node:zlib'
import { isRecord } from '../../mocks/json-response.ts'
import type { WireRequest, WireResponse } from '../../mocks/wire.ts'
import { planted } from './canaries.ts'

export type Fault = (request: WireRequest, answer: () => Promise<WireResponse>) => Promise<WireResponse>

const json = { 'content-type': 'application/json; charset=utf-8' }

/** The bearer token of the request comes back in the body, as a careless service would log it. */
function errorBody(request: WireRequest, code: string): string {
  const message = `${planted.serviceProse} ${request.headers['authorization'] ?? ''} ${request.url.href}`
  return JSON.stringify({ error: { code, message, innerError: { message } } })
}

function refusing(status: number, code: string, headers: Record<string, string> = {}): Fault {
  return async (request) => ({ status, headers: { ...json, ...headers }, body: errorBody(request, code) })
}

const challenge = Buffer.from(JSON.stringify({ access_token: { nbf: { value: planted.claims } } })).toString('base64')

/** Links of all spellings, so that whatever the API reads is foreign. */
const foreignLinks = Object.fromEntries(
  ['@odata.nextLink', 'nextLink'].map((name) => [
    name,
    `https://evil.example/next?$skiptoken=${planted.skipToken}&continuationtoken=${planted.skipToken}`,
  ]),
)

const brokenConnection: Fault = async (request) => {
  const error = new Error(`${planted.serviceProse} ${request.headers['authorization']}`)
  throw Object.assign(error, { code: 'ECONNRESET', config: { headers: request.headers } })
}

export const faults: Readonly<Record<string, Fault>> = {
  '401 twice': refusing(401, 'InvalidAuthenticationToken'),
  '401 twice with a claims challenge': refusing(401, 'InvalidAuthenticationToken', {
    'www-authenticate': `Bearer realm="", error="insufficient_claims", claims="${challenge}"`,
  }),
  '403': refusing(403, 'Authorization_RequestDenied'),
  '404': refusing(404, 'Request_ResourceNotFound'),
  '429 forever': refusing(429, 'TooManyRequests'),
  '429 with a wait beyond the budget': refusing(429, 'TooManyRequests', { 'retry-after': '36000' }),
  '500 forever': refusing(500, 'InternalServerError'),
  'an HTML 502 of a proxy': async (request) => ({
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: `<html>${planted.serviceProse} ${request.headers['authorization']} ${request.url.href}</html>`,
  }),
  'truncated JSON': async () => ({ status: 200, headers: json, body: `{"value":[{"id":"${planted.serviceProse}` }),
  'JSON of another shape': async () => ({
    status: 200,
    headers: json,
    body: JSON.stringify({ unexpected: planted.serviceProse }),
  }),
  'rows of another shape': async () => ({
    status: 200,
    headers: json,
    body: JSON.stringify({ value: [{ id: [planted.serviceProse] }, planted.serviceProse] }),
  }),
  'a redirect to a foreign host': async () => ({
    status: 302,
    headers: { location: `https://evil.example/?$skiptoken=${planted.skipToken}` },
    body: planted.serviceProse,
  }),
  'a foreign next link': async (_, answer) => {
    const response = await answer()
    if (response.status !== 200 || typeof response.body !== 'string') return response
    const body: unknown = JSON.parse(response.body)
    const isList = isRecord(body) && Array.isArray(body['value'])
    return isList ? { ...response, body: JSON.stringify({ ...body, ...foreignLinks }) } : response
  },
  'a broken connection': brokenConnection,
}

/** 64 MiB and more when unpacked, 64 KiB on the wire. */
export const oversize: Fault = async () => {
  const body = gzipSync(Buffer.concat([Buffer.from(`["${planted.serviceProse}"`), Buffer.alloc(65 * 1024 * 1024, 32)]))
  return { status: 200, headers: { ...json, 'content-encoding': 'gzip' }, body }
}

/** What a sign-in service can do; the request's own form comes back in the prose. */
const signInRefusal = (status: number, error: string, prose: string): Fault => {
  return async (request) => ({
    status,
    headers: json,
    body: JSON.stringify({ error, error_description: `${prose} ${planted.serviceProse} ${request.body}` }),
  })
}

export const signInFaults: Readonly<Record<string, Fault>> = {
  'a wrong secret': signInRefusal(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.'),
  'an unknown number': signInRefusal(400, 'invalid_request', 'AADSTS999999:'),
  'no number at all': signInRefusal(400, 'invalid_request', ''),
  '500 forever': signInRefusal(500, 'server_error', ''),
  '429 with a wait beyond the budget': async (request) => ({
    status: 429,
    headers: { ...json, 'retry-after': '36000' },
    body: JSON.stringify({ error: 'throttled', error_description: request.body }),
  }),
  HTML: async (request) => ({
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: `<html>${planted.serviceProse} ${request.body}</html>`,
  }),
  'JSON without a token': async (request) => ({
    status: 200,
    headers: json,
    body: JSON.stringify({ token_type: 'Bearer', id_token: planted.serviceProse, echo: request.body }),
  }),
  'truncated JSON': async (request) => ({ status: 200, headers: json, body: `{"access_token":"${request.body}` }),
  'a redirect to a foreign host': async (request) => ({
    status: 302,
    headers: { location: `https://evil.example/?${request.body}` },
    body: '',
  }),
  'a broken connection': brokenConnection,
}
