/** Every kind of body that the practice cloud sends as Graph is valid against the strict schema made of the official description. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { createCloud } from '../../mocks/cloud.ts'
import { generateTenant } from '../../mocks/generate.ts'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import { createClient, origins, rowsOf, type Ask } from '../mocks/cloud-client.ts'
import { smallTenant } from '../mocks/small-tenant.ts'
import { now, usedTenant } from '../mocks/used-tenant.ts'
import { hasSharedFolder, sharedPath } from './shared-folder.ts'

const tenants: readonly (readonly [string, TenantDescription])[] = [
  ['contoso', loadTenant('contoso')],
  ['fabrikam', loadTenant('fabrikam')],
  ['a small tenant', smallTenant],
  [
    'a generated tenant',
    generateTenant({ users: 300, environments: 1, systemUsersPerEnvironment: 10, groupMembers: 30 }),
  ],
]

const isShared = hasSharedFolder()
const eventual = { headers: { consistencylevel: 'eventual' } }
const userProperties =
  'id,userPrincipalName,displayName,mail,accountEnabled,userType,externalUserState,employeeType,companyName,department,usageLocation,createdDateTime,onPremisesSyncEnabled,assignedLicenses,assignedPlans,licenseAssignmentStates'
const groupProperties =
  'id,displayName,assignedLicenses,licenseProcessingState,groupTypes,securityEnabled,mailEnabled,membershipRule,onPremisesSyncEnabled'

/** The address without host, the definition that its body must meet, and what else is sent. */
function requestsFor(tenant: TenantDescription): (readonly [string, string, Ask])[] {
  const group = tenant.groups[0]?.id ?? ''
  const ids = [...tenant.users.slice(0, 5), ...tenant.groups.slice(0, 2)].map(({ id }) => id)
  const license = `assignedLicenses/any(x:x/skuId eq ${tenant.skus[0]?.skuId})`
  const filter = encodeURIComponent(`${license} or ${license}`)
  return [
    ['/organization', 'strict.organization.page', {}],
    [
      '/organization?$select=id,displayName,tenantType,verifiedDomains,countryLetterCode',
      'strict.organization.page',
      {},
    ],
    ['/subscribedSkus', 'strict.subscribedSku.page', {}],
    ['/subscribedSkus?$select=skuId,prepaidUnits,servicePlans', 'strict.subscribedSku.page', {}],
    ['/directory/subscriptions', 'strict.companySubscription.page', {}],
    ['/users', 'strict.user.page', {}],
    [`/users?$top=20&$select=${userProperties}`, 'strict.user.page', {}],
    [`/users?$count=true&$top=20&$select=${userProperties}&$filter=${filter}`, 'strict.user.page', eventual],
    ['/groups', 'strict.group.page', {}],
    [`/groups?$select=${groupProperties}`, 'strict.group.page', {}],
    [`/groups/${group}`, 'strict.group', {}],
    [`/groups/${group}/members`, 'microsoft.graph.directoryObjectCollectionResponse', {}],
    [`/groups/${group}/owners?$select=id,displayName`, 'microsoft.graph.directoryObjectCollectionResponse', {}],
    [
      `/groups/${group}/members/microsoft.graph.user?$count=true&$select=${userProperties}`,
      'strict.user.page',
      eventual,
    ],
    [`/groups/${group}/transitiveMembers/microsoft.graph.user?$count=true&$select=id`, 'strict.user.page', eventual],
    [
      `/directoryObjects/getByIds?$select=${userProperties}`,
      'microsoft.graph.directoryObjectCollectionResponse',
      { method: 'POST', body: JSON.stringify({ ids, types: ['user', 'group'] }) },
    ],
    [
      '/$batch',
      'batchResponse',
      { method: 'POST', body: JSON.stringify({ requests: [{ id: '1', method: 'GET', url: '/organization' }] }) },
    ],
    ['/nothing', 'microsoft.graph.ODataErrors.ODataError', {}],
  ]
}

interface SchemaFile {
  readonly $id: string
  readonly $defs: Readonly<Record<string, unknown>>
}

function readSchema(): SchemaFile {
  return JSON.parse(readFileSync(sharedPath('contracts/openapi/graph-v1.0-subset.schema.json'), 'utf8'))
}

describe.skipIf(!isShared)('bodies of Graph', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
  const schema = isShared ? readSchema() : { $id: 'absent', $defs: {} }
  ajv.addSchema(schema)
  const validatorOf = (definition: string) => {
    const validate = ajv.getSchema(`${schema.$id}#/$defs/${definition}`)
    if (validate === undefined) throw new Error(`no definition ${definition}`)
    return (body: unknown) => ({ isValid: validate(body), errors: validate.errors ?? [] })
  }

  const cases = tenants.flatMap(([name, tenant]) =>
    requestsFor(tenant).map(([url, definition, more]) => ({ name, tenant, url, definition, more })),
  )

  it.each(cases)('$name: $url meets $definition', async ({ tenant, url, definition, more }) => {
    const client = createClient(createCloud(tenant, origins, { mostRows: { graph: 50 } }), tenant)

    const { text } = await client.ask(`${origins.graph}/v1.0${url}`, more)

    expect(validatorOf(definition)(JSON.parse(text))).toStrictEqual({ isValid: true, errors: [] })
  })

  it.each([
    ['/users?$select=id,signInActivity', 'strict.user.page'],
    [`/users/${usedTenant.users[0]?.id}?$select=id,signInActivity`, 'strict.user'],
    ['/auditLogs/directoryAudits', 'strict.directoryAudit.page'],
    [
      '/directory/deletedItems/microsoft.graph.user?$select=id,deletedDateTime,userPrincipalName',
      'microsoft.graph.userCollectionResponse',
    ],
  ])('a tenant in use: %s meets %s', async (url, definition) => {
    const client = createClient(createCloud(usedTenant, origins, { now: () => now }), usedTenant)

    const { text } = await client.ask(`${origins.graph}/v1.0${url}`)

    expect(validatorOf(definition)(JSON.parse(text))).toStrictEqual({ isValid: true, errors: [] })
  })

  it.each(tenants)('%s: each object of a mixed list is strictly of the type that it says', async (_name, tenant) => {
    const client = createClient(createCloud(tenant, origins), tenant)
    const ids = [...tenant.users.slice(0, 20), ...tenant.groups.slice(0, 20)].map(({ id }) => id)
    const body = JSON.stringify({ ids, types: ['user', 'group'] })

    const objects = rowsOf(
      await client.read(`${origins.graph}/v1.0/directoryObjects/getByIds`, { method: 'POST', body }),
    )

    const verdicts = objects.map(({ '@odata.type': type, ...object }) =>
      validatorOf(`strict.${String(type).replace('#microsoft.graph.', '')}`)(object),
    )
    expect(verdicts).toStrictEqual(ids.map(() => ({ isValid: true, errors: [] })))
  })
})
