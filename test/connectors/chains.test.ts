/** Every source against a practice cloud as strict as the service: small pages and withheld columns change no row. */
import { describe, expect, test } from 'vitest'
import { openConnection } from '../../connectors/connection.ts'
import { createConnectors } from '../../connectors/index.ts'
import { createCloud, type CloudOptions } from '../../mocks/cloud.ts'
import { installCloud } from '../../mocks/nock.ts'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { LicenseDescription } from '../../mocks/tenant.ts'
import type { Clock } from '../../src/clock.ts'
import { presets } from '../../src/clouds.ts'
import type { Connectors, SeatHolders } from '../../src/model/connectors.ts'
import type { Page, Source } from '../../src/model/dataset.ts'
import type { RequestCounts } from '../../src/model/documents.ts'
import type { Environment } from '../../src/model/environment.ts'
import { FeatureTable } from '../../src/model/features.ts'
import { RestrictedTableRow } from '../../src/model/security.ts'
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

interface SignedIn {
  readonly connectors: Connectors
  readonly counts: () => RequestCounts
}

interface Practice {
  /** Signed in to a cloud with these options, which answers from now on. */
  open(options?: CloudOptions): SignedIn
  connect(options?: CloudOptions): Connectors
}

/** To be called inside a test: the wire is the tenant's until it ends. */
function install(described = tenant): Practice {
  const clock = testClock()
  const create = (options: CloudOptions = {}) => createCloud(described, origins, { now: () => clock.now(), ...options })
  let cloud = create()
  installCloud({ ...cloud, handle: async (request) => cloud.handle(request) })
  const open = (options?: CloudOptions): SignedIn => {
    cloud = create(options)
    return signIn(clock)
  }
  return { open, connect: (options) => open(options).connectors }
}

function signIn(clock: Clock): SignedIn {
  const [app] = tenant.apps
  const connection = openConnection(
    {
      ...settings,
      tenantId: tenant.id,
      clientId: app?.clientId ?? '',
      credential: { kind: 'client-secret', secret: () => app?.secret ?? '' },
    },
    { clock },
  )
  return { connectors: createConnectors(connection.transport, presets.public), counts: () => connection.counts() }
}

/** Who has the SKU in assignedLicenses. */
function holdersOf(skuId: string): SeatHolders {
  const isLive = ({ skuId: id, state }: LicenseDescription): boolean => id === skuId && state.startsWith('Active')
  const holders = tenant.users.filter(
    ({ licenses, licensesWithoutRow = [] }) =>
      licenses.some(isLive) || licensesWithoutRow.some(({ skuId: id }) => id === skuId),
  )
  return { skuId, personIds: holders.map(({ id }) => id) }
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
  ['sign-ins', (connectors) => connectors.signIns(tenant.skus.map(({ skuId }) => holdersOf(skuId)))],
  ['license events', (connectors) => connectors.licenseAudit('2026-10-25T00:00:00Z', '2026-11-24T08:00:00Z')],
  ['currencies', (connectors) => connectors.currencies()],
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

/** Data moves while a list is read: every page begins with the last rows of the one before it. */
const movingPages: CloudOptions = {
  ...manyPages,
  faults: { seed: 1, faults: [{ fault: { kind: 'duplicate-rows', rows: 2 } }] },
}

/** What a source gives in few pages, in many, and how often it gave less than all. */
async function readTwice(source: (connectors: Connectors) => Source | Promise<Source>) {
  const practice = install()
  const few = await readPages(await source(practice.connect()))
  const many = await readPages(await source(practice.connect(manyPages)))
  const moving = await readPages(await source(practice.connect(movingPages)))
  const all = [...few, ...many, ...moving]
  return {
    few: sorted(few),
    many: sorted(many),
    moving: sorted(moving),
    faults: rejectedIn(all) + remarksIn(all).length,
  }
}

const tables = ['incident', 'goal', 'entitlement', 'msdyn_workorder', 'account']
const window = { from: '2026-08-26T08:00:00.000Z', to: '2026-11-24T08:00:00.000Z' }

/** What the optional sources are told of an environment by its security data. */
async function installedIn(connectors: Connectors, environment: Environment) {
  const pages = await readPages(connectors.security(environment, tables))
  return {
    features: FeatureTable.array().parse(rowsOf(pages, 'feature-tables')),
    restricted: RestrictedTableRow.array().parse(rowsOf(pages, 'tables')),
  }
}

type EnvironmentSource = (
  connectors: Connectors,
  environment: Environment,
  installed: Awaited<ReturnType<typeof installedIn>>,
) => Source

const environmentSources: [string, EnvironmentSource][] = [
  ['allocations', (connectors, environment) => connectors.allocations(environment)],
  ['apps', (connectors, environment) => connectors.apps(environment)],
  ['dual-write', (connectors, environment, { features }) => connectors.dualWrite(environment, features)],
  ['telephony', (connectors, environment, { features }) => connectors.telephony(environment, features)],
  ['usage', (connectors, environment, { features }) => connectors.usage(environment, features, window.to)],
  ['evidence', (connectors, environment, { restricted }) => connectors.evidence(environment, restricted, window)],
]
/** The one with conversations, maps and apps. */
const [contactCenter] = tenant.environments.filter(({ dataverse }) => dataverse?.conversations !== undefined)

describe('against a strict service, few pages and many give the same rows', () => {
  test.each(tenantSources)('of %s', async (_, source) => {
    const { few, many, moving, faults } = await readTwice(source)

    expect(Object.values(few).flat()).not.toEqual([])
    expect(many).toEqual(few)
    expect(moving).toEqual(few)
    expect(faults).toBe(0)
  })

  test.each(tenant.environments.filter(({ dataverse }) => dataverse !== null).map(({ id }) => [id]))(
    'of the security data of %s',
    async (id) => {
      const { few, many, moving, faults } = await readTwice((connectors) =>
        connectors.security(environmentOf(id), tables),
      )

      expect(few['system-users']).not.toEqual([])
      expect(many).toEqual(few)
      expect(moving).toEqual(few)
      expect(faults).toBe(0)
    },
  )

  test.each(environmentSources)('of the contact center: %s', async (_, source) => {
    const environment = environmentOf(contactCenter?.id ?? '')

    const { few, many, moving } = await readTwice(async (connectors) =>
      source(connectors, environment, await installedIn(connectors, environment)),
    )

    expect(Object.values(few).flat()).not.toEqual([])
    expect(many).toEqual(few)
    expect(moving).toEqual(few)
  })

  test('of the contact center: evidence by rows, where the audit log may not be read', async () => {
    const { connectors } = install({
      ...tenant,
      environments: tenant.environments.map((each) =>
        each.dataverse?.audit === undefined
          ? each
          : { ...each, dataverse: { ...each.dataverse, audit: { ...each.dataverse.audit, readable: false } } },
      ),
    }).open()
    const environment = environmentOf(contactCenter?.id ?? '')
    const { restricted } = await installedIn(connectors, environment)

    const pages = await readPages(connectors.evidence(environment, restricted, window))

    expect(rowsOf(pages, 'observed-writes')).not.toEqual([])
    expect(rowsOf(pages, 'evidence-windows')).toMatchObject(restricted.map(() => ({ source: 'rows', reason: null })))
    expect(remarksIn(pages)).toMatchObject([{ state: 'partial' }])
  })

  test('an environment with nothing installed costs at most twelve requests of Dataverse', async () => {
    const [plain] = tenant.environments.filter(
      ({ dataverse }) => dataverse !== null && dataverse?.conversations === undefined,
    )
    const environment = environmentOf(plain?.id ?? '')
    const { connectors, counts } = install().open()
    const { features } = await installedIn(connectors, environment)

    await readPages(connectors.usage(environment, features, window.to))
    await readPages(connectors.dualWrite(environment, features))
    await readPages(connectors.telephony(environment, features))
    await readPages(connectors.apps(environment))

    expect(counts().dataverse).toBeLessThanOrEqual(12)
  })
})
