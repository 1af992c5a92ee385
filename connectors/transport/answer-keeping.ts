/** Hands answers to a journal and takes them out again: a request is known by all that was asked, and by nothing that was proved. */
import { createHash } from 'node:crypto'
import type { AnswerJournal } from '../../src/model/journal.ts'
import { read, type WireAnswer } from './outcome.ts'
import type { ApiRequest, ApiResponse } from './request.ts'

/** Of the answer's headers those that somebody reads; a cookie is none of them. */
const keptHeaders = new Set([
  'client-request-id',
  'content-type',
  'date',
  'request-id',
  'x-ms-correlation-request-id',
  'x-ms-request-id',
  'x-ms-service-request-id',
])

/** What an interrupted sync was answered to this request, read as if it came now; null where it must be asked. */
export function takeAnswer(journal: AnswerJournal | undefined, request: ApiRequest): ApiResponse | null {
  const kept = journal?.take(nameOf(request)) ?? null
  if (kept === null) return null
  const outcome = read({ ...kept, kind: 'answer', bytes: Buffer.from(kept.bytes) }, {})
  if (outcome.kind === 'failure') return null
  const { status, headers, body, requestId } = outcome
  return { status, headers, body, requestId }
}

export function keepAnswer(journal: AnswerJournal | undefined, request: ApiRequest, answer: WireAnswer): void {
  if (journal === undefined) return
  const headers = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => keptHeaders.has(name)))
  journal.keep(nameOf(request), { status: answer.status, headers, bytes: answer.bytes })
}

/** The caller's own headers, without the token and the ids that the transport adds. */
function nameOf({ api, method, url, headers = {}, body }: ApiRequest): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? null)
  return createHash('sha256')
    .update(JSON.stringify([api, method, url, Object.entries(headers), text]))
    .digest('base64url')
}
