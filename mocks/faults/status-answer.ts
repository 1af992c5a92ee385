/** Answers in place of the true one: a status with the error body that this API sends with it. */
import { guidOf } from '../guid.ts'
import { jsonResponse } from '../json-response.ts'
import type { Api } from '../request-counts.ts'
import type { WireResponse } from '../wire.ts'
import type { StatusFault } from './plan.ts'
import type { Approach } from './target.ts'

/** What continuous access evaluation asks for; a token that is asked for with it is good again. */
export const claimsMark = 'seatledger-practice-nbf'
const claims = Buffer.from(JSON.stringify({ access_token: { nbf: { essential: true, value: claimsMark } } })).toString(
  'base64',
)

const codes: Readonly<Record<number, Partial<Record<Api, string>>>> = {
  401: { graph: 'InvalidAuthenticationToken', signIn: 'invalid_client' },
  403: { graph: 'Authorization_RequestDenied', dataverse: '0x80072560' },
  404: { graph: 'Request_ResourceNotFound', dataverse: '0x80060891' },
  410: { graph: 'syncStateNotFound', dataverse: '0x80060891' },
  429: { graph: 'TooManyRequests', dataverse: '0x80072322', signIn: 'temporarily_unavailable' },
  500: { graph: 'InternalServerError', dataverse: '0x80040216', signIn: 'server_error' },
  502: { graph: 'BadGateway' },
  503: { graph: 'ServiceUnavailable', signIn: 'temporarily_unavailable' },
  504: { graph: 'GatewayTimeout' },
}

export function answerWithStatus(fault: StatusFault, { api }: Approach, nowMs: number): WireResponse {
  const { status, body = 'json', location } = fault
  const headers: Record<string, string> = {
    ...retryAfterHeader(fault.retryAfter, nowMs),
    ...(location === undefined ? {} : { location }),
    ...(status === 401 ? { 'www-authenticate': challengeOf(fault) } : {}),
  }
  if (body === 'empty' || (status === 401 && api === 'dataverse')) return { status, headers, body: '' }
  if (body === 'html') {
    const page = `<html><head><title>${status}</title></head><body><h1>${status}</h1><p>gateway</p></body></html>`
    return { status, headers: { ...headers, 'content-type': 'text/html' }, body: page }
  }
  return jsonResponse(status, errorBody(api, status, nowMs, fault.code), headers)
}

export function retryAfterHeader(value: StatusFault['retryAfter'], nowMs: number): Record<string, string> {
  if (value === undefined) return {}
  const text = typeof value === 'object' ? new Date(nowMs + value.inSeconds * 1000).toUTCString() : String(value)
  return { 'retry-after': text }
}

function challengeOf({ claims: isAsked = false }: StatusFault): string {
  const realm = 'Bearer realm="", authorization_uri="", '
  return isAsked ? `${realm}error="insufficient_claims", claims="${claims}"` : `${realm}error="invalid_token"`
}

export function errorBody(api: Api, status: number, nowMs: number, named?: string): unknown {
  const code = named ?? codes[status]?.[api] ?? `Practice${status}`
  const message = 'A fault of the practice cloud.'
  const id = guidOf(`${api} ${code}`)
  if (api === 'signIn') return { error: code, error_description: `AADSTS90033: ${message}`, error_codes: [90033] }
  if (api === 'bap') return { error: { code, message, detailUrlType: 'NotSpecified' } }
  if (api !== 'graph') return { error: { code, message } }
  const innerError = { date: new Date(nowMs).toISOString().slice(0, 19), 'request-id': id, 'client-request-id': id }
  return { error: { code, message, innerError } }
}
