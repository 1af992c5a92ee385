/** What the practice cloud answers: pages, counts, selections, copies of roles, edits between two looks. */
import { describe, expect, it } from 'vitest'
import { createCloud, type CloudOptions } from '../../mocks/cloud.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import { createClient, origins, rowsOf } from './cloud-client.ts'
import { customerService, ids, sales, smallTenant } from './small-tenant.ts'

const graph = 'https://graph.microsoft.com/v1.0'
const powerPlatform = 'https://api.powerplatform.com'
const bap = 'https://api.bap.microsoft.com/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments'
const dataverse = 'https://contoso.api.crm4.dynamics.com/api/data/v9.2'
const eventual = { headers: { consistencylevel: 'eventual' } }

function start(options: CloudOptions = {}, tenant: TenantDescription = smallTenant) {
  const cloud = createCloud(tenant, origins, options)
  return { cloud, client: createClient(cloud, tenant) }
}

describe('Graph', () => {
  it('gives the holders of two SKUs over several pages, and counts them on the first', async () => {
    const { client } = start({ mostRows: { graph: 2 } })
    const filter = encodeURIComponent(
      `assignedLicenses/any(x:x/skuId eq ${customerService}) or assignedLicenses/any(x:x/skuId eq ${sales})`,
    )
    const url = `${graph}/users?$count=true&$top=999&$select=id,assignedLicenses&$filter=${filter}`

    const first = await client.read(url, eventual)
    const all = await client.readAll(url, eventual)

    expect(first['@odata.count']).toBe(5)
    expect(all.pages).toBe(3)
    expect(all.rows[0]).toStrictEqual({
      id: ids.user(0),
      assignedLicenses: [{ skuId: customerService, disabledPlans: [] }],
    })
  })

  it('gives the eleven default properties of a user, and no licenses, without a selection', async () => {
    const { client } = start()

    const [user] = rowsOf(await client.read(`${graph}/users`))

    expect(Object.keys(user ?? {}).toSorted()).toStrictEqual([
      'businessPhones',
      'displayName',
      'givenName',
      'id',
      'jobTitle',
      'mail',
      'mobilePhone',
      'officeLocation',
      'preferredLanguage',
      'surname',
      'userPrincipalName',
    ])
  })

  it('counts what is assigned, and keeps units in grace apart', async () => {
    const { client } = start()

    const [sku] = rowsOf(
      await client.read(`${graph}/subscribedSkus?$select=skuId,consumedUnits,prepaidUnits,subscriptionIds`),
    )

    expect(sku).toStrictEqual({
      skuId: customerService,
      consumedUnits: 5,
      prepaidUnits: { enabled: 10, warning: 2, suspended: 0, lockedOut: 0 },
      subscriptionIds: ['c0000000-0000-4000-a000-000000000001'],
    })
  })

  it('gives direct members of every kind, users by cast, and nested ones once though the groups form a circle', async () => {
    const { client } = start()
    const users = '/microsoft.graph.user?$count=true&$select=id'

    const direct = rowsOf(await client.read(`${graph}/groups/${ids.outer}/members?$select=id`))
    const cast = rowsOf(await client.read(`${graph}/groups/${ids.outer}/members${users}`, eventual))
    const nested = rowsOf(await client.read(`${graph}/groups/${ids.outer}/transitiveMembers${users}`, eventual))

    expect(direct).toStrictEqual([
      { '@odata.type': '#microsoft.graph.user', id: ids.user(0) },
      { '@odata.type': '#microsoft.graph.group', id: ids.inner },
    ])
    expect(cast).toStrictEqual([{ id: ids.user(0) }])
    expect(nested.map((row) => row['id'])).toStrictEqual([ids.user(0), ids.user(2), ids.user(6)])
  })

  it('getByIds leaves out what is not there, and withholds what it is told to withhold', async () => {
    const body = JSON.stringify({ ids: [ids.user(1), ids.policy, ids.outer], types: ['user'] })
    const { client } = start({ getByIdsWithholds: ['licenseAssignmentStates'] })

    const answer = await client.read(`${graph}/directoryObjects/getByIds?$select=id,licenseAssignmentStates`, {
      method: 'POST',
      body,
    })

    expect(rowsOf(answer)).toStrictEqual([{ '@odata.type': '#microsoft.graph.user', id: ids.user(1) }])
  })

  it('answers each request of a batch on its own', async () => {
    const { client } = start()
    const requests = [
      { id: '1', method: 'GET', url: '/organization?$select=id' },
      { id: '2', method: 'GET', url: '/users/$count', headers: { ConsistencyLevel: 'eventual' } },
      { id: '3', method: 'GET', url: '/users?$select=shoeSize' },
    ]

    const { responses } = await client.read(`${graph}/$batch`, { method: 'POST', body: JSON.stringify({ requests }) })

    expect(responses).toMatchObject([
      { id: '3', status: 400, body: { error: { code: 'BadRequest' } } },
      { id: '2', status: 200, body: Buffer.from('7').toString('base64') },
      { id: '1', status: 200, body: { value: [{ id: ids.tenant }] } },
    ])
  })
})

describe('the admin APIs', () => {
  it('the largest base line counts once, the others add up, and what was never computed has the year 1', async () => {
    const { client } = start({ now: () => Date.parse('2026-11-24T08:00:00Z') })

    const { tenantCapacities } = await client.read(`${powerPlatform}/licensing/tenantCapacity?api-version=2024-10-01`)

    expect(tenantCapacities).toMatchObject([
      { capacityType: 'Database', totalCapacity: 12_740, consumption: { rated: 8000 }, status: 'Available' },
      { capacityType: 'Log', consumption: { ratedUpdatedOn: '0001-01-01T00:00:00+00:00' } },
      { capacityType: 'ApiCallCount', capacityUnits: 'Unit' },
    ])
  })

  it('each route spells its next link in its own way', async () => {
    const { client } = start({ mostRows: { powerPlatform: 1, bap: 1 } }, withTwoPolicies())

    const pages = await Promise.all([
      client.read(`${powerPlatform}/licensing/billingPolicies?api-version=2024-10-01`),
      client.read(`${powerPlatform}/environmentmanagement/environments?api-version=2024-10-01`),
      client.read(`${bap}?api-version=2020-10-01`),
    ])

    expect(pages.map((page) => Object.keys(page).find((name) => name !== 'value'))).toStrictEqual([
      '@odata.nextLink',
      '@odata.nextlink',
      'nextLink',
    ])
  })

  it.each([
    { listCarriesCapacity: true, inList: ['Database'] },
    { listCarriesCapacity: false, inList: undefined },
  ])(
    'storage per environment comes in the list only where the tenant has it there',
    async ({ listCarriesCapacity, inList }) => {
      const { client } = start({}, { ...smallTenant, listCarriesCapacity })
      const expand = '$expand=properties.capacity,properties.addons'

      const [listed] = rowsOf(await client.read(`${bap}?api-version=2020-10-01&${expand}`))
      const single = await client.read(`${bap}/${ids.environment}?api-version=2021-04-01&${expand}`)

      expect([meters(listed), meters(single)]).toStrictEqual([inList, ['Database']])
    },
  )

  it('takes the token of the Power Apps service at BAP, and its own', async () => {
    const { client } = start()

    const answers = await Promise.all(
      ['https://service.powerapps.com', 'https://service.powerapps.com/', origins.bap].map((resource) =>
        client.ask(`${bap}?api-version=2020-10-01`, { resource }),
      ),
    )

    expect(answers.map(({ status }) => status)).toStrictEqual([200, 200, 200])
  })
})

describe('Dataverse', () => {
  it('has a copy of every role in every business unit, and grants on the root role only', async () => {
    const { client } = start()

    const roles = await client.readAll(
      `${dataverse}/roles?$select=roleid,name,_parentrootroleid_value,_businessunitid_value`,
    )
    const grants = await client.readAll(
      `${dataverse}/roleprivilegescollection?$select=roleid,privilegedepthmask,componentstate`,
    )
    const held = await client.readAll(`${dataverse}/systemuserrolescollection?$select=systemuserid,roleid`)

    const copy = roles.rows.find(
      (row) => row['_parentrootroleid_value'] === ids.agentRole && row['_businessunitid_value'] === ids.childUnit,
    )
    expect(roles.rows).toHaveLength(4)
    expect(copy?.['roleid']).not.toBe(ids.agentRole)
    expect(new Set(grants.rows.map((row) => row['roleid']))).toStrictEqual(new Set([ids.agentRole]))
    expect(grants.rows.map((row) => [row['privilegedepthmask'], row['componentstate']])).toStrictEqual([
      [1, 0],
      [8, 0],
      [4, 2],
      [8, 0],
    ])
    expect(held.rows.find((row) => row['systemuserid'] === ids.systemUser(4))?.['roleid']).toBe(copy?.['roleid'])
  })

  it('tells the privileges of installed tables, shared ones with one id', async () => {
    const { client } = start()
    const filter = encodeURIComponent("LogicalName eq 'incident' or LogicalName eq 'goal' or LogicalName eq 'sla'")

    const tables = rowsOf(
      await client.read(`${dataverse}/EntityDefinitions?$select=LogicalName,Privileges&$filter=${filter}`),
    )

    const created = tables.map(({ Privileges }) => (Array.isArray(Privileges) ? Privileges[0] : null))
    expect(tables.map((row) => row['LogicalName'])).toStrictEqual(['incident', 'goal'])
    expect(created[0]).toMatchObject({ Name: 'prvCreateIncident', PrivilegeType: 'Create' })
    expect(created[1]).toStrictEqual(created[0])
  })

  it('filters by In, also by the short name of a lookup, and orders', async () => {
    const { client } = start()
    const memberships = encodeURIComponent(
      `Microsoft.Dynamics.CRM.In(PropertyName='teamid',PropertyValues=['${ids.team.toUpperCase()}'])`,
    )
    const units = encodeURIComponent(
      `Microsoft.Dynamics.CRM.In(PropertyName='businessunitid',PropertyValues=['${ids.childUnit}'])`,
    )

    const members = await client.readAll(`${dataverse}/teammemberships?$select=systemuserid&$filter=${memberships}`)
    const people = await client.readAll(
      `${dataverse}/systemusers?$select=fullname&$filter=${units}&$orderby=fullname desc`,
    )

    expect(members.rows.map((row) => row['systemuserid'])).toStrictEqual([ids.systemUser(1), ids.systemUser(2)])
    expect(people.rows.map((row) => row['fullname'])).toStrictEqual(['Person 4', 'Person 3'])
  })

  it('pages as preferred, up to its own limit', async () => {
    const { client } = start({ mostRows: { dataverse: 3 } })

    const small = await client.readAll(`${dataverse}/systemusers`, { headers: { prefer: 'odata.maxpagesize=2' } })
    const large = await client.readAll(`${dataverse}/systemusers`, { headers: { prefer: 'odata.maxpagesize=9000' } })

    expect([small.pages, large.pages, large.rows.length]).toStrictEqual([3, 2, 5])
  })

  it('answers on both hosts of an environment with a token for the instance', async () => {
    const { client } = start()

    const answers = await Promise.all(
      [dataverse, dataverse.replace('.api.', '.')].map((base) => client.read(`${base}/WhoAmI`)),
    )

    expect(answers.map((answer) => answer['OrganizationId'])).toStrictEqual([ids.organization, ids.organization])
  })

  it('counts rows of installed tables', async () => {
    const { client } = start()

    const answer = await client.read(`${dataverse}/RetrieveTotalRecordCount(EntityNames=['incident','goal'])`)

    expect(answer).toMatchObject({ EntityRecordCountCollection: { Count: 2, Keys: ['incident', 'goal'] } })
  })
})

describe('in the hand of a test', () => {
  it('counts per API and per environment, refusals included', async () => {
    const { cloud, client } = start()
    await client.ask(`${graph}/organization`)
    await client.ask(`${graph}/nothing`)
    await client.ask(`${powerPlatform}/licensing/tenantCapacity?api-version=2024-10-01`)
    await client.ask(`${bap}?api-version=2020-10-01`)
    await client.ask(`${dataverse}/WhoAmI`)

    const counts = cloud.counts()
    cloud.resetCounts()

    expect(counts).toStrictEqual({
      graph: 2,
      powerPlatform: 2,
      dataverse: 1,
      signIn: 4,
      environments: { [ids.environment]: 1 },
    })
    expect(cloud.counts()).toMatchObject({ graph: 0, environments: {} })
  })

  it('another description answers from then on, and tokens stay good', async () => {
    const { cloud, client } = start()
    await client.ask(`${graph}/organization`)

    cloud.update((tenant) => ({ ...tenant, displayName: 'Contoso Ltd.' }))

    const [organization] = rowsOf(await client.read(`${graph}/organization?$select=displayName`))
    expect(organization).toStrictEqual({ displayName: 'Contoso Ltd.' })
  })

  it('an environment is forbidden and allowed again', async () => {
    const { cloud, client } = start()
    const look = async () => (await client.ask(`${dataverse}/WhoAmI`)).status

    const before = await look()
    cloud.forbid(ids.environment)
    const during = await look()
    cloud.allow(ids.environment)

    expect([before, during, await look()]).toStrictEqual([200, 403, 200])
  })

  it('refuses what the description refuses, first match first', async () => {
    const refusal = { api: 'graph', status: 403, code: 'Authorization_RequestDenied', message: 'no' } as const
    const { client } = start({}, { ...smallTenant, refusals: [{ ...refusal, path: '/v1.0/groups' }] })

    const statuses = await Promise.all(
      [`${graph}/groups`, `${graph}/groups/${ids.outer}`, `${graph}/users`].map((url) => client.ask(url)),
    )

    expect(statuses.map(({ status }) => status)).toStrictEqual([403, 403, 200])
  })
})

function withTwoPolicies(): TenantDescription {
  const [policy] = smallTenant.billingPolicies
  return { ...smallTenant, billingPolicies: [policy, policy].flatMap((each) => each ?? []) }
}

function meters(environment: unknown): unknown {
  const properties = isRecord(environment) ? environment['properties'] : null
  const capacity = isRecord(properties) ? properties['capacity'] : null
  return Array.isArray(capacity) ? capacity.map((meter) => (isRecord(meter) ? meter['capacityType'] : null)) : undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
