/** Holders of SKUs: one filter in the advanced form, within the address limit, page after page. */
import { describe, expect, test } from 'vitest'
import { mockWire, type MockAnswer } from '../../../mocks/nock.ts'
import { PermissionError } from '../../../src/errors.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'
import { openConnectors, readPages, readUntilError, rejectedIn, rowsOf } from '../sources.ts'
import { graphRequests, graphUrl, guid, person, refused, throttled, wireUser } from './wire-users.ts'

const users = /^https:\/\/graph[.]microsoft[.]com\/v1[.]0\/users[?]/

function mockUsers(...answers: MockAnswer[]) {
  return mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(users, ...answers)
}

const skus = (count: number): string[] => Array.from({ length: count }, (_, index) => guid('sku', index))

describe('license holders', () => {
  test('come from one filter over all SKUs, with unquoted ids and the columns of a person', async () => {
    const wire = mockUsers({ body: { value: [wireUser(1)] } })

    const pages = await readPages(openConnectors().connectors.licenseHolders(skus(2)))

    const [request] = graphRequests(wire.requests)
    expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({
      $count: 'true',
      $top: '999',
      $select: 'id,userPrincipalName,displayName,userType,accountEnabled,assignedLicenses,licenseAssignmentStates',
      $filter: `assignedLicenses/any(x:x/skuId eq ${guid('sku', 0)}) or assignedLicenses/any(x:x/skuId eq ${guid('sku', 1)})`,
    })
    expect(request?.url.search).not.toMatch(/[ +]/)
    expect(rowsOf(pages, 'people')).toEqual([person(1)])
  })

  test('come page after page, each asked for with the advanced header', async () => {
    const next = `${graphUrl}/users?$count=true&$skiptoken=m~%2Ba`
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(next, { body: { value: [wireUser(2)] } })
      .get(users, { headers: { 'request-id': 'r-1' }, body: { value: [wireUser(1)], '@odata.nextLink': next } })

    const pages = await readPages(openConnectors().connectors.licenseHolders(skus(1)))

    expect(pages.map(({ rows }) => rows)).toEqual([[person(1)], [person(2)]])
    expect(pages[0]?.requestId).toBe('r-1')
    expect(graphRequests(wire.requests).map(({ headers }) => headers['consistencylevel'])).toEqual([
      'eventual',
      'eventual',
    ])
    expect(graphRequests(wire.requests)[1]?.url.href).toBe(next)
  })

  test.each([20, 21, 45, 100])(
    'of %i SKUs are asked for once each, in addresses of at most 2,048 characters',
    async (count) => {
      const empty = { body: { value: [] } }
      const wire = mockUsers(...Array.from({ length: Math.ceil(count / 20) }, () => empty))

      await readPages(openConnectors().connectors.licenseHolders(skus(count)))

      const addresses = graphRequests(wire.requests).map(({ url }) => url)
      const asked = addresses.flatMap(({ searchParams }) =>
        [...(searchParams.get('$filter') ?? '').matchAll(/skuId eq ([0-9a-f-]{36})/g)].map((match) => match[1]),
      )
      expect(asked).toEqual(skus(count))
      expect(Math.max(...addresses.map(({ href }) => href.length))).toBeLessThanOrEqual(2048)
    },
  )

  test('of no SKU need no request', async () => {
    const wire = mockWire()

    expect(await readPages(openConnectors().connectors.licenseHolders([]))).toEqual([])
    expect(wire.requests).toEqual([])
  })

  test('are read after a throttle, once the asked wait is over', async () => {
    mockUsers(throttled, { body: { value: [wireUser(1)] } })
    const { connectors, clock } = openConnectors()

    const pages = await readPages(connectors.licenseHolders(skus(1)))

    expect(rowsOf(pages, 'people')).toEqual([person(1)])
    expect(clock.waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(5000)
  })

  test('that may not be read end with a permission error, and the source says what to grant', async () => {
    mockUsers(refused)
    const source = openConnectors().connectors.licenseHolders(skus(1))

    const { error } = await readUntilError(source)

    expect(error).toBeInstanceOf(PermissionError)
    expect(error.message).toBe('GET /v1.0/users: 403 Authorization_RequestDenied')
    expect(source.permission).toContain('User.Read.All')
    expect(source.required).toBe(true)
  })

  test('whose licenses the service hides are rejected, not taken for people without any', async () => {
    mockUsers({ body: { value: [wireUser(1, { assignedLicenses: null }), wireUser(2), { id: 'no guid' }] } })

    const pages = await readPages(openConnectors().connectors.licenseHolders(skus(1)))

    expect(rowsOf(pages, 'people')).toEqual([person(2)])
    expect(rejectedIn(pages)).toBe(2)
  })

  test('in an answer without a list are a broken answer', async () => {
    mockUsers({ body: { values: [] } })

    const { error } = await readUntilError(openConnectors().connectors.licenseHolders(skus(1)))

    expect(error.code).toBe('schema')
    expect(error.message).toContain('GET /v1.0/users')
  })

  test('have lower-case ids whatever the service wrote, and guests and origins are told apart', async () => {
    const upper = wireUser(1, {
      id: guid('user', 1).toUpperCase(),
      userType: 'Guest',
      assignedLicenses: [{ skuId: guid('sku', 1).toUpperCase(), disabledPlans: [guid('plan', 1).toUpperCase()] }],
      licenseAssignmentStates: [
        {
          skuId: guid('sku', 1).toUpperCase(),
          disabledPlans: [guid('plan', 1).toUpperCase()],
          assignedByGroup: guid('group', 1).toUpperCase(),
          state: 'ActiveWithError',
        },
      ],
    })
    mockUsers({ body: { value: [upper] } })

    const pages = await readPages(openConnectors().connectors.licenseHolders(skus(1)))

    expect(rowsOf(pages, 'people')).toEqual([
      {
        ...person(1),
        userType: 'guest',
        assignedLicenses: [{ skuId: guid('sku', 1), disabledPlans: [guid('plan', 1)] }],
        licenseStates: [
          {
            skuId: guid('sku', 1),
            disabledPlans: [guid('plan', 1)],
            assignedByGroup: guid('group', 1),
            state: 'ActiveWithError',
            lastUpdated: null,
          },
        ],
      },
    ])
  })

  test('of an old account without a user type are members', async () => {
    mockUsers({ body: { value: [wireUser(1, { userType: null })] } })

    const pages = await readPages(openConnectors().connectors.licenseHolders(skus(1)))

    expect(rowsOf(pages, 'people')).toEqual([person(1)])
  })
})
