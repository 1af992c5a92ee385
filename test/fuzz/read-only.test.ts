/** The read-only gate: what it lets through means GETs to every reader, be it strict or lenient, first or last, with or without regard to case. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { requireReading } from '../../connectors/transport/read-only.ts'
import { SeatledgerError } from '../../src/errors.ts'
import { anyJson, anyText, corpusOf, fuzz, longTexts, piecesOf } from './fuzz.ts'

const graph = 'https://graph.microsoft.com'
const dataverse = 'https://contoso.api.crm4.dynamics.com'
type Request = Parameters<typeof requireReading>[0]

function passes(request: Request): boolean {
  try {
    requireReading(request)
    return true
  } catch (error) {
    if (error instanceof SeatledgerError && / not sent, /.test(error.message)) return false
    throw error
  }
}

const jsonBatch = (body: unknown): Request => ({ api: 'graph', method: 'POST', url: `${graph}/v1.0/$batch`, body })
const multipart = (body: string, more: Partial<Request> = {}): Request => ({
  api: 'dataverse',
  method: 'POST',
  url: `${dataverse}/api/data/v9.2/$batch`,
  headers: { 'content-type': 'multipart/mixed; boundary=b' },
  body,
  ...more,
})

/** Each member of a JSON text that is called `method` or overrides it, duplicates and other spellings too: what any reader may take. */
function methodsIn(text: string): string[] {
  return [...text.matchAll(/"([^"]*method[^"]*)"\s*:\s*"([^"]*)"/gi)].map(([, , value = '']) => value.toUpperCase())
}

const member = fc.constantFrom(
  '"id":"1"',
  '"method":"GET"',
  '"method":"get"',
  '"method":"DELETE"',
  '"Method":"PATCH"',
  '"url":"/users"',
  '"headers":{"X-HTTP-Method-Override":"DELETE"}',
  '"body":{}',
  '"dependsOn":["2"]',
)
const batchText = fc
  .array(
    fc.array(member, { maxLength: 5 }).map((members) => `{${members.join(',')}}`),
    { maxLength: 3 },
  )
  .chain((items) =>
    fc
      .constantFrom('{"requests":[', '{ "requests":[', '{"requests":[],"requests":[')
      .map((head) => `${head}${items.join(',')}]}`),
  )
const goodItem = fc.record({ id: anyText, method: fc.constantFrom('GET', 'get', 'Get'), url: anyText })

describe('a Graph batch', () => {
  fuzz('of GETs passes, whatever their addresses', fc.array(goodItem, { minLength: 1, maxLength: 4 }), (requests) => {
    expect(passes(jsonBatch({ requests }))).toBe(true)
    expect(passes(jsonBatch(JSON.stringify({ requests })))).toBe(true)
  })

  fuzz(
    'that passes holds nothing but GETs for any reader',
    fc.oneof(batchText, anyText),
    (text) => {
      if (!passes(jsonBatch(text))) return
      const methods = methodsIn(text)
      expect(methods.length).toBeGreaterThan(0)
      expect(methods.filter((method) => method !== 'GET')).toEqual([])
      expect(text).not.toMatch(/"headers"|"body"/)
    },
    corpusOf('read-only').flatMap((input) => z.object({ json: z.string() }).safeParse(input).data?.json ?? []),
  )

  fuzz('of anything else does not pass', anyJson, (body) => {
    expect(passes(jsonBatch(body))).toBe(false)
  })
})

/** The operations of a multipart text for a reader who wants CRLF and boundaries at line starts. */
function strictly(text: string): string[] {
  const parts = `\r\n${text}`.split(/\r\n--b(?![\w])/).slice(1)
  return parts.flatMap((part) => {
    const at = part.indexOf('\r\n\r\n')
    if (part.startsWith('--') || at === -1) return []
    return [part.slice(at + 4).split('\r\n', 1)[0] ?? '']
  })
}

/** The same for one who takes every line end, skips blank lines, and whom a boundary anywhere in a line is one. */
function leniently(text: string): string[] {
  return text.split('--b').flatMap((part) => {
    const lines = part.split(/\r\n|\n|\r/).map((line) => line.trim())
    const blank = lines.indexOf('', 1)
    if (part.startsWith('--') || blank === -1) return []
    return lines.slice(blank).filter((line) => /^[a-z]+\s+\S+(\s+http\/[\d.]+)?$/i.test(line))
  })
}

const pieces = piecesOf(
  '--b',
  '--b--',
  '\r\n',
  '\r\n',
  '\n',
  '\r',
  '\r\n\r\n',
  '--b\r\nContent-Type: application/http\r\n\r\n',
  'Content-Type: application/http',
  'Content-Type: multipart/mixed; boundary=c',
  'Content-ID: 1\r\n',
  'GET /api/data/v9.2/systemusers HTTP/1.1',
  'GET /a HTTP/1.1\r\n',
  'DELETE /a HTTP/1.1',
  'DELETE /a HTTP/1.0',
  'POST  /a HTTP/1.1',
  'delete /a',
  'X-HTTP-Method: DELETE\r\n',
  'Accept: application/json\r\n',
)
const get = fc
  .tuple(
    fc.stringMatching(/^\/api\/data\/v9\.2\/[\w$=,?&%']{1,30}$/),
    fc.constantFrom('', 'Accept: application/json\r\n'),
  )
  .map(
    ([path, headers]) =>
      `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET ${path} HTTP/1.1\r\n${headers}\r\n`,
  )

describe('a Dataverse batch', () => {
  fuzz('of GETs passes', fc.array(get, { minLength: 1, maxLength: 4 }), (parts) => {
    const body = `${parts.map((part) => `--b\r\n${part}`).join('')}--b--\r\n`

    expect(passes(multipart(body))).toBe(true)
    expect(strictly(body)).toHaveLength(parts.length)
  })

  fuzz(
    'that passes holds nothing but GETs for any reader',
    fc.oneof(
      pieces,
      fc.tuple(get, pieces, get).map(([one, between, two]) => `--b\r\n${one}${between}--b\r\n${two}--b--`),
    ),
    (body) => {
      if (!passes(multipart(body))) return
      expect(strictly(body).filter((line) => !/^GET \S+ HTTP\/1\.1$/i.test(line))).toEqual([])
      expect(leniently(body).filter((line) => !/^GET /i.test(line))).toEqual([])
      expect(body).not.toMatch(/method|multipart/i)
    },
    corpusOf('read-only').flatMap(
      (input) => z.object({ multipart: z.string() }).safeParse(input).data?.multipart ?? [],
    ),
  )
})

describe('every other request', () => {
  const header = fc.dictionary(
    fc.constantFrom('X-HTTP-Method', 'x-http-method-override', 'X-Method-Override', 'Prefer', 'Accept'),
    anyText,
    { maxKeys: 2 },
  )
  const url = piecesOf(
    graph,
    '/v1.0',
    '/directoryObjects/getByIds',
    '/$batch',
    '/users',
    '/..',
    '/%2e%2e',
    '?',
    '#',
    '//',
    '\\',
    '%24batch',
  ).map((path) => (URL.parse(path, graph) === null ? graph : new URL(path, graph).href))

  fuzz(
    'passes as a GET without an override, or as one of the named POSTs',
    fc.record({
      api: fc.constantFrom('graph', 'power-platform', 'bap', 'dataverse', 'sign-in'),
      method: fc.constantFrom('GET', 'POST'),
      url,
      headers: header,
      body: anyJson,
    }),
    (request) => {
      const overrides = Object.keys(request.headers).some((name) => name.toLowerCase().includes('method'))
      const { pathname } = new URL(request.url)
      const isGetByIds = request.api === 'graph' && pathname.toLowerCase() === '/v1.0/directoryobjects/getbyids'

      expect(passes(request)).toBe(!overrides && (request.method === 'GET' || isGetByIds))
    },
  )

  test('long ones end', () => {
    for (const text of longTexts(
      ['--b', '--b\r\n', '\r\n', 'Content-Type: application/http\r\n', 'A: b\r\n', 'GET /a HTTP/1.1\r\n'],
      ['', '--b\r\nContent-Type: application/http\r\n\r\n'],
    )) {
      passes(multipart(text))
      passes(jsonBatch(text))
    }
    for (const text of longTexts(['a', ' ', ';'], ['multipart/mixed;', 'multipart/mixed; boundary=']))
      passes(multipart('', { headers: { 'content-type': text } }))
  })
})
