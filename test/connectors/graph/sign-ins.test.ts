/** Sign-ins of seat holders over the wire: default form, pace, page sizes, lost pages, and tenants without the license for it. */
import { describe, expect, test } from 'vitest'
import { mockWire, type MockAnswer } from '../../../mocks/nock.ts'
import { PermissionError, UpstreamError } from '../../../src/errors.ts'
import type { SeatHolders } from '../../../src/model/connectors.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'
import { openConnectors, readPages, readUntilError, rejectedIn, rowsOf } from '../sources.ts'
import { graphRequests, graphUrl, guid, throttled } from './wire-users.ts'

const users = /^https:\/\/graph[.]microsoft[.]com\/v1[.]0\/users[?]/
const list = (...value: unknown[]): MockAnswer => ({ body: { value } })
const badRequest = {
  status: 400,
  body: { error: { code: 'BadRequest', message: 'Cannot query data for more than 120 users' } },
}
const lostPage = { status: 400, body: { error: { code: 'Directory_ExpiredPageToken', message: 'Lost.' } } }
const noPremium = {
  status: 403,
  body: { error: { code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', message: 'No.' } },
}

function mockUsers(...answers: MockAnswer[]) {
  return mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(users, ...answers)
}

const ids = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => guid('user', from + index))
const seat = (sku: number, personIds: readonly string[]): SeatHolders => ({ skuId: guid('sku', sku), personIds })
const wireUser = (index: number, signInActivity?: unknown) => ({
  id: guid('user', index).toUpperCase(),
  signInActivity,
})
const success = { lastSuccessfulSignInDateTime: '2026-11-20T07:00:00Z', lastSignInDateTime: '2026-11-23T07:00:00Z' }
const signIn = (index: number, lastSignIn: string | null) => ({ personId: guid('user', index), lastSignIn })
const sourceOf = (...holders: SeatHolders[]) => openConnectors().connectors.signIns(holders)
const queries = (wire: ReturnType<typeof mockWire>) => graphRequests(wire.requests).map(({ url }) => url.searchParams)

describe('the requests', () => {
  test('ask one SKU at a time in the default form, with the largest page', async () => {
    const wire = mockUsers(list(wireUser(1, success)))

    const pages = await readPages(sourceOf(seat(1, ids(1, 1))))

    expect(rowsOf(pages, 'sign-ins')).toEqual([signIn(1, '2026-11-20T07:00:00.000Z')])
    expect(queries(wire).map((query) => Object.fromEntries(query))).toEqual([
      { $top: '500', $select: 'id,signInActivity', $filter: `assignedLicenses/any(x:x/skuId eq ${guid('sku', 1)})` },
    ])
    expect(graphRequests(wire.requests)[0]?.headers['consistencylevel']).toBeUndefined()
  })

  test('begin with the SKU of most holders, and leave out one whose holders are all known', async () => {
    const wire = mockUsers(list(wireUser(1), wireUser(2), wireUser(2)), list(wireUser(2, success), wireUser(3)))

    const pages = await readPages(sourceOf(seat(1, ids(2, 1)), seat(2, ids(1, 2)), seat(3, [guid('user', 3)])))

    expect(queries(wire).map((query) => query.get('$filter'))).toEqual([
      `assignedLicenses/any(x:x/skuId eq ${guid('sku', 2)})`,
      `assignedLicenses/any(x:x/skuId eq ${guid('sku', 3)})`,
    ])
    expect(rowsOf(pages, 'sign-ins')).toEqual([signIn(1, null), signIn(2, null), signIn(3, null)])
  })

  test('are none without holders', async () => {
    const wire = mockWire()

    expect(await readPages(sourceOf(seat(1, [])))).toEqual([])
    expect(wire.requests).toEqual([])
  })

  test('wait a minute after each ten', async () => {
    mockUsers(...Array.from({ length: 21 }, (_, index) => list(wireUser(index))))
    const { connectors, clock } = openConnectors()

    await readPages(connectors.signIns(Array.from({ length: 21 }, (_, index) => seat(index, ids(index, 1)))))

    expect(clock.waits).toEqual([60_000, 60_000])
  })

  test('halve the page where the service refuses its size, for the SKUs that follow too', async () => {
    const wire = mockUsers(badRequest, badRequest, list(wireUser(1)), list(wireUser(2)))

    const pages = await readPages(sourceOf(seat(1, ids(1, 1)), seat(2, ids(2, 1))))

    expect(queries(wire).map((query) => query.get('$top'))).toEqual(['500', '250', '125', '125'])
    expect(rowsOf(pages, 'sign-ins')).toHaveLength(2)
  })

  test('end where no page size is small enough', async () => {
    const wire = mockUsers(badRequest, badRequest, badRequest, badRequest)

    const { error } = await readUntilError(sourceOf(seat(1, ids(1, 1))))

    expect(error).toBeInstanceOf(UpstreamError)
    expect(queries(wire).map((query) => query.get('$top'))).toEqual(['500', '250', '125', '62'])
  })

  test('go on by id, 15 at a time, where the service loses the second page', async () => {
    const next = `${graphUrl}/users?$skiptoken=lost`
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(next, lostPage)
      .get(
        users,
        { body: { value: [wireUser(1, success)], '@odata.nextLink': next } },
        list(...ids(2, 15).map((id) => ({ id }))),
        list({ id: guid('user', 17), signInActivity: success }),
      )

    const pages = await readPages(sourceOf(seat(1, ids(1, 17))))

    const filters = queries(wire).map((query) => query.get('$filter'))
    expect(filters[2]).toBe(
      `id in (${ids(2, 15)
        .map((id) => `'${id}'`)
        .join(',')})`,
    )
    expect(filters[3]).toBe(`id in ('${guid('user', 17)}')`)
    expect(rowsOf(pages, 'sign-ins')).toHaveLength(17)
    expect(rowsOf(pages, 'sign-ins')[16]).toEqual(signIn(17, '2026-11-20T07:00:00.000Z'))
  })

  test('are sent again after a throttle, once the asked wait is over', async () => {
    mockUsers(throttled, list(wireUser(1)))

    expect(rowsOf(await readPages(sourceOf(seat(1, ids(1, 1)))), 'sign-ins')).toEqual([signIn(1, null)])
  })
})

describe('the last sign-in', () => {
  test.each([
    ['is the newest success, though an attempt is newer', success, '2026-11-20T07:00:00.000Z'],
    [
      'is the newest attempt where no success is given',
      { lastSignInDateTime: '2026-11-23T07:00:00Z' },
      '2026-11-23T07:00:00.000Z',
    ],
    [
      'is one without a person in front of it where there is no other',
      {
        lastSuccessfulSignInDateTime: null,
        lastSignInDateTime: null,
        lastNonInteractiveSignInDateTime: '2026-11-22T07:00:00Z',
      },
      '2026-11-22T07:00:00.000Z',
    ],
    ['never was where the service leaves it out', undefined, null],
    ['never was where the service writes the year 1', { lastSignInDateTime: '0001-01-01T00:00:00Z' }, null],
  ])('%s', async (_, activity, last) => {
    mockUsers(list(wireUser(1, activity)))

    expect(rowsOf(await readPages(sourceOf(seat(1, ids(1, 1)))), 'sign-ins')).toEqual([signIn(1, last)])
  })

  test('of a row that cannot be read is counted, not taken for never', async () => {
    mockUsers(list(wireUser(1, { lastSignInDateTime: 'soon' }), { id: 'x' }, wireUser(2)))

    const pages = await readPages(sourceOf(seat(1, ids(1, 2))))

    expect(rowsOf(pages, 'sign-ins')).toEqual([signIn(2, null)])
    expect(rejectedIn(pages)).toBe(2)
  })
})

describe('a tenant without Entra ID P1', () => {
  test('is asked twice, for tenants that have it have been refused now and then', async () => {
    mockUsers(noPremium, list(wireUser(1)))

    expect(rowsOf(await readPages(sourceOf(seat(1, ids(1, 1)))), 'sign-ins')).toEqual([signIn(1, null)])
  })

  test('ends the optional source, which says what is missing', async () => {
    mockUsers(noPremium, noPremium)
    const source = sourceOf(seat(1, ids(1, 1)))

    const { error } = await readUntilError(source)

    expect(error).toBeInstanceOf(PermissionError)
    expect(source).toMatchObject({ id: 'graph/sign-ins', required: false })
    expect(source.permission).toMatch(/AuditLog[.]Read[.]All .* Entra ID P1/)
  })

  test('is told from a missing permission, which is asked for once', async () => {
    mockUsers({ status: 403, body: { error: { code: 'Authorization_RequestDenied' } } })

    const { error } = await readUntilError(sourceOf(seat(1, ids(1, 1))))

    expect(error.message).toBe('GET /v1.0/users: 403 Authorization_RequestDenied')
  })
})
