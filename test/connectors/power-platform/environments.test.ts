/** Environments: capacity in the list or by single reads, states, security groups, and the other list where BAP refuses. */
import { describe, expect, test } from 'vitest'
import { mockWire } from '../../../mocks/nock.ts'
import { AuthenticationError, PermissionError } from '../../../src/errors.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'
import { openConnectors, readPages, readUntilError, rejectedIn, remarksIn, rowsOf } from '../sources.ts'
import {
  bapEnvironment,
  bapListUrl,
  bapUrl,
  capacity,
  environment,
  guid,
  linked,
  meters,
  otherListUrl,
  platformUrl,
  refused,
  singleUrl,
  throttled,
} from './wire-answers.ts'

const list = (...value: unknown[]) => ({ body: { value } })
const readEnvironments = async () => readPages(openConnectors().connectors.environments())

/** The rows of a list of BAP that carries all capacity. */
async function rowsOfList(...value: unknown[]) {
  mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(bapListUrl, list(...value))
  return rowsOf(await readEnvironments(), 'environments')
}

describe('environments of BAP', () => {
  test('come with storage in one request where the list carries it; meters of other kinds are left out', async () => {
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(bapListUrl, list(bapEnvironment(1, { capacity }), bapEnvironment(2, { capacity: [] })))

    const pages = await readEnvironments()

    expect(rowsOf(pages, 'environments')).toEqual([environment(1, { meters }), environment(2, { meters: [] })])
    expect(remarksIn(pages)).toEqual([])
    expect(wire.requests).toHaveLength(2)
  })

  test('come page after page', async () => {
    const next = `${bapUrl}?api-version=2020-10-01&$skiptoken=abc`
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(bapListUrl, { body: { value: [bapEnvironment(1, { capacity })], nextLink: next } })
      .get(next, throttled, list(bapEnvironment(2, { capacity })))

    expect((await readEnvironments()).map(({ rows }) => rows)).toEqual([
      [environment(1, { meters })],
      [environment(2, { meters })],
    ])
  })

  test('without storage in the list are read singly, those with Dataverse only', async () => {
    const billingPolicy = { id: guid('policy', 1).toUpperCase(), name: 'Pay as you go', status: 'Enabled' }
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(bapListUrl, list(bapEnvironment(1), bapEnvironment(2, { linkedEnvironmentMetadata: null })))
      .get(singleUrl(guid('environment', 1)), { body: bapEnvironment(1, { capacity, billingPolicy }) })

    const pages = await readEnvironments()

    expect(rowsOf(pages, 'environments')).toEqual([
      environment(1, { meters, billingPolicy: { id: guid('policy', 1), name: 'Pay as you go', enabled: true } }),
      environment(2, { dataverse: null }),
    ])
    expect(remarksIn(pages)).toEqual([])
  })

  test.each([
    ['is refused', refused, `GET ${new URL(singleUrl(guid('environment', 1))).pathname}: 403 Forbidden`],
    ['gives none either', { body: bapEnvironment(1) }, 'none that can be read'],
    [
      'gives a broken meter',
      { body: bapEnvironment(1, { capacity: [{ capacityType: 'Log', ratedConsumption: 'much' }] }) },
      'none that can be read',
    ],
    ['is answered with the list', list(bapEnvironment(1, { capacity })), 'the answer is no environment'],
    ['is answered with another environment', { body: bapEnvironment(3, { capacity }) }, 'the answer is no environment'],
  ])('whose single read %s have unknown storage, and the source is partial', async (_, answer, reason) => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(bapListUrl, list(bapEnvironment(1), bapEnvironment(2, { capacity })))
      .get(singleUrl(guid('environment', 1)), answer)

    const pages = await readEnvironments()

    expect(rowsOf(pages, 'environments')).toEqual([environment(1), environment(2, { meters })])
    expect(remarksIn(pages)).toEqual([
      { state: 'partial', reason: `storage could not be read for Environment 1: ${reason}`, fix: 'sync again' },
    ])
  })

  test('of which many cannot be read singly are named up to three', async () => {
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(bapListUrl, list(...[1, 2, 3, 4, 5].map((index) => bapEnvironment(index))))
    for (const index of [1, 2, 3, 4, 5])
      wire.get(singleUrl(guid('environment', index)), { body: bapEnvironment(index) })

    const [remark] = remarksIn(await readEnvironments())

    expect(remark?.reason).toContain('Environment 3: none that can be read and 2 more')
  })

  test('with a broken meter in the list are read singly', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(bapListUrl, list(bapEnvironment(1, { capacity: [{ capacityType: 'Database', updatedOn: 'yesterday' }] })))
      .get(singleUrl(guid('environment', 1)), { body: bapEnvironment(1, { capacity }) })

    expect(rowsOf(await readEnvironments(), 'environments')).toEqual([environment(1, { meters })])
  })

  test('are the same environment whatever the case of the id in the single read', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(bapListUrl, list(bapEnvironment(1)))
      .get(singleUrl(guid('environment', 1)), {
        body: { ...bapEnvironment(1, { capacity }), name: guid('environment', 1).toUpperCase() },
      })

    expect(rowsOf(await readEnvironments(), 'environments')).toEqual([environment(1, { meters })])
  })

  test('that are no environments are counted', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(bapListUrl, list({ name: '', properties: {} }, { name: 'no properties' }, bapEnvironment(1, { capacity })))

    const pages = await readEnvironments()

    expect(rejectedIn(pages)).toBe(2)
    expect(rowsOf(pages, 'environments')).toHaveLength(1)
  })

  test('are named by their id where they have no name, and the default one has its id in lower case', async () => {
    const name = `Default-${guid('environment', 7).toUpperCase()}`
    const wire = {
      name,
      properties: {
        environmentSku: 'Default',
        linkedEnvironmentMetadata: linked,
        capacity,
        databaseType: 'CommonDataService',
      },
    }

    expect(await rowsOfList(wire)).toEqual([
      environment(7, { id: `default-${guid('environment', 7)}`, name, type: 'Default', isDefault: true, meters }),
    ])
  })

  test('have no Dataverse where its metadata are null or absent', async () => {
    const { linkedEnvironmentMetadata: _, ...absent } = bapEnvironment(2).properties

    const rows = await rowsOfList(bapEnvironment(1, { linkedEnvironmentMetadata: null }), {
      ...bapEnvironment(2),
      properties: absent,
    })

    expect(rows).toEqual([environment(1, { dataverse: null }), environment(2, { dataverse: null })])
  })

  test.each([
    ['', null],
    [null, null],
    ['00000000-0000-0000-0000-000000000000', null],
    [guid('group', 1).toUpperCase(), guid('group', 1)],
  ])('with the security group %j are restricted to %j', async (securityGroupId, expected) => {
    const rows = await rowsOfList(
      bapEnvironment(1, { capacity, linkedEnvironmentMetadata: { ...linked, securityGroupId } }),
    )

    expect(rows).toEqual([environment(1, { meters, securityGroupId: expected })])
  })

  test.each([
    ['provisioning', { instanceState: 'Provisioning' }, 'Enabled', 'Dataverse is not ready: its state is Provisioning'],
    ['switched off', {}, 'Disabled', 'the environment is not enabled: its state is Disabled'],
    ['in administration mode', {}, 'AdminMode', 'the environment is not enabled: its state is AdminMode'],
    ['dormant', { isDormant: true }, 'Enabled', 'the environment is dormant'],
    ['awake', { isDormant: false }, 'Enabled', null],
  ])('that are %s say so', async (_, metadata, runtime, notReady) => {
    const [row] = await rowsOfList(
      bapEnvironment(1, {
        capacity,
        linkedEnvironmentMetadata: { ...linked, ...metadata },
        states: { runtime: { id: runtime } },
      }),
    )

    expect(row).toMatchObject({ dataverse: { notReady } })
  })

  test('are asked by their instance URL where no API URL is given', async () => {
    const { instanceApiUrl: _, ...withoutApi } = linked
    const [row] = await rowsOfList(bapEnvironment(1, { capacity, linkedEnvironmentMetadata: withoutApi }))

    expect(row).toMatchObject({ dataverse: { apiUrl: 'https://contoso.crm4.dynamics.com/' } })
  })
})

test.each([
  [1031, 1031],
  [undefined, null],
  ['German', null],
])('the base language %j is %j: one that cannot be read is not known', async (baseLanguage, known) => {
  mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(bapListUrl, {
      body: { value: [bapEnvironment(1, { linkedEnvironmentMetadata: { ...linked, baseLanguage }, capacity })] },
    })

  const [row] = rowsOf(await readPages(openConnectors().connectors.environments()), 'environments')

  expect(row).toMatchObject({ dataverse: { baseLanguage: known } })
})

describe('where BAP refuses', () => {
  const listed = {
    id: guid('environment', 1).toUpperCase(),
    displayName: 'Environment 1',
    type: 'Production',
    state: 'Ready',
    url: 'https://contoso.crm4.dynamics.com/',
    securityGroupId: guid('group', 1).toUpperCase(),
  }
  const link = { instanceUrl: listed.url, apiUrl: listed.url, notReady: null, baseLanguage: null }

  test('the other list serves, page after page, and the source is partial without storage', async () => {
    const next = `${platformUrl}/environmentmanagement/environments?api-version=2024-10-01&$skip=1`
    mockWire()
      .post(tokenUrl, tokenAnswer('t'), tokenAnswer('t'))
      .get(bapListUrl, refused)
      .get(otherListUrl, { body: { value: [listed], '@odata.nextlink': next } })
      .get(next, list({ id: guid('environment', 2), type: 'Default', securityGroupId: '' }, { displayName: 'no id' }))
    const source = openConnectors().connectors.environments()

    const pages = await readPages(source)

    expect(rowsOf(pages, 'environments')).toEqual([
      environment(1, { dataverse: link, securityGroupId: guid('group', 1) }),
      environment(2, { name: guid('environment', 2), type: 'Default', isDefault: true, dataverse: null }),
    ])
    expect(rejectedIn(pages)).toBe(1)
    expect(remarksIn(pages)[0]).toEqual({
      state: 'partial',
      reason:
        'no storage per environment: GET /providers/Microsoft.BusinessAppPlatform/scopes/admin/environments: 403 Forbidden',
      fix: source.permission,
    })
  })

  test('an environment of the other list that is off is not asked', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'), tokenAnswer('t'))
      .get(bapListUrl, refused)
      .get(otherListUrl, list({ ...listed, state: 'Disabled' }))

    expect(rowsOf(await readEnvironments(), 'environments')).toMatchObject([
      { dataverse: { notReady: 'the environment is not enabled: its state is Disabled' } },
    ])
  })

  test('a refused token counts as refused, with the hint of the sign-in', async () => {
    mockWire()
      .post(
        tokenUrl,
        { status: 400, body: { error: 'invalid_resource', error_description: 'AADSTS500011: no such resource' } },
        tokenAnswer('t'),
      )
      .get(otherListUrl, list(listed))

    const pages = await readEnvironments()

    expect(rowsOf(pages, 'environments')).toHaveLength(1)
    expect(remarksIn(pages)[0]).toMatchObject({ state: 'partial' })
    expect(remarksIn(pages)[0]?.fix).not.toContain('pac admin')
  })

  test.each([
    ['refuses as well', refused],
    ['is broken', { status: 400 }],
  ])('and the other list %s, the first refusal is the reason', async (_, answer) => {
    mockWire().post(tokenUrl, tokenAnswer('t'), tokenAnswer('t')).get(bapListUrl, refused).get(otherListUrl, answer)
    const source = openConnectors().connectors.environments()

    const { pages, error } = await readUntilError(source)

    expect(pages).toEqual([])
    expect(error).toBeInstanceOf(PermissionError)
    expect(error.message).toContain('Microsoft.BusinessAppPlatform')
    expect(source.permission).toContain('pac admin application register')
  })

  test('and no token is given for the other list, the first refusal is the reason', async () => {
    const noToken = { status: 400, body: { error: 'invalid_resource', error_description: 'AADSTS500011: none' } }
    mockWire().post(tokenUrl, noToken, noToken)

    const { error } = await readUntilError(openConnectors().connectors.environments())

    expect(error).toBeInstanceOf(AuthenticationError)
  })

  test('only a later page, the source is cut, and no environment comes twice', async () => {
    const next = `${bapUrl}?api-version=2020-10-01&$skiptoken=abc`
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(bapListUrl, { body: { value: [bapEnvironment(1, { capacity })], nextLink: next } })
      .get(next, refused)

    const { pages, error } = await readUntilError(openConnectors().connectors.environments())

    expect(rowsOf(pages, 'environments')).toEqual([environment(1, { meters })])
    expect(error).toBeInstanceOf(PermissionError)
  })

  test('a failure of BAP that is no refusal ends the source', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(bapListUrl, { status: 400 })

    const { error } = await readUntilError(openConnectors().connectors.environments())

    expect(error.code).toBe('upstream')
  })
})
