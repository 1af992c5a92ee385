/** The headers of a request, one by one, and the id by which an answer is found again. */
import { describe, expect, test } from 'vitest'
import { headersOf, requestIdOf } from '../../../connectors/transport/headers.ts'
import { graphRequest } from '../fixture.ts'

const id = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
const common = {
  accept: 'application/json',
  'accept-language': 'en-US',
  'client-request-id': id,
  'user-agent': 'seatledger/1.2.3',
}

describe('the headers', () => {
  test('of Graph ask for a low priority, those of no other API do', () => {
    expect(headersOf(graphRequest('/v1.0/users'), 'seatledger/1.2.3')).toEqual({
      ...common,
      'x-ms-throttle-priority': 'low',
    })
    for (const api of ['power-platform', 'bap', 'dataverse', 'sign-in'] as const) {
      expect(headersOf(graphRequest('/x', { api }), 'seatledger/1.2.3')).toEqual(common)
    }
  })

  test('name JSON where there is a body, unless the caller names another type', () => {
    expect(headersOf(graphRequest('/x', { body: {} }), 'a')).toMatchObject({ 'content-type': 'application/json' })
    expect(headersOf(graphRequest('/x', { body: '', headers: { 'Content-Type': 'text/plain' } }), 'a')).toMatchObject({
      'content-type': 'text/plain',
    })
  })

  test("are the caller's where it has its own, in lower case, without its authorization", () => {
    const headers = { ACCEPT: 'text/plain', Prefer: 'odata.maxpagesize=5000', AUTHORIZATION: 'Bearer x' }

    expect(headersOf(graphRequest('/x', { api: 'dataverse', headers }), 'seatledger/1.2.3')).toEqual({
      ...common,
      accept: 'text/plain',
      prefer: 'odata.maxpagesize=5000',
    })
  })

  test('bear a new id each time', () => {
    const [first, second] = [1, 2].map(() => headersOf(graphRequest('/x'), 'a')['client-request-id'])

    expect(first).not.toBe(second)
  })
})

describe('the id of an answer', () => {
  const inOrder = [
    'request-id',
    'x-ms-service-request-id',
    'x-ms-correlation-request-id',
    'x-ms-request-id',
    'client-request-id',
  ]

  test.each(inOrder.map((name, index) => [name, index] as const))('is %s before those behind it', (name, index) => {
    const answer = Object.fromEntries(inOrder.slice(index).map((each) => [each, `by ${each}`]))

    expect(requestIdOf(answer, { 'client-request-id': 'sent' })).toBe(`by ${name}`)
  })

  test('is the one that was sent where the answer has none, and null where there was none', () => {
    expect(requestIdOf({}, { 'client-request-id': 'sent' })).toBe('sent')
    expect(requestIdOf({}, {})).toBeNull()
  })
})
