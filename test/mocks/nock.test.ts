/** The mocks themselves: what is missing and what is unused both fail, and nothing leaves the machine. */
import { gzipSync } from 'node:zlib'
import axios from 'axios'
import { beforeEach, describe, expect, test } from 'vitest'
import { installCloud, mockWire, type InstalledCloud } from '../../mocks/nock.ts'
import type { PracticeCloud } from '../../mocks/wire.ts'

const graph = 'https://graph.microsoft.com/v1.0'

describe('mockWire', () => {
  test('answers each request once, in order, and keeps what was asked', async () => {
    const wire = mockWire().get(`${graph}/users?$select=id`, { body: { value: [1] } }, { status: 204 })

    const first = await fetch(`${graph}/users?$select=id`, { headers: { prefer: 'x' } })
    const second = await axios.get(`${graph}/users?$select=id`)

    expect(await first.json()).toEqual({ value: [1] })
    expect(second.status).toBe(204)
    expect(wire.requests.map((each) => each.url.href)).toEqual([
      `${graph}/users?$select=id`,
      `${graph}/users?$select=id`,
    ])
    expect(wire.requests[0]?.headers.prefer).toBe('x')
  })

  test('hands the request to a function that answers it', async () => {
    mockWire().post(/getByIds$/, (request) => ({ body: { echo: request.body } }))

    const response = await axios.post(`${graph}/directoryObjects/getByIds`, { ids: [] })

    expect(response.data).toEqual({ echo: '{"ids":[]}' })
  })

  test('names a request that nobody mocked, and keeps it from the network', async () => {
    const wire = mockWire()

    await expect(axios.get(`${graph}/groups`)).rejects.toMatchObject({ code: 'ENETUNREACH' })

    expect(wire.verify).toThrow('missing: GET https://graph.microsoft.com/v1.0/groups was asked and is not mocked')
  })

  test('names a mock that nobody asked for', () => {
    const wire = mockWire().get(`${graph}/groups`, {}, {})

    expect(wire.verify).toThrow('unused: GET https://graph.microsoft.com/v1.0/groups was mocked and never asked')
  })

  test('breaks a connection with the code that is asked for', async () => {
    mockWire().get(`${graph}/users`, { fail: 'ECONNRESET' })

    await expect(axios.get(`${graph}/users`)).rejects.toMatchObject({ code: 'ECONNRESET' })
  })
})

describe('installCloud', () => {
  const origin = 'https://contoso.example:8443'
  const cloud: PracticeCloud = {
    origins: {
      login: origin,
      graph: origin,
      powerPlatform: origin,
      bap: origin,
      dataverse: () => ({ instance: origin, api: origin }),
    },
    hosts: () => [origin],
    handle: (request) =>
      Promise.resolve({
        status: 200,
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        body: gzipSync(JSON.stringify({ path: request.url.pathname })),
      }),
  }
  let installed: InstalledCloud
  beforeEach(() => {
    installed = installCloud(cloud)
  })

  test('serves a practice cloud on its own hosts, bytes as they are', async () => {
    const response = await axios.get(`${origin}/v1.0/organization`)

    expect(response.data).toEqual({ path: '/v1.0/organization' })
  })

  test('refuses every other host', async () => {
    await expect(axios.get('https://elsewhere.example/')).rejects.toThrow('the mocked connection broke')

    expect(installed.verify).toThrow('missing: GET https://elsewhere.example/ was asked and is not mocked')
  })
})
