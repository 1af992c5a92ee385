/** Apps, telephony and dual-write of one environment: asked for only where installed, never a secret. */
import { describe, expect, test } from 'vitest'
import { mockWire, type MockWire } from '../../../mocks/nock.ts'
import { PermissionError } from '../../../src/errors.ts'
import type { Source } from '../../../src/model/dataset.ts'
import type { FeatureTable } from '../../../src/model/features.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'
import { openConnectors, readPages, readUntilError, rejectedIn, rowsOf } from '../sources.ts'
import { apiUrl, askedSets, environment, guid, list, refused, throttled } from './wire-environment.ts'

const table = (logicalName: string, entitySet = `${logicalName}s`): FeatureTable => ({ logicalName, entitySet })
const signedIn = (): MockWire => mockWire().post(tokenUrl, tokenAnswer('t'))

const appsUrl = `${apiUrl}/appmodules?$select=appmoduleid,uniquename,name`
const appRolesUrl = `${apiUrl}/appmodulerolescollection?$select=appmoduleid,roleid`
const providersUrl = `${apiUrl}/msdyn_occommunicationprovidersettings?$select=msdyn_occommunicationprovidersettingid,msdyn_occommunicationprovider,statecode`
const mapsUrl = `${apiUrl}/msdyn_dualwriteentitymaps?$select=msdyn_name,msdyn_version,msdyn_mapping`
const runtimeUrl = `${apiUrl}/msdyn_dualwriteruntimeconfigs?$select=msdyn_name,statecode`

const appsOf = () => openConnectors().connectors.apps(environment)
const dualWriteOf = (tables: readonly FeatureTable[]) => openConnectors().connectors.dualWrite(environment, tables)
const telephonyOf = (tables: readonly FeatureTable[]) => openConnectors().connectors.telephony(environment, tables)

describe('apps', () => {
  test('and their roles are two requests', async () => {
    const wire = signedIn()
      .get(
        appsUrl,
        throttled,
        list({
          appmoduleid: guid('app', 1).toUpperCase(),
          uniquename: 'msdyn_CustomerServiceWorkspace',
          name: 'Workspace',
        }),
      )
      .get(appRolesUrl, list({ appmoduleid: guid('app', 1), roleid: guid('role', 2).toUpperCase() }))

    const pages = await readPages(appsOf())

    expect(rowsOf(pages, 'apps')).toEqual([
      { id: guid('app', 1), uniqueName: 'msdyn_CustomerServiceWorkspace', name: 'Workspace' },
    ])
    expect(rowsOf(pages, 'app-roles')).toEqual([{ appId: guid('app', 1), roleId: guid('role', 2) }])
    expect(new Set(askedSets(wire))).toEqual(new Set(['appmodules', 'appmodulerolescollection']))
  })

  test('that cannot be read are counted', async () => {
    signedIn()
      .get(appsUrl, list({ appmoduleid: 'x', uniquename: 'y' }))
      .get(appRolesUrl, list({ appmoduleid: guid('app', 1) }))

    expect(rejectedIn(await readPages(appsOf()))).toBe(2)
  })
})

const provider = (index: number, kind: number | null, statecode = 0) => ({
  msdyn_occommunicationprovidersettingid: guid('app', index),
  msdyn_occommunicationprovider: kind,
  statecode,
})

describe('telephony', () => {
  test('tells each kind of provider, and whether it is active, without a column that holds a secret', async () => {
    const wire = signedIn().get(
      providersUrl,
      list(
        provider(1, 192350000),
        provider(2, 192350001, 1),
        provider(3, 192350002),
        provider(4, 192350003),
        provider(5, 7),
        provider(6, null),
      ),
    )

    const pages = await readPages(telephonyOf([table('msdyn_occommunicationprovidersetting')]))

    expect(rowsOf(pages, 'telephony-providers')).toEqual([
      { id: guid('app', 1), kind: 'azure-communication-services', active: true },
      { id: guid('app', 2), kind: 'twilio', active: false },
      { id: guid('app', 3), kind: 'telesign', active: true },
      { id: guid('app', 4), kind: 'teams-phone', active: true },
      { id: guid('app', 5), kind: 'other', active: true },
      { id: guid('app', 6), kind: 'other', active: true },
    ])
    expect(wire.requests.map(({ url }) => url.href).join()).not.toMatch(/secret|msdyn_value/)
  })
})

describe('dual-write', () => {
  const installed = [table('msdyn_dualwriteentitymap'), table('msdyn_dualwriteruntimeconfig')]
  const mapping = JSON.stringify({
    legs: [
      {
        sourceSchema: 'Work orders',
        sourceEnvironmentType: 'AX',
        destinationSchema: 'msdyn_WorkOrders',
        destinationEnvironmentType: 'CRM',
        fieldMappings: [{ syncDirection: '1' }],
      },
    ],
  })
  const wireMap = (version: string, text: string | null = mapping) => ({
    msdyn_name: 'Work orders - msdyn_workorders',
    msdyn_version: version,
    msdyn_mapping: text,
  })

  test('gives every stored version with its legs, and which maps run, by small pages', async () => {
    const wire = signedIn()
      .get(mapsUrl, list(wireMap('1.0.0.0'), wireMap('1.0.0.1')))
      .get(
        runtimeUrl,
        list({ msdyn_name: 'Work orders - msdyn_workorders', statecode: 0 }, { msdyn_name: 'Other', statecode: 1 }),
      )

    const pages = await readPages(dualWriteOf(installed))

    const legs = [{ table: 'msdyn_workorders', direction: 'to-dataverse' }]
    expect(rowsOf(pages, 'dual-write-maps')).toEqual([
      { name: 'Work orders - msdyn_workorders', version: '1.0.0.0', legs },
      { name: 'Work orders - msdyn_workorders', version: '1.0.0.1', legs },
    ])
    expect(rowsOf(pages, 'dual-write-runtime')).toEqual([
      { mapName: 'Work orders - msdyn_workorders', active: true },
      { mapName: 'Other', active: false },
    ])
    expect(wire.requests.at(-1)?.headers['prefer']).toBe('odata.maxpagesize=50')
  })

  test('keeps a map of an unknown shape without legs, and counts it', async () => {
    signedIn().get(mapsUrl, list(wireMap('1.0.0.0', '{"pairs":[]}'), wireMap('1.0.0.1', null), wireMap('1.0.0.2')))

    const pages = await readPages(dualWriteOf([table('msdyn_dualwriteentitymap')]))

    expect(rowsOf(pages, 'dual-write-maps')).toMatchObject([{ legs: [] }, { legs: [] }, { legs: [{}] }])
    expect(rejectedIn(pages)).toBe(2)
  })

  test('asks for the sets under the names that the environment gives', async () => {
    signedIn()
      .get(mapsUrl.replace('entitymaps', 'entitymapset'), list())
      .get(runtimeUrl.replace('configs', 'configset'), list({ statecode: 0 }))

    const pages = await readPages(
      dualWriteOf([
        table('msdyn_dualwriteentitymap', 'msdyn_dualwriteentitymapset'),
        table('msdyn_dualwriteruntimeconfig', 'msdyn_dualwriteruntimeconfigset'),
      ]),
    )

    expect(rejectedIn(pages)).toBe(1)
  })
})

const sources: [string, (installed: readonly FeatureTable[]) => Source][] = [
  ['telephony', (installed) => openConnectors().connectors.telephony(environment, installed)],
  ['dual-write', (installed) => openConnectors().connectors.dualWrite(environment, installed)],
  ['usage', (installed) => openConnectors().connectors.usage(environment, installed, '2026-11-24T08:00:00.000Z')],
]

describe('a feature', () => {
  test.each(sources)('that is not installed asks nothing and lacks nothing: %s', async (_, sourceOf) => {
    const wire = mockWire()

    expect(await readPages(sourceOf([table('incident')]))).toEqual([])
    expect(wire.requests).toEqual([])
  })

  test.each<[string, Source, string]>([
    ['apps', openConnectors().connectors.apps(environment), 'dataverse/apps'],
    ...sources.map(([name, sourceOf]): [string, Source, string] => [name, sourceOf([]), `dataverse/${name}`]),
  ])('is an optional source of its environment: %s', (_, source, id) => {
    expect(source).toMatchObject({ id, required: false, environment: { id: environment.id, name: 'Contact center' } })
  })

  test('that may not be read ends with a permission error, and says how to make it readable', async () => {
    signedIn().get(providersUrl, refused)
    const source = openConnectors().connectors.telephony(environment, [table('msdyn_occommunicationprovidersetting')])

    const { error } = await readUntilError(source)

    expect(error).toBeInstanceOf(PermissionError)
    expect(source.permission).toContain('--role "Service Reader"')
  })
})
