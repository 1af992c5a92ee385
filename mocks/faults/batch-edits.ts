/** Edits of a Graph `$batch`: some of the answers within fail, the envelope does not. */
import { isRecord } from '../json-response.ts'
import type { WireResponse } from '../wire.ts'
import type { BatchItemsFault } from './plan.ts'
import { errorBody, retryAfterHeader } from './status-answer.ts'
import type { Approach } from './target.ts'

/** Null for what is no `$batch`. */
export function editBatch(
  { status, every = 1, retryAfter }: BatchItemsFault,
  { api, request }: Approach,
  response: WireResponse,
  nowMs: number,
): WireResponse | null {
  if (!request.url.pathname.endsWith('/$batch') || response.status !== 200) return null
  const items = itemsOf(response.body)
  if (items === null) return null
  const headers = { 'content-type': 'application/json', ...retryAfterHeader(retryAfter, nowMs) }
  const failed = { status, headers, body: errorBody(api, status, nowMs) }
  const responses = items.map((item, index) =>
    isRecord(item) && index % every === 0 ? { id: item['id'], ...failed } : item,
  )
  return { ...response, body: JSON.stringify({ responses }) }
}

function itemsOf(body: WireResponse['body']): readonly unknown[] | null {
  const value: unknown = typeof body === 'string' ? JSON.parse(body) : null
  const items = isRecord(value) ? value['responses'] : null
  return Array.isArray(items) ? items : null
}
