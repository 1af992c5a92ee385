/** The gate that keeps Seatledger reading: every GET, and the few POSTs that read. Decided before anything is sent. */
import { z } from 'zod'
import { labelOf, notSent } from './refusals.ts'
import type { Api, ApiRequest } from './request.ts'

type Candidate = Pick<ApiRequest, 'api' | 'method' | 'url' | 'headers' | 'body'>

/** Throws for whatever could write to a tenant. */
export function requireReading(request: Candidate): void {
  const overrides = Object.keys(request.headers ?? {}).some((name) => /^x-http-method/i.test(name))
  const isReading = request.method === 'GET' || (request.method === 'POST' && isReadingPost(request))
  if (isReading && !overrides) return
  throw notSent(labelOf(request), 'it is none of the requests that only read')
}

const readingPaths: Record<Api, RegExp> = {
  graph: /^\/v1\.0\/(?:directoryObjects\/getByIds|\$batch)$/i,
  'power-platform': /^(?!)/,
  bap: /^\/providers\/Microsoft\.BusinessAppPlatform\/listTenantSettings$/i,
  dataverse: /^\/api\/data\/v9\.\d\/\$batch$/i,
  'sign-in': /^\/[^/]+\/oauth2\/v2\.0\/(?:token|devicecode)$/i,
}

function isReadingPost(request: Candidate): boolean {
  const { pathname } = new URL(request.url)
  if (!readingPaths[request.api].test(pathname)) return false
  if (!pathname.endsWith('$batch')) return true
  return request.api === 'graph' ? isJsonBatchOfGets(request.body) : isMultipartBatchOfGets(request)
}

const JsonBatch = z.object({ requests: z.array(z.object({ method: z.string().regex(/^get$/i) })).min(1) })

function isJsonBatchOfGets(body: unknown): boolean {
  if (typeof body !== 'string') return JsonBatch.safeParse(body).success
  try {
    return JsonBatch.safeParse(JSON.parse(body)).success
  } catch {
    return false
  }
}

/** Each part between two boundaries is one GET; a change set would be a part that is multipart itself. */
function isMultipartBatchOfGets(request: Candidate): boolean {
  const contentType = Object.entries(request.headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  const boundary = /^multipart\/mixed;\s*boundary="?([\w.'()+,/:=?-]+)"?$/i.exec(contentType ?? '')?.[1]
  if (boundary === undefined || typeof request.body !== 'string') return false
  const [preamble, ...parts] = request.body.split(`--${boundary}`)
  const end = parts.pop()
  if (preamble?.trim() !== '' || end?.trim() !== '--' || parts.length === 0) return false
  return parts.every(isGetPart)
}

function isGetPart(part: string): boolean {
  const [head = '', ...request] = part.trim().split(/\r?\n\r?\n/)
  const requestLines = part.match(/^[A-Z]+ \S+ HTTP\/1\.1\r?$/gim) ?? []
  return (
    /^content-type:\s*application\/http/im.test(head) &&
    requestLines.length === 1 &&
    /^GET \S+ HTTP\/1\.1\r?(?:\n|$)/.test(request.join('\n\n').trim())
  )
}
