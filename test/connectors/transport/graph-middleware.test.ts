/** The Graph client on our policy: addresses as given, headers kept, errors that come out as ours. */
import { inspect } from 'node:util'
import { Client, ResponseType } from '@microsoft/microsoft-graph-client'
import { describe, expect, test } from 'vitest'
import { openConnection } from '../../../connectors/connection.ts'
import { ExactUrl, fromGraph, PolicyMiddleware } from '../../../connectors/transport/graph-middleware.ts'
import { mockWire } from '../../../mocks/nock.ts'
import { graphScope, presets } from '../../../src/clouds.ts'
import { PermissionError, ThrottledError, UpstreamError } from '../../../src/errors.ts'
import { settings, testClock, tokenAnswer, tokenUrl } from '../fixture.ts'

const users = 'https://graph.microsoft.com/v1.0/users'

function open() {
  const clock = testClock()
  const { transport } = openConnection(settings, { clock })
  const middleware = new PolicyMiddleware(transport, graphScope(presets.public))
  const client = Client.initWithMiddleware({ middleware, baseUrl: presets.public.graphUrl, defaultVersion: 'v1.0' })
  return { client, clock }
}

describe('the Graph client', () => {
  test('reads a list with its headers, on our token and our retries', async () => {
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(
        `${users}?$count=true&$top=999`,
        { status: 429, headers: { 'retry-after': '10' } },
        { body: { value: [{ id: '1' }] } },
      )
    const { client, clock } = open()

    const body: unknown = await fromGraph(
      client.api('/users?$count=true&$top=999').header('ConsistencyLevel', 'eventual').get(),
    )

    expect(body).toEqual({ value: [{ id: '1' }] })
    expect(clock.waits).toEqual([10_500])
    expect(wire.requests[2]?.headers).toMatchObject({
      authorization: 'Bearer t',
      consistencylevel: 'eventual',
      'accept-language': 'en-US',
      'x-ms-throttle-priority': 'low',
    })
  })

  test('sends an exact address as it is, where the client itself would re-order the query', async () => {
    const exact = `${users}?$skiptoken=a%2Bb&$filter=startswith(displayName,%27A%26B%27)&$count=true`
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(exact, { body: { value: [] } })

    await fromGraph(
      open()
        .client.api('/users')
        .middlewareOptions([new ExactUrl(exact)])
        .get(),
    )

    expect(wire.requests[1]?.url.href).toBe(exact)
  })

  test('posts getByIds', async () => {
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .post(/getByIds$/, { body: { value: [] } })

    await fromGraph(
      open()
        .client.api('/directoryObjects/getByIds')
        .post({ ids: ['1'], types: ['user'] }),
    )

    expect(wire.requests[1]?.body).toBe('{"ids":["1"],"types":["user"]}')
  })

  test('gives the raw response with its headers', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(users, { headers: { 'x-ms-resource-unit': '2' }, body: { value: [] } })

    const response: unknown = await fromGraph(open().client.api('/users').responseType(ResponseType.RAW).get())

    expect(response).toBeInstanceOf(Response)
    if (!(response instanceof Response)) return
    expect(response.headers.get('x-ms-resource-unit')).toBe('2')
    expect(await response.json()).toEqual({ value: [] })
  })

  test('reads an empty answer as nothing', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(`${users}/none`, { status: 204 })
    const { client } = open()

    expect(await fromGraph(client.api('/users/none').get())).toBeUndefined()
  })
})

describe('an error comes out as ours', () => {
  test.each([
    [403, PermissionError, 'GET /v1.0/users: 403 X'],
    [400, UpstreamError, 'GET /v1.0/users: 400 X'],
  ])('%d', async (status, kind, message) => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(users, { status, body: { error: { code: 'X' } } })

    const error = await fromGraph(open().client.api('/users').get()).catch((caught: unknown) => caught)

    expect(error).toBeInstanceOf(kind)
    expect(error).toMatchObject({ message, facts: { status, serviceCode: 'X' } })
  })

  test('a throttle that outlasts the budget', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(users, { status: 429, headers: { 'retry-after': '99999' } })

    await expect(fromGraph(open().client.api('/users').get())).rejects.toBeInstanceOf(ThrottledError)
  })

  test('a write is refused before anything is sent', async () => {
    const wire = mockWire()
    const { client } = open()

    await expect(fromGraph(client.api('/users').post({}))).rejects.toThrow('POST /v1.0/users: not sent')
    await expect(fromGraph(client.api('/users/1').patch({}))).rejects.toThrow('PATCH /v1.0/users/1: not sent')
    await expect(fromGraph(client.api('/users/1').delete())).rejects.toThrow('DELETE /v1.0/users/1: not sent')
    expect(wire.requests).toEqual([])
  })

  test('another host is refused before anything is sent', async () => {
    mockWire()

    await expect(fromGraph(open().client.api('https://evil.example/v1.0/users').get())).rejects.toThrow(
      'GET /v1.0/users: not sent, evil.example is no graph host of the configured cloud (public)',
    )
  })

  test('a stop', async () => {
    const controller = new AbortController()
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(users, () => {
        controller.abort()
        return { body: {} }
      })

    await expect(
      fromGraph(open().client.api('/users').option('signal', controller.signal).get()),
    ).rejects.toMatchObject({ code: 'stopped' })
  })

  test('and holds no token, even without fromGraph', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('canary-token'))
      .get(users, { status: 403, body: { error: { code: 'X' } } })

    const error: unknown = await open()
      .client.api('/users')
      .get()
      .catch((caught: unknown) => caught)

    expect(inspect(error, { depth: 20 })).not.toContain('canary-token')
    expect(JSON.stringify(error)).not.toContain('canary-token')
  })
})
