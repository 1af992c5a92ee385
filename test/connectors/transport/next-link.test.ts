/** Where the next page is, by literals: which member counts, and how a token stands in the query. */
import { describe, expect, test } from 'vitest'
import { nextOf, urlOfNext } from '../../../connectors/transport/next-link.ts'

const first = 'https://graph.microsoft.com/v1.0/users'

describe('the member that counts', () => {
  test.each([
    [{ '@odata.nextLink': 'a' }, { kind: 'link', url: 'a' }],
    [
      { nextLink: null, '@odata.nextLink': 'a' },
      { kind: 'link', url: 'a' },
    ],
    [
      { nextLink: '', '@odata.nextLink': 'a' },
      { kind: 'link', url: 'a' },
    ],
    [
      { nextLink: undefined, continuationToken: 't' },
      { kind: 'token', token: 't' },
    ],
    [
      { continuationtoken: '', ContinuationToken: 't' },
      { kind: 'token', token: 't' },
    ],
  ])('of %j', (body, next) => {
    expect(nextOf(body)).toEqual(next)
  })

  test.each([
    { '@odata.deltaLink': 'a' },
    { link: 'a' },
    { next: 'a' },
    { xnextLink: 'a' },
    { value: { nextLink: 'a' } },
    ['nextLink'],
    Object.assign([], { nextLink: 'a' }),
    undefined,
    null,
  ])('is none in %j', (body) => {
    expect(nextOf(body)).toBeNull()
  })

  test.each([
    [{ nextLink: 0 }, 'the nextLink of a page is no text'],
    [{ '@odata.NextLink': {} }, 'the @odata.NextLink of a page is no text'],
    [{ continuationToken: false }, 'the continuationToken of a page is no text'],
  ])('is broken in %j', (body, message) => {
    expect(() => nextOf(body)).toThrow(message)
  })
})

test('a link stays as it is', () => {
  expect(urlOfNext({ kind: 'link', url: 'https://a.example/?%41&&x#y' }, first)).toBe('https://a.example/?%41&&x#y')
})

describe('a token in the query', () => {
  test.each([
    [first, `${first}?continuationtoken=t%2Fk`],
    [`${first}?`, `${first}?continuationtoken=t%2Fk`],
    [`${first}?$top=2`, `${first}?$top=2&continuationtoken=t%2Fk`],
    [`${first}?$top=2&a=b?c`, `${first}?$top=2&a=b?c&continuationtoken=t%2Fk`],
    [`${first}?$top=2&`, `${first}?$top=2&continuationtoken=t%2Fk`],
    [`${first}?ContinuationToken=old&$top=2`, `${first}?$top=2&continuationtoken=t%2Fk`],
    [`${first}?xcontinuationtoken=mine`, `${first}?xcontinuationtoken=mine&continuationtoken=t%2Fk`],
  ])('of %s', (url, next) => {
    expect(urlOfNext({ kind: 'token', token: 't/k' }, url)).toBe(next)
  })
})
