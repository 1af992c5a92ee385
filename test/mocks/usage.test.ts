/** What the practice cloud answers about use outside Dataverse: sign-ins, license events, deleted users, add-on units. */
import { describe, expect, it } from 'vitest'
import { createCloud, type CloudOptions } from '../../mocks/cloud.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import { createClient, origins, rowsOf, type Row } from './cloud-client.ts'
import { customerService, ids, sales, smallTenant } from './small-tenant.ts'
import { now, usedTenant } from './used-tenant.ts'

const graph = 'https://graph.microsoft.com/v1.0'
const licensing = 'https://api.powerplatform.com/licensing'
const version = 'api-version=2024-10-01'
const signIns = `${graph}/users?$select=id,signInActivity`

function start(tenant: TenantDescription = usedTenant, options: CloudOptions = {}) {
  return createClient(createCloud(tenant, origins, { now: () => now, ...options }), tenant)
}

const allocations = (id: string): string => `${licensing}/environments/${id}/allocations?${version}`
/** How many rows tell of a sign-in. */
const told = (rows: readonly Row[]): number => rows.filter((row) => 'signInActivity' in row).length
/** One activity of the last 30 days. */
const ofActivity = (activity: string): string =>
  encodeURIComponent(
    `activityDisplayName eq '${activity}' and activityDateTime ge 2026-10-25T08:00:00Z and activityDateTime le 2026-11-24T08:00:00Z`,
  )

describe('sign-in activity', () => {
  it('tells the last success apart from the last attempt, and leaves out who never signed in', async () => {
    const rows = rowsOf(await start().read(signIns))

    expect(rows.slice(0, 3)).toStrictEqual([
      {
        id: ids.user(0),
        signInActivity: expect.objectContaining({ lastSuccessfulSignInDateTime: '2026-11-23T09:00:00Z' }),
      },
      {
        id: ids.user(1),
        signInActivity: expect.objectContaining({
          lastSignInDateTime: '2026-11-20T09:00:00Z',
          lastSuccessfulSignInDateTime: '2026-05-01T09:00:00Z',
        }),
      },
      { id: ids.user(2) },
    ])
  })

  it.each([
    ['one SKU', `assignedLicenses/any(x:x/skuId eq ${customerService})`, 5],
    ['ids', `id in ('${ids.user(0)}','${ids.user(6)}')`, 2],
  ])('comes with a filter by %s in the default mode', async (_, filter, count) => {
    const rows = rowsOf(await start().read(`${signIns}&$filter=${encodeURIComponent(filter)}`))

    expect([rows.length, 'signInActivity' in (rows[0] ?? {})]).toStrictEqual([count, true])
  })

  it('comes for one user, alone and in a batch', async () => {
    const client = start()
    const url = `/users/${ids.user(0)}?$select=id,signInActivity`

    const alone = await client.read(`${graph}${url}`)
    const batch = await client.read(`${graph}/$batch`, {
      method: 'POST',
      body: JSON.stringify({ requests: [{ id: '1', method: 'GET', url }] }),
    })

    expect(alone).toMatchObject({ id: ids.user(0), signInActivity: {} })
    expect(batch).toMatchObject({ responses: [{ id: '1', status: 200, body: alone }] })
  })

  it('cuts pages to 500 rows, and in the advanced mode forgets it beyond the first 120 rows of a page', async () => {
    const users = Array.from({ length: 600 }, (_, index) => ({
      id: ids.user(index),
      upn: `p${index}@contoso.example`,
      displayName: `P ${index}`,
      userType: 'Member' as const,
      accountEnabled: true,
      licenses: [],
      lastSignIn: '2026-11-20T09:00:00Z',
    }))
    const client = start({ ...usedTenant, users })

    const plain = await client.readAll(`${signIns}&$top=999`)
    const advanced = await client.readAll(`${signIns}&$top=999&$count=true`, {
      headers: { consistencylevel: 'eventual' },
    })

    expect([plain.pages, told(plain.rows)]).toStrictEqual([2, 600])
    expect([advanced.pages, told(advanced.rows)]).toStrictEqual([2, 220])
  })

  it('is refused for itself alone where the description says so', async () => {
    const refusal = {
      api: 'graph',
      property: 'signInActivity',
      status: 403,
      code: 'Authorization_RequestDenied',
    } as const
    const client = start({ ...usedTenant, refusals: [{ ...refusal, message: 'AuditLog.Read.All is missing' }] })

    const statuses = await Promise.all([signIns, `${graph}/users?$select=id`].map((url) => client.ask(url)))

    expect(statuses.map(({ status }) => status)).toStrictEqual([403, 200])
  })
})

describe('the audit log', () => {
  const changes = `${graph}/auditLogs/directoryAudits?$filter=${ofActivity('Change user license')}&$orderby=activityDateTime`

  it('lists changes of licenses as texts that look like objects, oldest first as asked, and forgets after 30 days', async () => {
    const { rows, pages } = await start(usedTenant, { mostRows: { graph: 2 } }).readAll(changes)

    expect(pages).toBe(2)
    expect(rows.map((row) => row['activityDateTime'])).toStrictEqual([
      '2026-11-01T10:00:00Z',
      '2026-11-02T10:00:00Z',
      '2026-11-03T10:00:00Z',
      '2026-11-04T10:00:00Z',
    ])
    expect(rows[0]).toMatchObject({
      loggedByService: 'Core Directory',
      targetResources: [
        {
          id: ids.user(0),
          modifiedProperties: [
            {
              displayName: 'AssignedLicense',
              oldValue: expect.stringContaining(`SkuId=${sales}`),
              newValue: `["[SkuName=DYN365_ENTERPRISE_CUSTOMER_SERVICE, AccountId=${ids.tenant}, SkuId=${customerService}, DisabledPlans=[]]"]`,
            },
            {},
          ],
        },
      ],
    })
  })

  it('holds what a change does not say in an update of the same correlation, or nowhere', async () => {
    const client = start()

    const [, moved, , lost] = rowsOf(await client.read(changes))
    const updates = rowsOf(
      await client.read(
        `${graph}/auditLogs/directoryAudits?$filter=${ofActivity('Update user')}&$orderby=activityDateTime`,
      ),
    )

    const details = [moved, lost].map((row) => row?.['targetResources'])
    expect(details).toMatchObject([[{ modifiedProperties: [] }], [{ modifiedProperties: [] }]])
    const update = updates.find((row) => row['correlationId'] === moved?.['correlationId'])
    expect(update).toMatchObject({
      targetResources: [{ modifiedProperties: [{ displayName: 'AssignedLicense' }, {}] }],
    })
    expect(moved).toMatchObject({ initiatedBy: { app: { displayName: 'Microsoft Azure AD Group-Based Licensing' } } })
  })

  it('reaches back seven days without a premium license', async () => {
    const { rows } = await start({ ...usedTenant, premium: false }).readAll(changes)

    expect(rows).toStrictEqual([])
  })

  it.each([
    ['a comparison that the log lacks', `?$filter=${encodeURIComponent('activityDateTime gt 2026-11-01T00:00:00Z')}`],
    ['an unknown property', `?$filter=${encodeURIComponent("shoeSize eq 'x'")}`],
    ['a selection', '?$select=id'],
  ])('refuses %s', async (_, query) => {
    const { status } = await start().ask(`${graph}/auditLogs/directoryAudits${query}`)

    expect(status).toBe(400)
  })
})

it('deleted users are listed for 30 days, under a name that is free for others', async () => {
  const rows = rowsOf(
    await start().read(
      `${graph}/directory/deletedItems/microsoft.graph.user?$select=id,deletedDateTime,userPrincipalName`,
    ),
  )

  expect(rows).toStrictEqual([
    {
      id: ids.user(90),
      deletedDateTime: '2026-11-10T00:00:00Z',
      userPrincipalName: `${ids.user(90).replaceAll('-', '')}gone@contoso.example`,
    },
  ])
})

describe('add-on units', () => {
  it('are a bare list, with what is allocated and consumed when asked for', async () => {
    const client = start()
    const reports = `${licensing}/tenantCapacity/currencyReports?${version}`

    const { text: plain } = await client.ask(reports)
    const { text: whole } = await client.ask(`${reports}&includeAllocations=true&includeConsumptions=true`)

    expect(JSON.parse(plain)).toStrictEqual([{ currencyType: 'MCSMessages', purchased: 25_000 }])
    expect(JSON.parse(whole)).toStrictEqual([
      {
        currencyType: 'MCSMessages',
        purchased: 25_000,
        allocated: 10_000,
        consumed: { unitsConsumed: 1200, lastUpdatedDay: '2026-11-23T00:00:00Z' },
      },
    ])
  })

  it('of an environment are 404 where there are none', async () => {
    const client = start()

    const some = await client.read(allocations(ids.environment))
    const none = await client.ask(allocations(ids.emptyEnvironment))

    expect(some).toStrictEqual({
      environmentId: ids.environment,
      currencyAllocations: [{ currencyType: 'MCSMessages', allocated: 10_000 }],
    })
    expect(none.status).toBe(404)
  })

  it('are none in a tenant that says nothing of them', async () => {
    const { text } = await start(smallTenant).ask(`${licensing}/tenantCapacity/currencyReports?${version}`)

    expect(JSON.parse(text)).toStrictEqual([])
  })
})
