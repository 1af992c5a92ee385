/** Every source against a practice cloud as strict as the service: small pages and withheld columns change no row. */
import { describe, expect, test } from 'vitest'
import { openConnection } from '../../connectors/connection.ts'
import { createConnectors } from '../../connectors/index.ts'
import { createCloud, type CloudOptions } from '../../mocks/cloud.ts'
import { installCloud } from '../../mocks/nock.ts'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { Clock } from '../../src/clock.ts'
import { presets } from '../../src/clouds.ts'
import type { Connectors } from '../../src/model/connectors.ts'
import type { Page, Source } from '../../src/model/dataset.ts'
import type { Environment } from '../../src/model/environment.ts'
import { settings, testClock } from './fixture.ts'
import { readPages, rejectedIn, remarksIn, rowsOf } from './sources.ts'

const tenant = loadTenant('fabrikam')
const origins = {
  login: presets.public.loginUrl,
  graph: presets.public.graphUrl,
  powerPlatform: presets.public.powerPlatformUrl,
  bap: presets.public.bapUrl,
  dataverse: (domain: string) => ({
    instance: `https://${domain}.crm4.dynamics.com`,
    api: `https://${domain}.api.crm4.dynamics.com`,
  }),
}

interface Practice {
  /** Connectors that are signed in to a cloud with these options, which answers from now on. */
  connect(options?: CloudOptions): Connectors
}

/** To be called inside a test: the wire is the tenant's until it ends. */
function install(): Practice {
  const clock = testClock()
  const create = (options: CloudOptions = {}) => createCloud(tenant, origins, { now: () => clock.now(), ...options })
  let cloud = create()
  installCloud({ ...cloud, handle: async (request) => cloud.handle(request) })
  return {
    connect: (options) => {
      cloud = create(options)
      return signIn(clock)
    },
  }
}

function signIn(clock: Clock): Connectors {
  const [app] = tenant.apps
  const { transport } = openConnection(
    {
      ...settings,
      tenantId: tenant.id,
      clientId: app?.clientId ?? '',
      credential: { kind: 'client-secret', secret: () => app?.secret ?? '' },
    },
    { clock },
  )
  return createConnectors(transport, presets.public)
}

const tenantSources: [string, (connectors: Connectors) => Source][] = [
  ['organization', (connectors) => connectors.organization()],
  ['subscribed SKUs', (connectors) => connectors.subscribedSkus()],
  ['subscriptions', (connectors) => connectors.subscriptions()],
  ['license holders', (connectors) => connectors.licenseHolders(tenant.skus.map(({ skuId }) => skuId))],
  ['people', (connectors) => connectors.people(tenant.users.map(({ id }) => id))],
  [
    'groups',
    (connectors) => connectors.groups(tenant.groups.map(({ id }) => ({ id, members: true, owners: true, gate: true }))),
  ],
  ['tenant capacity', (connectors) => connectors.tenantCapacity()],
  ['environments', (connectors) => connectors.environments()],
  ['billing policies', (connectors) => connectors.billingPolicies()],
]

function environmentOf(id: string): Environment {
  const domain = tenant.environments.find((each) => each.id === id)?.dataverse?.domain ?? ''
  const { instance, api } = origins.dataverse(domain)
  return {
    id,
    name: domain,
    type: 'Production',
    isDefault: false,
    dataverse: { instanceUrl: `${instance}/`, apiUrl: api, notReady: null, baseLanguage: 1033 },
    securityGroupId: null,
    meters: null,
    billingPolicy: null,
  }
}

/** Rows by dataset, in an order that no page changes. */
function sorted(pages: readonly Page[]): Record<string, string[]> {
  const names = [...new Set(pages.map(({ dataset }) => dataset))].toSorted()
  return Object.fromEntries(
    names.map((name) => [
      name,
      rowsOf(pages, name)
        .map((row) => JSON.stringify(row))
        .toSorted(),
    ]),
  )
}

const manyPages: CloudOptions = {
  mostRows: { graph: 3, powerPlatform: 1, bap: 2, dataverse: 3 },
  getByIdsWithholds: ['licenseAssignmentStates'],
}

/** What a source gives in few pages, in many, and how often it gave less than all. */
async function readTwice(source: (connectors: Connectors) => Source) {
  const practice = install()
  const few = await readPages(source(practice.connect()))
  const many = await readPages(source(practice.connect(manyPages)))
  const all = [...few, ...many]
  return { few: sorted(few), many: sorted(many), faults: rejectedIn(all) + remarksIn(all).length }
}

describe('against a strict service, few pages and many give the same rows', () => {
  test.each(tenantSources)('of %s', async (_, source) => {
    const { few, many, faults } = await readTwice(source)

    expect(Object.values(few).flat()).not.toEqual([])
    expect(many).toEqual(few)
    expect(faults).toBe(0)
  })

  test.each(tenant.environments.filter(({ dataverse }) => dataverse !== null).map(({ id }) => [id]))(
    'of the security data of %s',
    async (id) => {
      const tables = ['incident', 'goal', 'entitlement', 'msdyn_workorder', 'account']

      const { few, many, faults } = await readTwice((connectors) => connectors.security(environmentOf(id), tables))

      expect(few['system-users']).not.toEqual([])
      expect(many).toEqual(few)
      expect(faults).toBe(0)
    },
  )
})
