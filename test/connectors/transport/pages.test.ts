/** Paging: four spellings, byte for byte, to the origin of the request alone, never in a circle. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openConnection } from '../../../connectors/connection.ts'
import { nextOf, urlOfNext } from '../../../connectors/transport/next-link.ts'
import { pages } from '../../../connectors/transport/pages.ts'
import type { ApiRequest, Transport } from '../../../connectors/transport/request.ts'
import { mockWire, type MockReply } from '../../../mocks/nock.ts'
import { isPageChainLost, PermissionError, SchemaError, UpstreamError } from '../../../src/errors.ts'
import { graphRequest, settings, testClock, tokenAnswer, tokenUrl } from '../fixture.ts'

const first = 'https://graph.microsoft.com/v1.0/users?$top=2'
const second = 'https://graph.microsoft.com/v1.0/users?$skiptoken=abc%2B%3d'

async function collect(request: ApiRequest, mostPages?: number): Promise<unknown[]> {
  const { transport } = openConnection(settings, { clock: testClock() })
  const bodies: unknown[] = []
  for await (const page of pages(transport, request, mostPages === undefined ? {} : { mostPages }))
    bodies.push(page.body)
  return bodies
}

describe('the next page', () => {
  test.each(['@odata.nextLink', '@odata.nextlink', 'nextLink', 'NEXTLINK', '@OData.NextLink'])(
    'is found under %s',
    async (spelling) => {
      const wire = mockWire()
        .post(tokenUrl, tokenAnswer('t'))
        .get(first, { body: { value: [1], [spelling]: second } })
        .get(second, { body: { value: [2] } })

      const bodies = await collect(graphRequest('/v1.0/users?$top=2', { headers: { ConsistencyLevel: 'eventual' } }))

      expect(bodies).toEqual([{ value: [1], [spelling]: second }, { value: [2] }])
      expect(wire.requests.slice(1).map((request) => request.headers['consistencylevel'])).toEqual([
        'eventual',
        'eventual',
      ])
    },
  )

  test('is found by a continuation token, which goes into the query of the first request', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(first, { body: { value: [], continuationToken: 'a+b/c=' } })
      .get(`${first}&continuationtoken=a%2Bb%2Fc%3D`, { body: { value: [], continuationtoken: 'next' } })
      .get(`${first}&continuationtoken=next`, { body: { value: [], continuationtoken: '' } })

    expect(await collect(graphRequest('/v1.0/users?$top=2'))).toHaveLength(3)
  })

  test('may follow an empty page', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(first, { body: { value: [], '@odata.nextLink': second } })
      .get(second, { body: { value: [], '@odata.nextLink': null } })

    expect(await collect(graphRequest('/v1.0/users?$top=2'))).toHaveLength(2)
  })

  test.each([
    [
      'another host',
      'https://graph.microsoft.com.evil.example/v1.0/users',
      'points to https://graph.microsoft.com.evil.example',
    ],
    ['another port', 'https://graph.microsoft.com:444/v1.0/users', 'points to https://graph.microsoft.com:444'],
    ['plain http', 'http://graph.microsoft.com/v1.0/users', 'points to http://graph.microsoft.com'],
    ['a host behind credentials', 'https://graph.microsoft.com@evil.example/', 'points to https://evil.example'],
    ['a host behind a backslash', 'https:\\\\evil.example\\@graph.microsoft.com/', 'points to https://evil.example'],
    ['its own host with credentials', 'https://a:b@graph.microsoft.com/v1.0/users', 'carries credentials'],
    ['a script', 'javascript:alert(1)', 'is javascript: and not https:'],
    ['data', 'data:application/json,{}', 'is data: and not https:'],
    ['a blob of its own host', 'blob:https://graph.microsoft.com/x', 'is blob: and not https:'],
    ['its own host with a name alone', 'https://a@graph.microsoft.com/v1.0/users', 'carries credentials'],
    ['its own host with a fragment', `${second}#1`, 'carries a fragment'],
    ['its own host with an empty fragment', `${second}#`, 'carries a fragment'],
    ['a host that looks like it', 'https://gr\u0430ph.microsoft.com/v1.0/users', 'points to https://xn--'],
    [
      'a host behind a full-width dot',
      'https://graph.microsoft.com\uFF0Eevil.example/',
      'graph.microsoft.com.evil.example',
    ],
    ['a host behind a line break', 'https://graph.microsoft.com\n.evil.example/', 'graph.microsoft.com.evil.example'],
    ['no host', '//evil.example/v1.0/users', 'is no address'],
    [
      'the page itself in other words',
      'HTTPS://GRAPH.microsoft.com:443/v1.0/../v1.0/users?$top=2',
      'leads back to a page',
    ],
    ['no address', '/v1.0/users?$skiptoken=x', 'is no address'],
    ['the page itself', first, 'leads back to a page that was read'],
  ])('that is %s is not asked for', async (_, link, fault) => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(first, { body: { value: [], '@odata.nextLink': link } })

    const walk = collect(graphRequest('/v1.0/users?$top=2'))

    await expect(walk).rejects.toBeInstanceOf(UpstreamError)
    await expect(walk).rejects.toThrow(`GET /v1.0/users: 200, `)
    await expect(walk).rejects.toThrow(fault)
  })

  test('is no longer asked for once pages repeat in a longer circle', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(first, { body: { nextLink: second } })
      .get(second, { body: { nextLink: first } })

    await expect(collect(graphRequest('/v1.0/users?$top=2'))).rejects.toThrow('leads back to a page that was read')
  })

  test('is not asked for beyond the cap', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(/users/, ...[1, 2, 3].map((page) => ({ body: { nextLink: `${second}${page}` } })))

    await expect(collect(graphRequest('/v1.0/users?$top=2'), 3)).rejects.toThrow('more than 3 pages')
  })
})

describe('a chain without end', () => {
  test('of other paths of its own origin is followed: the origin is what is trusted', async () => {
    const elsewhere = 'https://graph.microsoft.com/v1.0/me/drive'
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(first, { body: { value: [1], '@odata.nextLink': elsewhere } })
      .get(elsewhere, { body: { value: [2] } })

    expect(await collect(graphRequest('/v1.0/users?$top=2'))).toHaveLength(2)
  })

  test('of empty pages ends after a thousand, and one row begins the count anew', async () => {
    let asked = 0
    const transport: Transport = {
      send: async () => {
        asked += 1
        const body = { value: asked === 5 ? [1] : [], '@odata.nextLink': `${second}${asked}` }
        return { status: 200, headers: {}, body, requestId: null }
      },
      pauseHost: () => undefined,
    }

    const walk = Array.fromAsync(pages(transport, graphRequest('/v1.0/users?$top=2')))

    await expect(walk).rejects.toThrow('GET /v1.0/users: 200, 1000 pages in a row hold no row and a link to the next')
    expect(asked).toBe(1005)
  })
})

describe('a token that ends in the midst of a chain', () => {
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1732432000"}}}'
  const challenge = `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`

  test.each([
    ['without a challenge', {}, null],
    ['with a claims challenge', { 'www-authenticate': challenge }, '1732432000'],
  ])('%s is renewed, and the page is asked for again', async (_, headers, value) => {
    const third = `${second}3`
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('one'), tokenAnswer('two'), tokenAnswer('three'))
      .get(first, { body: { value: [1], '@odata.nextLink': second } })
      .get(
        second,
        { status: 401, headers, body: { error: { code: 'InvalidAuthenticationToken' } } },
        { body: { value: [2], '@odata.nextLink': third } },
      )
      .get(third, { status: 401, headers }, { body: { value: [3] } })

    const bodies = await collect(graphRequest('/v1.0/users?$top=2'))

    expect(bodies).toMatchObject([{ value: [1] }, { value: [2] }, { value: [3] }])
    const tokens = wire.requests.flatMap((request) => request.headers['authorization'] ?? [])
    expect(tokens).toEqual(['one', 'one', 'two', 'two', 'three'].map((token) => `Bearer ${token}`))
    const asked = wire.requests.filter(({ method }) => method === 'POST').map(({ body }) => new URLSearchParams(body))
    expect(asked.slice(1).every((form) => (form.get('claims')?.includes(value ?? '') ?? false) || value === null)).toBe(
      true,
    )
  })

  test('twice for one page is a refusal, and no third token is asked for', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('one'), tokenAnswer('two'))
      .get(first, { body: { value: [1], '@odata.nextLink': second } })
      .get(second, { status: 401 }, { status: 401 })

    await expect(collect(graphRequest('/v1.0/users?$top=2'))).rejects.toBeInstanceOf(PermissionError)
  })
})

async function failureOf(answers: readonly MockReply[]): Promise<unknown> {
  const [page1 = {}, page2 = {}] = answers
  mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(first, page1)
    .get(second, ...(answers.length > 1 ? [page2] : []))
  return collect(graphRequest('/v1.0/users?$top=2')).catch((error: unknown) => error)
}

describe('a page that is lost', () => {
  test.each([
    [400, 'BadRequest'],
    [404, 'ResourceNotFound'],
    [410, 'Gone'],
  ])('%d for a later page: the chain is lost, and may be begun anew', async (status, code) => {
    const error = await failureOf([
      { body: { value: [1], '@odata.nextLink': second } },
      { status, body: { error: { code } } },
    ])

    expect(isPageChainLost(error)).toBe(true)
    expect(error).toMatchObject({
      message: `GET /v1.0/users: ${status} ${code}, for the link to page 2 of the list`,
      facts: { status, serviceCode: code },
    })
  })

  test.each([400, 404, 410])('%d for the first page is what it is', async (status) => {
    const error = await failureOf([{ status, body: { error: { code: 'X' } } }])

    expect(isPageChainLost(error)).toBe(false)
    expect(error).toMatchObject({ message: `GET /v1.0/users: ${status} X` })
  })

  test.each([403, 409, 501])('%d for a later page is what it is', async (status) => {
    const error = await failureOf([
      { body: { value: [1], '@odata.nextLink': second } },
      { status, body: { error: { code: 'X' } } },
    ])

    expect(isPageChainLost(error)).toBe(false)
    expect(error).toMatchObject({ message: `GET /v1.0/users: ${status} X` })
  })
})

describe('reading the link', () => {
  test('a link that is no text is a broken answer', () => {
    expect(() => nextOf({ '@odata.nextLink': 42 })).toThrow(SchemaError)
  })

  test.each([null, 'text', 42, [], [{ nextLink: second }], {}, { value: [] }, { nextlink: null, nextLink: '' }])(
    '%j has none',
    (body) => {
      expect(nextOf(body)).toBeNull()
    },
  )

  test('a link wins over a token', () => {
    expect(nextOf({ continuationtoken: 'x', nextLink: second })).toEqual({ kind: 'link', url: second })
  })

  test('every spelling in every case gives the link unchanged', () => {
    const cased = fc.constantFrom('@odata.nextlink', 'nextlink').chain((name) =>
      fc.array(fc.boolean(), { minLength: name.length, maxLength: name.length }).map((upper) =>
        name
          .split('')
          .map((letter, at) => (upper[at] === true ? letter.toUpperCase() : letter))
          .join(''),
      ),
    )
    fc.assert(
      fc.property(cased, fc.webUrl({ withQueryParameters: true }), (name, url) => {
        const next = nextOf({ value: [], [name]: url })

        expect(next).toEqual({ kind: 'link', url })
        expect(next === null ? '' : urlOfNext(next, first)).toBe(url)
      }),
    )
  })

  test('a token round-trips through the query, whatever it holds, and never doubles', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (one, two) => {
        const page2 = urlOfNext({ kind: 'token', token: one.toWellFormed() }, first)
        const page3 = urlOfNext({ kind: 'token', token: two.toWellFormed() }, page2)
        const query = new URL(page3).searchParams

        expect(query.getAll('continuationtoken')).toEqual([two.toWellFormed()])
        expect(query.get('$top')).toBe('2')
      }),
    )
  })
})
