/** `POST /$batch`: up to 20 requests in one, each answered on its own, in no promised order. */
import { isRecord, readJsonObject } from '../json-response.ts'
import { Refused } from '../refused.ts'
import type { WireRequest, WireResponse } from '../wire.ts'

const mostItems = 20

interface Item {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** `answer` serves one item as if it had come alone. Throws `Refused` with 400 for a malformed envelope. */
export function answerBatch(
  request: WireRequest,
  origin: string,
  answer: (request: WireRequest) => WireResponse,
): unknown {
  const items = readItems(request.body)
  const responses = items.map((item) => {
    const authorization = request.headers['authorization'] ?? ''
    const url = new URL(`${origin}/v1.0${item.url}`)
    const response = answer({ method: item.method, url, headers: { ...item.headers, authorization }, body: '' })
    return { id: item.id, status: response.status, headers: response.headers, body: bodyOf(response) }
  })
  return { responses: responses.toReversed() }
}

function readItems(body: string): Item[] {
  const { requests } = readJsonObject(body)
  if (!Array.isArray(requests)) throw badRequest('Invalid batch payload format.')
  if (requests.length > mostItems) {
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${mostItems}.`)
  }
  const items = requests.map(readItem)
  const ids = new Set(items.map((item) => item.id.toLowerCase()))
  if (ids.size < items.length) throw badRequest('Request ids must be unique.')
  return items
}

function readItem(value: unknown): Item {
  if (!isRecord(value)) throw badRequest('Invalid batch payload format.')
  const { id, method, url, headers = {} } = value
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string' || !isRecord(headers)) {
    throw badRequest('Each request must have id, method and url.')
  }
  if (!url.startsWith('/')) throw badRequest(`The url '${url}' must be relative to the version.`)
  const lowered = Object.entries(headers).map(([name, text]) => [name.toLowerCase(), String(text)])
  return { id, method: method.toUpperCase(), url, headers: Object.fromEntries(lowered) }
}

/** JSON as it is, all else in base64. */
function bodyOf({ headers, body }: WireResponse): unknown {
  const text = typeof body === 'string' ? body : Buffer.from(body).toString()
  if (headers['content-type']?.startsWith('application/json') === true) return JSON.parse(text)
  return Buffer.from(text).toString('base64')
}

function badRequest(message: string): Refused {
  return new Refused(400, 'BadRequest', message)
}
