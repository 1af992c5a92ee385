/** Groups behind teams and security groups: how many requests, who belongs in which way, and what a refusal leaves. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { mockWire, type MockAnswer } from '../../../mocks/nock.ts'
import { PermissionError, UpstreamError } from '../../../src/errors.ts'
import type { WantedGroup } from '../../../src/model/connectors.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'
import { openConnectors, readPages, readUntilError, rejectedIn, remarksIn, rowsOf } from '../sources.ts'
import { graphRequests, graphUrl, guid, refused, throttled } from './wire-users.ts'

const one = guid('group', 1)
const two = guid('group', 2)
const names = `${graphUrl}/directoryObjects/getByIds?$select=id,displayName`

const members = (id: string) => `${graphUrl}/groups/${id}/members/microsoft.graph.user?$count=true&$top=999&$select=id`
const everybody = (id: string) => `${graphUrl}/groups/${id}/transitiveMembers?$count=true&$top=999&$select=id`
const owners = (id: string) => `${graphUrl}/groups/${id}/owners?$top=999&$select=id`

const wanted = (id: string, more: Partial<WantedGroup>): WantedGroup => ({
  id,
  members: false,
  owners: false,
  gate: false,
  ...more,
})
const list = (...value: unknown[]): MockAnswer => ({ body: { value } })
const user = (index: number) => ({ id: guid('user', index) })
const typed = (index: number) => ({ '@odata.type': '#microsoft.graph.user', ...user(index) })

/** The wire with the names of these groups on it. */
function mockGroups(...ids: string[]) {
  return mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .post(names, list(...ids.map((id) => ({ '@odata.type': '#microsoft.graph.group', id, displayName: 'Agents' }))))
}

const Ids = z.object({ ids: z.array(z.string()), types: z.array(z.string()) })

describe('groups', () => {
  test('that a team needs are three requests: names, direct members, all members; nested groups are no people', async () => {
    const wire = mockGroups(one)
      .get(members(one), list(user(1)))
      .get(everybody(one), list(typed(1), { '@odata.type': '#microsoft.graph.group', id: two }, typed(2)))

    const pages = await readPages(openConnectors().connectors.groups([wanted(one, { members: true })]))

    expect(rowsOf(pages, 'groups')).toEqual([{ id: one, name: 'Agents', state: 'read' }])
    expect(rowsOf(pages, 'group-members')).toEqual([
      { groupId: one, personId: guid('user', 1), via: 'direct' },
      { groupId: one, personId: guid('user', 2), via: 'nested' },
    ])
    expect(graphRequests(wire.requests).map(({ headers }) => headers['consistencylevel'])).toEqual([
      undefined,
      'eventual',
      'eventual',
    ])
  })

  test('that only keep a gate are one more request each', async () => {
    const wire = mockGroups(one, two)
      .get(everybody(one), list(user(1), user(2)))
      .get(everybody(two), list())

    const pages = await readPages(
      openConnectors().connectors.groups([wanted(one, { gate: true }), wanted(two, { gate: true })]),
    )

    expect(graphRequests(wire.requests)).toHaveLength(3)
    expect(rowsOf(pages, 'group-members')).toEqual([
      { groupId: one, personId: guid('user', 1), via: 'nested' },
      { groupId: one, personId: guid('user', 2), via: 'nested' },
    ])
  })

  test('of a team that is a gate as well are not asked for twice', async () => {
    const wire = mockGroups(one)
      .get(members(one), list(user(1)))
      .get(everybody(one), list(typed(1)))

    await readPages(openConnectors().connectors.groups([wanted(one, { members: true, gate: true })]))

    expect(graphRequests(wire.requests)).toHaveLength(3)
  })

  test('whose owners count are asked for owners, of whom applications are no people', async () => {
    const wire = mockGroups(one).get(
      owners(one),
      list(typed(1), { '@odata.type': '#microsoft.graph.servicePrincipal', id: guid('user', 9), displayName: 'Robot' }),
    )

    const pages = await readPages(openConnectors().connectors.groups([wanted(one, { owners: true })]))

    expect(graphRequests(wire.requests)).toHaveLength(2)
    expect(rowsOf(pages, 'group-members')).toEqual([{ groupId: one, personId: guid('user', 1), via: 'owner' }])
    expect(rejectedIn(pages)).toBe(0)
  })

  test('with members, owners and a gate: an owner stands beside the members', async () => {
    const wire = mockGroups(one)
      .get(members(one), list(user(1)))
      .get(everybody(one), list(typed(1)))
      .get(owners(one), list(typed(1)))

    const pages = await readPages(
      openConnectors().connectors.groups([wanted(one, { members: true, owners: true, gate: true })]),
    )

    expect(graphRequests(wire.requests)).toHaveLength(4)
    expect(rowsOf(pages, 'group-members')).toEqual([
      { groupId: one, personId: guid('user', 1), via: 'direct' },
      { groupId: one, personId: guid('user', 1), via: 'owner' },
    ])
  })

  test('who joined between the two requests is a member all the same', async () => {
    mockGroups(one)
      .get(members(one), list(user(1), user(3)))
      .get(everybody(one), list(typed(1)))

    const pages = await readPages(openConnectors().connectors.groups([wanted(one, { members: true })]))

    expect(rowsOf(pages, 'group-members')).toContainEqual({
      groupId: one,
      personId: guid('user', 3),
      via: 'direct',
    })
  })

  test('are read over several pages, in lower case, after a throttle, and bad rows are counted', async () => {
    const next = `${graphUrl}/groups/${one}/members/microsoft.graph.user?$skiptoken=x`
    const wire = mockGroups(one.toUpperCase())
      .get(members(one), throttled, {
        body: { value: [{ id: guid('user', 1).toUpperCase() }, { id: 7 }], '@odata.nextLink': next },
      })
      .get(next, list(user(2)))
      .get(everybody(one), list(typed(1), typed(2), { id: 7 }))

    const pages = await readPages(openConnectors().connectors.groups([wanted(one, { members: true })]))

    expect(rowsOf(pages, 'group-members')).toEqual([
      { groupId: one, personId: guid('user', 1), via: 'direct' },
      { groupId: one, personId: guid('user', 2), via: 'direct' },
    ])
    expect(rejectedIn(pages)).toBe(2)
    expect(graphRequests(wire.requests).find(({ url }) => url.href === next)?.headers['consistencylevel']).toBe(
      'eventual',
    )
  })

  test('are named 1,000 at a time, and none wanted is no request', async () => {
    const wire = mockWire().post(tokenUrl, tokenAnswer('t')).post(names, list(), list())
    const { connectors } = openConnectors()

    const all = Array.from({ length: 1001 }, (_, index) => wanted(guid('group', index), { gate: true }))
    const pages = await readPages(connectors.groups(all))
    await readPages(connectors.groups([]))

    const bodies = graphRequests(wire.requests).map(({ body }) => Ids.parse(JSON.parse(body)))
    expect(bodies.map(({ ids }) => ids.length)).toEqual([1000, 1])
    expect(bodies[0]?.types).toEqual(['group'])
    expect(rowsOf(pages, 'groups')).toHaveLength(1001)
  })
})

describe('a group that cannot be read', () => {
  test('because it was deleted is missing, without a request for its members', async () => {
    const wire = mockGroups()

    const pages = await readPages(openConnectors().connectors.groups([wanted(one, { members: true })]))

    expect(rowsOf(pages, 'groups')).toEqual([{ id: one, name: null, state: 'missing' }])
    expect(remarksIn(pages)).toEqual([])
    expect(graphRequests(wire.requests)).toHaveLength(1)
  })

  test('because its row has another shape is unreadable, never missing', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .post(names, list({ id: one, displayName: 42 }))

    const pages = await readPages(openConnectors().connectors.groups([wanted(one, { members: true })]))

    expect(rowsOf(pages, 'groups')).toEqual([{ id: one, name: null, state: 'unreadable' }])
    expect(remarksIn(pages)).toMatchObject([{ state: 'partial' }])
  })

  test('because it was deleted after its name was read is missing, too', async () => {
    mockGroups(one).get(everybody(one), { status: 404, body: { error: { code: 'Request_ResourceNotFound' } } })

    const pages = await readPages(openConnectors().connectors.groups([wanted(one, { gate: true })]))

    expect(rowsOf(pages, 'groups')).toEqual([{ id: one, name: 'Agents', state: 'missing' }])
    expect(remarksIn(pages)).toEqual([])
  })

  test('because it is refused is unreadable, and the others are read', async () => {
    mockGroups(one, two)
      .get(members(one), refused)
      .get(everybody(two), list(user(1)))
    const source = openConnectors().connectors.groups([wanted(one, { members: true }), wanted(two, { gate: true })])

    const pages = await readPages(source)

    expect(rowsOf(pages, 'groups')).toEqual([
      { id: one, name: 'Agents', state: 'unreadable' },
      { id: two, name: 'Agents', state: 'read' },
    ])
    expect(remarksIn(pages)).toEqual([
      {
        state: 'partial',
        reason: `the members of Agents could not be read: GET /v1.0/groups/${one}/members/microsoft.graph.user: 403 Authorization_RequestDenied`,
        fix: source.permission,
      },
    ])
    expect(source.permission).toContain('GroupMember.Read.All')
  })

  test('because its owners are refused is unreadable whole', async () => {
    mockGroups(one, two)
      .get(members(one), list(user(1)))
      .get(everybody(one), list(typed(1)))
      .get(owners(one), refused)
      .get(everybody(two), list())

    const pages = await readPages(
      openConnectors().connectors.groups([wanted(one, { members: true, owners: true }), wanted(two, { gate: true })]),
    )

    expect(rowsOf(pages, 'groups')).toContainEqual({ id: one, name: 'Agents', state: 'unreadable' })
    expect(rowsOf(pages, 'group-members')).toEqual([])
    expect(remarksIn(pages)[0]?.fix).toContain('Group.Read.All')
  })

  test('because the service failed is unreadable', async () => {
    mockGroups(one, two)
      .get(everybody(one), { status: 400, body: { error: { code: 'Request_BadRequest' } } })
      .get(everybody(two), list())

    const pages = await readPages(
      openConnectors().connectors.groups([wanted(one, { gate: true }), wanted(two, { gate: true })]),
    )

    expect(rowsOf(pages, 'groups')).toContainEqual({ id: one, name: 'Agents', state: 'unreadable' })
    expect(remarksIn(pages)).toHaveLength(1)
  })

  test('as all others are refused ends the source with the first refusal', async () => {
    mockGroups(one, two).get(everybody(one), refused).get(everybody(two), refused)

    const { error } = await readUntilError(
      openConnectors().connectors.groups([wanted(one, { gate: true }), wanted(two, { gate: true })]),
    )

    expect(error).toBeInstanceOf(PermissionError)
    expect(error.message).toContain(`/groups/${one}/`)
  })

  test('with all refused, a deleted one beside them changes nothing', async () => {
    mockGroups(one).get(everybody(one), refused)

    const { error } = await readUntilError(
      openConnectors().connectors.groups([wanted(one, { gate: true }), wanted(two, { gate: true })]),
    )

    expect(error).toBeInstanceOf(PermissionError)
  })

  test('because names are refused ends the source at once', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).post(names, refused)

    const { pages, error } = await readUntilError(openConnectors().connectors.groups([wanted(one, { gate: true })]))

    expect(pages).toEqual([])
    expect(error).toBeInstanceOf(PermissionError)
  })

  test.each(['Directory_ExpiredPageToken', 'DirectoryPageTokenNotFoundException'])(
    'because its page chain is lost (%s) ends the source, which can then be started again',
    async (code) => {
      const next = `${graphUrl}/groups/${one}/transitiveMembers?$skiptoken=x`
      mockGroups(one)
        .get(everybody(one), { body: { value: [user(1)], '@odata.nextLink': next } })
        .get(next, { status: 400, body: { error: { code } } })

      const { error } = await readUntilError(openConnectors().connectors.groups([wanted(one, { gate: true })]))

      expect(error).toBeInstanceOf(UpstreamError)
      expect(error.message).toContain(code)
    },
  )
})
