/** Every recorded response beside the project: which source reads it and what must come of it, or why none does. Bodies are read where they lie. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mockWire } from '../../mocks/nock.ts'
import { UpstreamError } from '../../src/errors.ts'
import type { DatasetName, Page, Source } from '../../src/model/dataset.ts'
import { tokenAnswer, tokenUrl } from '../connectors/fixture.ts'
import { environment, mockEnvironment, wireTable } from '../connectors/dataverse/wire-environment.ts'
import { bapUrl, platformUrl } from '../connectors/power-platform/wire-answers.ts'
import { never, openConnectors, readPages, readUntilError, rejectedIn, rowsOf } from '../connectors/sources.ts'
import { hasSharedFolder, sharedPath } from './shared-folder.ts'

const isShared = hasSharedFolder()
const recorded = 'terraform-provider-power-platform'

function bodyOf(file: string): unknown {
  return JSON.parse(readFileSync(sharedPath('fixtures', file), 'utf8'))
}

/** Every address of these APIs, whatever the query. */
const platform = (path: string): RegExp => new RegExp(`^${platformUrl}${path}[?]`)
const bapList = new RegExp(`^${bapUrl.replaceAll('.', '[.]')}[?]`)
const bapSingle = new RegExp(`^${bapUrl.replaceAll('.', '[.]')}/[^?]+[?]`)

interface Read {
  readonly source: string
  readonly dataset: DatasetName
  /** Rows that the connector makes of the body. */
  readonly rows: number
  /** Fields of the first row, as far as they are named. */
  readonly first: Readonly<Record<string, unknown>>
  readonly pages: (body: unknown) => Promise<Page[]>
}

const start = () => mockWire().post(tokenUrl, tokenAnswer('t'))
const policy = { id: '00000000-0000-0000-0000-000000000001', name: 'policy', status: 'Enabled' }

async function security(set: 'roles' | 'systemusers' | 'EntityDefinitions', body: unknown): Promise<Page[]> {
  mockEnvironment({ EntityDefinitions: { body: { value: [wireTable('incident', 1)] } }, [set]: { body } })
  return readPages(openConnectors().connectors.security(environment, ['incident', 'contact']))
}

async function environments(list: unknown, single?: unknown): Promise<Page[]> {
  const wire = start().get(bapList, { body: list })
  if (single !== undefined) wire.get(bapSingle, { body: single }, { body: single })
  return readPages(openConnectors().connectors.environments())
}

/** A list without capacity is followed by a single read of each environment with Dataverse. */
async function listWithoutCapacity(list: unknown, withDataverse: number): Promise<Page[]> {
  const wire = start().get(bapList, { body: list })
  const refused = { status: 404, body: bodyOf(`${recorded}/bap-error-environment-notfound.json`) }
  for (let count = 0; count < withDataverse; count += 1) wire.get(bapSingle, refused)
  return readPages(openConnectors().connectors.environments())
}

/** Each of the `enabled` policies is asked for the environments under it. */
async function policies(list: unknown, under: unknown, enabled: number): Promise<Page[]> {
  const answers = Array.from({ length: enabled }, () => ({ body: under }))
  start()
    .get(platform('/licensing/billingPolicies'), { body: list })
    .get(platform('/licensing/billingPolicies/[^/]+/environments'), ...answers)
  return readPages(openConnectors().connectors.billingPolicies())
}

const underPolicy = `${recorded}/ppapi-licensing-billingPolicy-environments.json`
const withCapacity = `${recorded}/bap-admin-environment-one-with-capacity.json`
const zeros = (last: number): string => `00000000-0000-0000-0000-${String(last).padStart(12, '0')}`

const used: Readonly<Record<string, Read>> = {
  [`${recorded}/ppapi-licensing-tenantCapacity.json`]: {
    source: 'power-platform/tenant-capacity',
    dataset: 'tenant-capacity',
    rows: 1,
    first: { legacy: false },
    pages: async (body) => {
      start().get(platform('/licensing/tenantCapacity'), { body })
      return readPages(openConnectors().connectors.tenantCapacity())
    },
  },
  [`${recorded}/ppapi-licensing-billingPolicies.json`]: {
    source: 'power-platform/billing-policies',
    dataset: 'billing-policies',
    rows: 2,
    first: { id: zeros(1), name: 'billingpolicy1', enabled: true, environmentIds: [zeros(1), zeros(2), zeros(3)] },
    pages: async (body) => policies(body, bodyOf(underPolicy), 2),
  },
  [underPolicy]: {
    source: 'power-platform/billing-policies',
    dataset: 'billing-policies',
    rows: 1,
    first: { environmentIds: [zeros(1), zeros(2), zeros(3)] },
    pages: async (body) => policies({ value: [policy] }, body, 1),
  },
  [`${recorded}/ppapi-licensing-billingPolicy-one.json`]: {
    source: 'power-platform/billing-policies',
    dataset: 'billing-policies',
    rows: 1,
    first: { id: zeros(1), enabled: true },
    pages: async (body) => policies({ value: [body] }, { value: [] }, 1),
  },
  [`${recorded}/bap-admin-environments-list.json`]: {
    source: 'power-platform/environments',
    dataset: 'environments',
    rows: 2,
    first: {
      id: zeros(1),
      name: "Admin AdminOnMicrosoft's Environment",
      type: 'Developer',
      meters: null,
      billingPolicy: { id: zeros(1), name: 'name', enabled: true },
    },
    pages: async (body) => listWithoutCapacity(body, 1),
  },
  [`${recorded}/bap-admin-environments-list-managed.json`]: {
    source: 'power-platform/environments',
    dataset: 'environments',
    rows: 2,
    first: { type: 'Developer', securityGroupId: null, isDefault: false },
    pages: async (body) => listWithoutCapacity(body, 2),
  },
  [withCapacity]: {
    source: 'power-platform/environments',
    dataset: 'environments',
    rows: 1,
    first: {
      type: 'Sandbox',
      dataverse: {
        instanceUrl: `https://${zeros(1)}.crm4.dynamics.com/`,
        apiUrl: `https://${zeros(1)}.api.crm4.dynamics.com`,
        notReady: null,
      },
      meters: [
        { kind: 'database', actualMB: 885.0391, ratedMB: 1024, updatedOn: '2023-10-10T03:00:35.000Z' },
        { kind: 'file', actualMB: 1187.142, ratedMB: 1187.142, updatedOn: '2023-10-10T03:00:35.000Z' },
        { kind: 'log', actualMB: 0, ratedMB: 0, updatedOn: '2023-10-10T03:00:35.000Z' },
      ],
    },
    pages: async (body) => environments({ value: [body] }),
  },
  [`${recorded}/bap-admin-environment-one-no-dataverse.json`]: {
    source: 'power-platform/environments',
    dataset: 'environments',
    rows: 1,
    first: { dataverse: null, securityGroupId: null },
    pages: async (body) => environments({ value: [body] }),
  },
  'ms-learn/bap-admin-environments-list-with-capacity-addons.json': {
    source: 'power-platform/environments',
    dataset: 'environments',
    rows: 1,
    first: { id: '5ca1c616-6060-46ba-abc1-18d312f1cb3a', name: 'My Power Platform Environment', type: 'Sandbox' },
    pages: async (body) => environments(body),
  },
  [`${recorded}/dataverse-roles.json`]: {
    source: 'dataverse/security',
    dataset: 'roles',
    rows: 72,
    first: {
      id: '4931681d-8163-e811-a965-000d3a11fe32',
      rootId: '4931681d-8163-e811-a965-000d3a11fe32',
      name: 'Export Customizations (Solution Checker)',
      templateId: null,
    },
    pages: async (body) => security('roles', body),
  },
  [`${recorded}/dataverse-roles-filtered-by-bu.json`]: {
    source: 'dataverse/security',
    dataset: 'roles',
    rows: 1,
    first: { name: 'Export Customizations (Solution Checker)' },
    pages: async (body) => security('roles', body),
  },
  [`${recorded}/dataverse-systemusers-expand-roles.json`]: {
    source: 'dataverse/security',
    dataset: 'system-users',
    rows: 1,
    first: { id: zeros(2), entraId: zeros(2), upn: 'jdoe@contoso.onmicrosoft.com', accessMode: 0, isDisabled: false },
    pages: async (body) => security('systemusers', body),
  },
  [`${recorded}/dataverse-systemuser-one.json`]: {
    source: 'dataverse/security',
    dataset: 'system-users',
    rows: 1,
    first: { id: zeros(2), isSetup: false, existsInEntra: true },
    pages: async (body) => security('systemusers', { value: [body] }),
  },
  [`${recorded}/dataverse-EntityDefinition-contact-with-Privileges.json`]: {
    source: 'dataverse/security',
    dataset: 'tables',
    rows: 1,
    first: {
      logicalName: 'contact',
      privileges: [
        { id: 'a8bff87f-0df0-41d4-babd-f093faf1e32c', operation: 'create' },
        { id: '65c22075-4e09-4f39-baec-e4bc3a950686', operation: 'update' },
        { id: '2ddded47-7488-4039-b9ff-81defe81fdd3', operation: 'delete' },
      ],
    },
    pages: async (body) => security('EntityDefinitions', { value: [body] }),
  },
}

/** Errors as the transport reads them: the code of the service, in either form. */
const errors: Readonly<Record<string, string>> = {
  [`${recorded}/bap-error-environment-notfound.json`]: 'EnvironmentNotFound',
  [`${recorded}/bap-error-insufficient-capacity.json`]: 'InsufficientCapacity_StorageDriven',
  [`${recorded}/ppapi-error-billingPolicy-notfound.json`]: 'BillingPolicyNotFound',
  'ms-learn/ppapi-error-ApiVersionInvalid.json': 'ApiVersionInvalid',
}

const whoAmI = `${recorded}/dataverse-WhoAmI.json`

/** Without a connector, and why. */
const withoutConnector: Readonly<Record<string, string>> = {
  [`${recorded}/bap-environment-roleAssignments-no-dataverse.json`]:
    'environments without Dataverse have nothing to assess',
  [`${recorded}/bap-listTenantSettings.json`]: 'no tenant setting bears on a figure',
  [`${recorded}/bap-tenant.json`]: 'the tenant is read through Graph',
  [`${recorded}/dataverse-solutions-expand-publisher.json`]: 'installed apps belong to a later rule',
  [`${recorded}/ppapi-environment-applicationPackages.json`]: 'installed apps belong to a later rule',
  [`${recorded}/ppapi-tenant-applicationPackages.trimmed.json`]: 'installed apps belong to a later rule',
  'ms-learn/dataverse-RetrieveAadUserPrivileges.json': 'one call per user: the join replaces it',
  'ms-learn/dataverse-RetrieveAadUserRoles.json': 'one call per user: the join replaces it',
  'ms-learn/dataverse-RetrieveUserPrivilegeByPrivilegeName.json': 'one call per user: the join replaces it',
  'derived/dataverse-tables.json': 'no response: columns written from the table reference',
  'connector-schemas/apiDefinition.swagger.schema.json': 'no response: schema of the Power Automate connector',
  'connector-schemas/example-aad.apiProperties.json': 'no response: example of the Power Automate connector',
  'connector-schemas/paconn-apiProperties.schema.json': 'no response: schema of the Power Automate connector',
  'connector-schemas/paconn-settings.schema.json': 'no response: schema of the Power Automate connector',
}

function recordedFiles(): string[] {
  const root = sharedPath('fixtures')
  return readdirSync(root, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted()
}

describe.skipIf(!isShared)('recorded responses', () => {
  test('are each read by a source, or listed with the reason why none reads them', () => {
    const named = [...Object.keys(used), ...Object.keys(errors), whoAmI, ...Object.keys(withoutConnector)]

    expect(named.toSorted()).toEqual(recordedFiles())
  })

  test.each(Object.entries(used))('%s', async (file, { source, dataset, rows, first, pages }) => {
    const read = await pages(bodyOf(file))

    expect([source, rowsOf(read, dataset).length, rejectedIn(read)]).toEqual([source, rows, 0])
    expect(rowsOf(read, dataset)[0]).toMatchObject(first)
  })

  test('the capacity of a tenant has three storage pools with their license lines; the base is the largest line', async () => {
    start().get(platform('/licensing/tenantCapacity'), {
      body: bodyOf(`${recorded}/ppapi-licensing-tenantCapacity.json`),
    })

    const pages = await readPages(openConnectors().connectors.tenantCapacity())

    expect(rowsOf(pages, 'tenant-capacity')).toMatchObject([
      {
        readings: [
          { kind: 'database', totalMB: 20_480, ratedMB: 2379.898, lines: { length: 3 } },
          { kind: 'file', totalMB: 40_960, ratedMB: 715.3785, lines: { length: 3 } },
          { kind: 'log', totalMB: 4096, ratedMB: 0, lines: { length: 3 } },
        ],
      },
    ])
  })

  test('of System Administrator there is one among the recorded roles, known by its template', async () => {
    const pages = await security('roles', bodyOf(`${recorded}/dataverse-roles.json`))

    const administrators = rowsOf(pages, 'roles').filter((row) =>
      JSON.stringify(row).includes('"templateId":"627090ff-40a3-4053-8790-584edc5be201"'),
    )
    expect(administrators).toMatchObject([{ name: 'System Administrator' }])
  })

  test.each(Object.entries(errors))('%s is an error with the code of the service', async (file, code) => {
    start().get(platform('/licensing/tenantCapacity'), { status: 400, body: bodyOf(file) })
    const source: Source = openConnectors().connectors.tenantCapacity()

    const { error } = await readUntilError(source)

    expect(error instanceof UpstreamError && error.facts.serviceCode).toBe(code)
  })

  test('who am I names the user of the application', async () => {
    const api = 'https://contoso[.]api[.]crm4[.]dynamics[.]com/api/data/v9[.]2'
    start()
      .get(new RegExp(`^${api}/WhoAmI$`), { body: bodyOf(whoAmI) })
      .get(new RegExp(`^${api}/roleprivilegescollection`), { body: { value: [] } })
      .get(new RegExp(`^${api}/systemusers`), { body: { value: [] } })

    expect(await openConnectors().connectors.probeDataverse(environment, never)).toBe(zeros(2))
  })
})
