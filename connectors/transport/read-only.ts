/** The gate that keeps Seatledger reading: every GET, and the few POSTs that read. Decided before anything is sent. */
import { z } from 'zod'
import { labelOf, notSent } from './refusals.ts'
import type { Api, ApiRequest } from './request.ts'

type Candidate = Pick<ApiRequest, 'api' | 'method' | 'url' | 'headers' | 'body'>

/** Throws for whatever could write to a tenant. */
export function requireReading(request: Candidate): void {
  const isReading = request.method === 'GET' || (request.method === 'POST' && isReadingPost(request))
  if (isReading && !hasTwoMeanings(request)) return
  throw notSent(labelOf(request), 'it is none of the requests that only read')
}

/** Another method by a header or in the query, or a header twice, of which one is looked at here and the other sent. */
function hasTwoMeanings({ url, headers = {} }: Candidate): boolean {
  const names = Object.keys(headers).map((name) => name.toLowerCase())
  const options = [...new URL(url).searchParams.keys()]
  return [...names, ...options].some((name) => /method/i.test(name)) || new Set(names).size < names.length
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
  // In any case of letters, as the path before it.
  if (!pathname.toLowerCase().endsWith('$batch')) return true
  return request.api === 'graph' ? isJsonBatchOfGets(request.body) : isMultipartBatchOfGets(request)
}

/** Nothing beside these three: a service may read `Method` as well as `method`, and headers that override it. */
const JsonGet = z.strictObject({ id: z.string(), method: z.string().regex(/^get$/i), url: z.string() })
const JsonBatch = z.strictObject({ requests: z.array(JsonGet).min(1) })

/** As text, for that is what is sent; a name that is there twice does not survive being written again. */
function isJsonBatchOfGets(body: unknown): boolean {
  try {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const value: unknown = JSON.parse(text)
    return JsonBatch.safeParse(value).success && JSON.stringify(value) === text
  } catch {
    return false
  }
}

/**
 * Line by line what we would write ourselves, and nothing that two readers could take for different things: between two
 * boundaries one GET, no change set, no header that overrides the method, one kind of line end.
 */
function isMultipartBatchOfGets(request: Candidate): boolean {
  const contentType = Object.entries(request.headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  const boundary = /^multipart\/mixed;\s*boundary="?([\w.'()+,/:=?-]{1,70})"?$/i.exec(contentType ?? '')?.[1]
  if (boundary === undefined || typeof request.body !== 'string') return false
  const lines = request.body.split(request.body.includes('\r') ? '\r\n' : '\n')
  if (lines.some((line) => /[\r\n]/.test(line))) return false
  const mark = `--${boundary.replaceAll(/[.()+?]/g, '\\$&')}`
  const about = 'content-(?!type)[\\w-]+:[^\\n]*\\n'
  const head = `(?:${about})*content-type: *application/http\\s*(?:;[^\\n]*)?\\n(?:${about})*\\n`
  const get = 'GET \\S+ HTTP/1\\.1\\n(?:(?![\\w-]*method)\\w[\\w-]*:[^\\n]*\\n)*\\n*'
  return new RegExp(`^(?:${mark}\\n${head}${get})+${mark}--\\n*$`, 'i').test(lines.join('\n'))
}
