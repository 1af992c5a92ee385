/** A kept answer is found again by all that was asked, read as if it came now, and holds nothing but what somebody reads. */
import { describe, expect, test } from 'vitest'
import { keepAnswer, takeAnswer } from '../../../connectors/transport/answer-keeping.ts'
import type { WireAnswer } from '../../../connectors/transport/outcome.ts'
import type { ApiRequest } from '../../../connectors/transport/request.ts'
import type { AnswerJournal, KeptAnswer } from '../../../src/model/journal.ts'
import { graphRequest } from '../fixture.ts'

function journal() {
  const kept = new Map<string, KeptAnswer>()
  return {
    kept,
    take: (request) => kept.get(request) ?? null,
    keep: (request, answer) => void kept.set(request, answer),
  } satisfies AnswerJournal & { kept: Map<string, KeptAnswer> }
}

function answer(text: string, headers: Record<string, string> = {}, status = 200): WireAnswer {
  return { kind: 'answer', status, headers, bytes: Buffer.from(text), body: 'as it was read then', requestId: 'then' }
}

const asked = graphRequest('/v1.0/users?$top=2', { headers: { Prefer: 'a' } })
const json = { 'content-type': 'application/json' }

describe('what is kept', () => {
  test('is read again, with its status, its headers and the id of its request', () => {
    const one = journal()
    keepAnswer(one, asked, answer('{"value":[1]}', { ...json, 'request-id': 'r' }, 206))

    expect(takeAnswer(one, asked)).toEqual({
      status: 206,
      headers: { ...json, 'request-id': 'r' },
      body: { value: [1] },
      requestId: 'r',
    })
  })

  test('has of the headers those that somebody reads', () => {
    const one = journal()
    const read = [
      'client-request-id',
      'content-type',
      'date',
      'request-id',
      'x-ms-correlation-request-id',
      'x-ms-request-id',
      'x-ms-service-request-id',
    ]
    const headers = Object.fromEntries([...read, 'set-cookie', 'authorization', 'etag'].map((name) => [name, 'x']))
    keepAnswer(one, asked, answer('{}', headers))

    const [found] = [...one.kept.values()]
    expect(Object.keys(found?.headers ?? {})).toEqual(read)
    expect(found?.status).toBe(200)
    expect(Buffer.from(found?.bytes ?? []).toString()).toBe('{}')
  })

  test('that cannot be read is asked for anew', () => {
    const one = journal()
    keepAnswer(one, asked, answer('{"value":[', json))

    expect(takeAnswer(one, asked)).toBeNull()
  })

  test('is nothing without a journal', () => {
    expect(() => keepAnswer(undefined, asked, answer('{}'))).not.toThrow()
    expect(takeAnswer(undefined, asked)).toBeNull()
    expect(takeAnswer(journal(), asked)).toBeNull()
  })
})

describe('a request is another', () => {
  test.each<[string, Partial<ApiRequest>]>([
    ['API', { api: 'bap' }],
    ['method', { method: 'POST' }],
    ['address', { url: `${asked.url}&$count=true` }],
    ['header', { headers: { Prefer: 'b' } }],
    ['header more', { headers: { Prefer: 'a', ConsistencyLevel: 'eventual' } }],
    ['header less', { headers: {} }],
    ['body', { body: { ids: ['1'] } }],
    ['text as body', { body: 'x' }],
  ])('by another %s', (_, change) => {
    const one = journal()
    keepAnswer(one, asked, answer('{}', json))

    expect(takeAnswer(one, { ...asked, ...change })).toBeNull()
  })

  test('and the same by another token or signal, and by a body that is nothing', () => {
    const one = journal()
    keepAnswer(one, asked, answer('{}', json))

    expect(takeAnswer(one, { ...asked, scope: null, signal: new AbortController().signal, body: null })).not.toBeNull()
  })

  test('and the same by a body as text or as what the text says', () => {
    const one = journal()
    keepAnswer(one, { ...asked, body: { ids: ['1'] } }, answer('{}', json))

    expect(takeAnswer(one, { ...asked, body: '{"ids":["1"]}' })).not.toBeNull()
  })

  test('its name tells nothing of it', () => {
    const one = journal()
    keepAnswer(one, asked, answer('{}', json))

    expect([...one.kept.keys()]).toEqual([expect.stringMatching(/^[\w-]{43}$/)])
  })
})
