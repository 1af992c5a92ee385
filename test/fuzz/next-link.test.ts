/** Next links and continuation tokens: none leads to another origin, in a circle or out of our own errors, and none is altered on the way. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextOf, urlOfNext } from '../../connectors/transport/next-link.ts'
import { pages } from '../../connectors/transport/pages.ts'
import type { ApiRequest, Transport } from '../../connectors/transport/request.ts'
import { SeatledgerError } from '../../src/errors.ts'
import { graphRequest } from '../connectors/fixture.ts'
import { anyJson, anyText, corpusOf, fuzz, fuzzAsync, longTexts, piecesOf } from './fuzz.ts'

const first = 'https://graph.microsoft.com/v1.0/users?$top=2'
const names = ['@odata.nextLink', '@odata.nextlink', 'nextLink', 'NEXTLINK', 'continuationtoken', 'continuationToken']
const links = piecesOf(
  'https://',
  'http://',
  'blob:',
  'graph.microsoft.com',
  'evil.example',
  '@',
  ':443',
  ':8443',
  '/v1.0/users',
  '?$skiptoken=',
  '#',
  '\\',
  '\n',
  '.',
  '%2e%2e',
  '[::1]',
)
const bodies = fc.oneof(
  fc.dictionary(fc.constantFrom(...names, 'value', '__proto__'), fc.oneof(links, anyJson), { maxKeys: 3 }),
  anyJson,
)

/** A service that answers each address with the next of these bodies. */
function service(answers: readonly unknown[]): { readonly transport: Transport; readonly asked: string[] } {
  const asked: string[] = []
  const send = async ({ url }: ApiRequest) => {
    asked.push(url)
    if (asked.length > answers.length + 1) throw new Error('asked for more pages than there are')
    return { status: 200, headers: {}, body: answers[asked.length - 1] ?? { value: [] }, requestId: null }
  }
  return { transport: { send, pauseHost: () => undefined }, asked }
}

/** As the standard reads it: the authority is what stands between the slashes and the path. */
function originOf(address: string): string {
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}`
}

describe('next links', () => {
  fuzzAsync(
    'are followed on https to the origin of the first request only, byte for byte',
    fc.array(bodies, { maxLength: 4 }),
    async (answers) => {
      const { transport, asked } = service(answers)
      try {
        for await (const _ of pages(transport, graphRequest('/v1.0/users?$top=2'))) continue
      } catch (error) {
        if (!(error instanceof SeatledgerError)) throw error
      }
      expect(asked[0]).toBe(first)
      expect(new Set(asked).size).toBe(asked.length)
      for (const url of asked) expect(originOf(url)).toBe('https://graph.microsoft.com')
      for (const [index, url] of asked.slice(1).entries()) {
        const next = nextOf(answers[index])
        if (next?.kind === 'link') expect(JSON.stringify(answers[index])).toContain(JSON.stringify(url))
      }
    },
    corpusOf('next-link').map((body) => [body]),
  )

  fuzz(
    'a page with a link that is a text is never the last one',
    fc.tuple(fc.constantFrom(...names), anyText, fc.dictionary(anyText, anyJson, { maxKeys: 3 })),
    ([name, link, others]) => {
      const rest = Object.entries(others).filter(
        ([other]) => !names.map((one) => one.toLowerCase()).includes(other.toLowerCase()),
      )
      const next = nextOf({ ...Object.fromEntries(rest), [name]: link })

      const kind =
        name.toLowerCase() === 'continuationtoken' ? { kind: 'token', token: link } : { kind: 'link', url: link }
      expect(next).toEqual(link === '' ? null : kind)
    },
  )
})

describe('continuation tokens', () => {
  const queries = fc.constantFrom('', '?', '?api-version=1', '?continuationToken=old', '?a=1&continuationtoken=old&b=2')

  fuzz(
    'come back from the query as they were, beside what stood there',
    fc.tuple(queries, anyText),
    ([query, token]) => {
      const url = new URL(urlOfNext({ kind: 'token', token }, `https://api.powerplatform.com/list${query}`))
      const expected = new URLSearchParams(query.replace(/continuationtoken=old/i, ''))

      // Half a pair has no bytes: it arrives as the mark for what cannot be written.
      expect(url.searchParams.getAll('continuationtoken')).toEqual([token.toWellFormed()])
      url.searchParams.delete('continuationtoken')
      expect([...url.searchParams]).toEqual([...expected])
    },
    [
      ['', 'a\ud800'],
      ['?a=1&continuationtoken=old&b=2', '&x=1#f?%00'],
    ],
  )

  test('long ones end', () => {
    for (const text of longTexts(['continuationtoken=', '&', '?', '%', 'https://'])) {
      urlOfNext({ kind: 'token', token: text }, `https://api.powerplatform.com/list?${text}`)
    }
  })
})
