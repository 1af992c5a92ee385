/** The practice cloud refuses what the service refuses: each row is a wrong request with the status and the code it gets. */
import { describe, expect, it } from 'vitest'
import { createCloud } from '../../mocks/cloud.ts'
import { createClient, origins, type Ask } from './cloud-client.ts'
import { customerService, ids, sales, smallTenant } from './small-tenant.ts'

const graph = 'https://graph.microsoft.com/v1.0'
const powerPlatform = 'https://api.powerplatform.com'
const bap = 'https://api.bap.microsoft.com/providers/Microsoft.BusinessAppPlatform/scopes/admin'
const dataverse = 'https://contoso.api.crm4.dynamics.com/api/data/v9.2'
const eventual = { headers: { consistencylevel: 'eventual' } }

const license = (skuId: string): string => `assignedLicenses/any(x:x/skuId eq ${skuId})`
const filtered = (path: string, filter: string, more = ''): string =>
  `${path}?$filter=${encodeURIComponent(filter)}${more}`
const post = (body: unknown, headers: Readonly<Record<string, string>> = {}): Ask => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers,
})
const twoSkus = `${license(customerService)} or ${license(sales)}`
const guids = (count: number): string[] => Array.from({ length: count }, (_, index) => ids.user(index))
const quoted = (count: number): string =>
  guids(count)
    .map((id) => `'${id}'`)
    .join(',')
const item = (id: string) => ({ id, method: 'GET', url: '/organization' })

/** What is wrong, the address, what else was sent, and the status and code of the refusal; an empty code is an empty body. */
type Wrong = readonly [wrong: string, url: string, ask: Ask, status: number, code: string]

const graphRefusals: readonly Wrong[] = [
  ['no token', `${graph}/organization`, { resource: null }, 401, 'InvalidAuthenticationToken'],
  [
    "another API's token",
    `${graph}/organization`,
    { resource: origins.powerPlatform },
    401,
    'InvalidAuthenticationToken',
  ],
  [
    'a token that was never issued',
    `${graph}/organization`,
    { resource: null, headers: { authorization: 'Bearer e30.e30.x' } },
    401,
    'InvalidAuthenticationToken',
  ],
  ['the beta version', 'https://graph.microsoft.com/beta/organization', {}, 400, 'BadRequest'],
  ['any language', `${graph}/organization`, { headers: { 'accept-language': '*' } }, 400, 'BadRequest'],
  ['an unknown property', `${graph}/users?$select=id,shoeSize`, {}, 400, 'BadRequest'],
  ['a property that lives elsewhere', `${graph}/users?$select=id,birthday`, {}, 501, 'NotImplemented'],
  [
    'sign-in activity without a premium tenant',
    `${graph}/users?$select=id,signInActivity`,
    {},
    403,
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
  ],
  ['an unknown query option', `${graph}/users?$frobnicate=1`, {}, 400, 'BadRequest'],
  ['$skip', `${graph}/users?$skip=100`, {}, 400, 'BadRequest'],
  ['a page of 1,000', `${graph}/users?$top=1000`, {}, 400, 'Request_UnsupportedQuery'],
  ['a page of none', `${graph}/users?$top=0`, {}, 400, 'Request_UnsupportedQuery'],
  ['two SKUs in the default mode', filtered(`${graph}/users`, twoSkus), {}, 400, 'Request_UnsupportedQuery'],
  [
    'two SKUs with the header but without the count',
    filtered(`${graph}/users`, twoSkus),
    eventual,
    400,
    'Request_UnsupportedQuery',
  ],
  [
    'two SKUs with the count but without the header',
    filtered(`${graph}/users`, twoSkus, '&$count=true'),
    {},
    400,
    'Request_UnsupportedQuery',
  ],
  [
    'a SKU id in quotes',
    filtered(`${graph}/users`, `assignedLicenses/any(x:x/skuId eq '${sales}')`),
    {},
    400,
    'BadRequest',
  ],
  ['an object id without quotes', filtered(`${graph}/users`, `id eq ${ids.user(1)}`), {}, 400, 'BadRequest'],
  [
    '`in` within a lambda',
    filtered(`${graph}/users`, `assignedLicenses/any(x:x/skuId in (${sales}))`, '&$count=true'),
    eventual,
    400,
    'Request_UnsupportedQuery',
  ],
  ['16 values of `in`', filtered(`${graph}/users`, `id in (${quoted(16)})`), {}, 400, 'Request_UnsupportedQuery'],
  ['`ne` in the default mode', filtered(`${graph}/users`, "userType ne 'Guest'"), {}, 400, 'Request_UnsupportedQuery'],
  [
    '`not` in the default mode',
    filtered(`${graph}/users`, `not ${license(sales)}`),
    {},
    400,
    'Request_UnsupportedQuery',
  ],
  [
    'a count of licenses in the default mode',
    filtered(`${graph}/users`, 'assignedLicenses/$count ne 0'),
    {},
    400,
    'Request_UnsupportedQuery',
  ],
  [
    'a filter by assignment states',
    filtered(`${graph}/users`, "licenseAssignmentStates eq 'Active'"),
    {},
    400,
    'Request_UnsupportedQuery',
  ],
  [
    'a filter with an order in the default mode',
    filtered(`${graph}/users`, "userType eq 'Guest'", '&$orderby=displayName'),
    {},
    400,
    'Request_UnsupportedQuery',
  ],
  ['a broken filter', filtered(`${graph}/users`, 'id eq'), {}, 400, 'BadRequest'],
  ['a count segment in the default mode', `${graph}/users/$count`, {}, 400, 'Request_BadRequest'],
  [
    'members cast to users in the default mode',
    `${graph}/groups/${ids.outer}/members/microsoft.graph.user?$select=id`,
    {},
    400,
    'Request_UnsupportedQuery',
  ],
  [
    'transitive members cast to users in the default mode',
    `${graph}/groups/${ids.outer}/transitiveMembers/microsoft.graph.user?$select=id`,
    eventual,
    400,
    'Request_UnsupportedQuery',
  ],
  ['a group that is not there', `${graph}/groups/${ids.user(1)}`, {}, 404, 'Request_ResourceNotFound'],
  ['a filter of subscribedSkus', filtered(`${graph}/subscribedSkus`, "skuPartNumber eq 'X'"), {}, 400, 'BadRequest'],
  ['a page size of subscribedSkus', `${graph}/subscribedSkus?$top=5`, {}, 400, 'BadRequest'],
  ['a filter of subscriptions', filtered(`${graph}/directory/subscriptions`, 'isTrial eq true'), {}, 400, 'BadRequest'],
  [
    'an address of more than 2,048 characters',
    filtered(`${graph}/users`, `id in (${quoted(60)})`, '&$count=true'),
    eventual,
    414,
    'UriTooLong',
  ],
  ['a write', `${graph}/users`, post({ displayName: 'X' }), 405, 'Request_BadRequest'],
  ['a deletion', `${graph}/groups/${ids.outer}`, { method: 'DELETE' }, 405, 'Request_BadRequest'],
  [
    '1,001 ids',
    `${graph}/directoryObjects/getByIds`,
    post({ ids: guids(1001), types: ['user'] }),
    400,
    'Request_BadRequest',
  ],
  ['ids without types', `${graph}/directoryObjects/getByIds`, post({ ids: guids(2) }), 400, 'Request_BadRequest'],
  [
    'an id that is no GUID',
    `${graph}/directoryObjects/getByIds`,
    post({ ids: ['me'], types: ['user'] }),
    400,
    'Request_BadRequest',
  ],
  [
    'ids with an unknown property',
    `${graph}/directoryObjects/getByIds?$select=shoeSize`,
    post({ ids: guids(2), types: ['user'] }),
    400,
    'BadRequest',
  ],
  ['a batch of 21', `${graph}/$batch`, post({ requests: guids(21).map(item) }), 400, 'BadRequest'],
  ['a batch with one id twice', `${graph}/$batch`, post({ requests: [item('a'), item('A')] }), 400, 'BadRequest'],
  [
    'a batch with an absolute address',
    `${graph}/$batch`,
    post({ requests: [{ id: '1', method: 'GET', url: `${graph}/users` }] }),
    400,
    'BadRequest',
  ],
  ['a page token that was never given', `${graph}/users?$skiptoken=abc`, {}, 400, 'Directory_ExpiredPageToken'],
]

const adminRefusals: readonly Wrong[] = [
  [
    'no token',
    `${powerPlatform}/licensing/tenantCapacity?api-version=2024-10-01`,
    { resource: null },
    401,
    'InvalidAuthenticationToken',
  ],
  [
    "BAP's token at the Power Platform API",
    `${powerPlatform}/licensing/tenantCapacity?api-version=2024-10-01`,
    { resource: 'https://service.powerapps.com' },
    401,
    'InvalidAuthenticationToken',
  ],
  [
    'an unknown version',
    `${powerPlatform}/licensing/tenantCapacity?api-version=1999-01-01`,
    {},
    400,
    'ApiVersionInvalid',
  ],
  ['no version', `${powerPlatform}/licensing/tenantCapacity`, {}, 400, 'ApiVersionInvalid'],
  [
    'an unknown route',
    `${powerPlatform}/licensing/currencyReports?api-version=2024-10-01`,
    {},
    404,
    'ResourceNotFound',
  ],
  [
    'an unknown query option',
    `${powerPlatform}/environmentmanagement/environments?api-version=2024-10-01&$expand=properties.capacity`,
    {},
    400,
    'InvalidQueryOption',
  ],
  [
    'a policy that is not there',
    `${powerPlatform}/licensing/billingPolicies/${ids.user(1)}/environments?api-version=2024-10-01`,
    {},
    404,
    'BillingPolicyNotFound',
  ],
  [
    'a new policy',
    `${powerPlatform}/licensing/billingPolicies?api-version=2024-10-01`,
    post({}),
    405,
    'MethodNotAllowed',
  ],
  [
    'a version that BAP does not have',
    `${bap}/environments?api-version=2024-10-01`,
    {},
    400,
    'InvalidApiVersionParameter',
  ],
  [
    'an unknown expansion',
    `${bap}/environments?api-version=2020-10-01&$expand=properties.secrets`,
    {},
    400,
    'InvalidExpand',
  ],
  [
    'an environment that is not there',
    `${bap}/environments/${ids.user(1)}?api-version=2021-04-01`,
    {},
    404,
    'EnvironmentNotFound',
  ],
  [
    "the Power Platform API's token at BAP",
    `${bap}/environments?api-version=2020-10-01`,
    { resource: origins.powerPlatform },
    401,
    'InvalidAuthenticationToken',
  ],
  ['a new environment', `${bap}/environments?api-version=2020-10-01`, post({}), 405, 'MethodNotAllowed'],
]

const dataverseIn = (column: string, values: string): string =>
  `Microsoft.Dynamics.CRM.In(PropertyName='${column}',PropertyValues=[${values}])`

const dataverseRefusals: readonly Wrong[] = [
  ['no token', `${dataverse}/WhoAmI`, { resource: null }, 401, ''],
  ["Graph's token", `${dataverse}/WhoAmI`, { resource: origins.graph }, 401, ''],
  ['an unknown column', `${dataverse}/systemusers?$select=systemuserid,shoesize`, {}, 400, '0x80060888'],
  ['an unknown column in a filter', filtered(`${dataverse}/teams`, 'shoesize eq 1'), {}, 400, '0x80060888'],
  ['an unknown table', `${dataverse}/shoes`, {}, 404, '0x80060888'],
  ['$skip', `${dataverse}/roles?$skip=10`, {}, 400, '0x80060888'],
  [
    '$top together with a page size',
    `${dataverse}/roles?$top=10`,
    { headers: { prefer: 'odata.maxpagesize=5000' } },
    400,
    '0x80060888',
  ],
  ['an unknown query option', `${dataverse}/roles?$frobnicate=1`, {}, 400, '0x80060888'],
  ['`In` without values', filtered(`${dataverse}/teammemberships`, dataverseIn('teamid', '')), {}, 400, '0x80060888'],
  [
    '`In` with bare values',
    filtered(`${dataverse}/teammemberships`, dataverseIn('teamid', ids.team)),
    {},
    400,
    '0x80060888',
  ],
  [
    '`In` on metadata',
    filtered(`${dataverse}/EntityDefinitions`, dataverseIn('LogicalName', "'incident'")),
    {},
    400,
    '0x80060888',
  ],
  [
    'an unknown metadata property',
    `${dataverse}/EntityDefinitions?$select=LogicalName,ShoeSize`,
    {},
    400,
    '0x80060888',
  ],
  ['`in` as Graph has it', filtered(`${dataverse}/systemusers`, "domainname in ('a','b')"), {}, 400, '0x80060888'],
  [
    '501 conditions',
    filtered(`${dataverse}/systemusers`, Array(501).fill('accessmode eq 0').join(' or ')),
    {},
    400,
    '0x8004430C',
  ],
  [
    'a bare GUID in systemuserroles',
    filtered(`${dataverse}/systemuserrolescollection`, `roleid eq ${ids.agentRole}`),
    {},
    400,
    '0x80060888',
  ],
  [
    'a quoted GUID in teammemberships',
    filtered(`${dataverse}/teammemberships`, `teamid eq '${ids.team}'`),
    {},
    400,
    '0x80060888',
  ],
  [
    'the size of a table that is not installed',
    `${dataverse}/RetrieveTotalRecordCount(EntityNames=['msdyn_workorder'])`,
    {},
    400,
    '0x80041102',
  ],
  [
    'an address of more than 32,768 characters',
    filtered(`${dataverse}/systemusers`, `domainname eq '${'a'.repeat(33_000)}'`),
    {},
    414,
    '0x80060000',
  ],
  ['a write', `${dataverse}/roles`, post({ name: 'X' }), 405, '0x8006088a'],
]

describe.each([
  ['Graph', graphRefusals],
  ['the admin APIs', adminRefusals],
  ['Dataverse', dataverseRefusals],
])('%s refuses', (_api, refusals) => {
  it.each(refusals)('%s', async (_wrong, url, ask, status, code) => {
    const client = createClient(createCloud(smallTenant, origins), smallTenant)

    const response = await client.ask(url, ask)

    expect({ status: response.status, code: codeOf(response.text) }).toStrictEqual({ status, code })
  })
})

describe('what a refusal says', () => {
  it('Graph says in its own words that licenses are no complex filter', async () => {
    const client = createClient(createCloud(smallTenant, origins), smallTenant)

    const { text } = await client.ask(filtered(`${graph}/users`, twoSkus))

    expect(text).toContain('Complex query on property assignedLicenses is not supported.')
  })

  it('the Power Platform API lists its versions in a flat body', async () => {
    const client = createClient(createCloud(smallTenant, origins), smallTenant)

    const { text } = await client.ask(`${powerPlatform}/licensing/tenantCapacity?api-version=1999-01-01`)

    expect(JSON.parse(text)).toStrictEqual({
      code: 'ApiVersionInvalid',
      message:
        'API version 1999-01-01 is not supported. Supported API versions are: 2024-10-01, 2026-05-01-preview, 2022-03-01-preview, 2021-10-01-preview',
      innererror: { code: 'ApiVersionUnsupported' },
    })
  })

  it('401 comes with a challenge', async () => {
    const client = createClient(createCloud(smallTenant, origins), smallTenant)

    const challenges = await Promise.all(
      [`${graph}/organization`, `${dataverse}/WhoAmI`].map((url) => client.ask(url, { resource: null })),
    )

    expect(challenges.map(({ headers }) => headers['www-authenticate']?.startsWith('Bearer '))).toStrictEqual([
      true,
      true,
    ])
  })

  it('an application that is no user of the environment gets 403', async () => {
    const [app, stranger] = smallTenant.apps
    const tenant = { ...smallTenant, apps: [stranger, app].flatMap((each) => each ?? []) }
    const client = createClient(createCloud(tenant, origins), tenant)

    const { status, text } = await client.ask(`${dataverse}/WhoAmI`)

    expect([status, codeOf(text)]).toStrictEqual([403, '0x80072560'])
  })

  it('an application that is no management application gets 403 from Power Platform, and is told so by its own entry', async () => {
    const tenant = { ...smallTenant, managementApps: [] }
    const client = createClient(createCloud(tenant, origins), tenant)

    const answers = await Promise.all([
      client.ask(`${powerPlatform}/licensing/tenantCapacity?api-version=2024-10-01`),
      client.ask(`${bap}/environments?api-version=2020-10-01`),
      client.ask(`${bap.replace('/scopes/admin', '')}/adminApplications/${ids.app}?api-version=2020-06-01`),
    ])

    expect(answers.map(({ status, text }) => [status, codeOf(text)])).toStrictEqual([
      [403, 'Forbidden'],
      [403, 'Forbidden'],
      [400, 'InvalidApplicationId'],
    ])
  })

  it('the second page of a license filter breaks in the default mode, and without the header in the advanced one', async () => {
    const cloud = createCloud(smallTenant, origins, { mostRows: { graph: 2 } })
    const client = createClient(cloud, smallTenant)
    const simple = await client.read(filtered(`${graph}/users`, license(customerService)))
    const advanced = await client.read(filtered(`${graph}/users`, twoSkus, '&$count=true'), eventual)

    const second = await Promise.all([simple, advanced].map((page) => client.ask(String(page['@odata.nextLink']))))

    expect(second.map(({ status, text }) => [status, codeOf(text)])).toStrictEqual([
      [400, 'Directory_ExpiredPageToken'],
      [400, 'Request_UnsupportedQuery'],
    ])
  })

  it('a page token is good for its own query only', async () => {
    const client = createClient(createCloud(smallTenant, origins, { mostRows: { dataverse: 2 } }), smallTenant)
    const first = await client.read(`${dataverse}/systemusers?$select=systemuserid`)

    const { status } = await client.ask(`${String(first['@odata.nextLink'])}&$orderby=fullname`)

    expect(status).toBe(400)
  })
})

/** The code of a wrapped or a flat error; empty without a body. */
function codeOf(text: string): string {
  if (text === '') return ''
  const body: unknown = JSON.parse(text)
  const error: unknown = isRecord(body) ? (body['error'] ?? body) : null
  return isRecord(error) ? String(error['code']) : ''
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
