/** FetchXML in the practice cloud: who wrote, how often, joins, pages, and what is refused. */
import { describe, expect, it } from 'vitest'
import { createCloud } from '../../mocks/cloud.ts'
import type { UseDescription } from '../../mocks/tenant-usage.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import { createClient, origins, rowsOf } from './cloud-client.ts'
import { ids } from './small-tenant.ts'
import { now, usedTenant } from './used-tenant.ts'

const api = 'https://contoso.api.crm4.dynamics.com/api/data/v9.2'
const annotated = { headers: { prefer: 'odata.include-annotations="*"' } }

function start(tenant: TenantDescription = usedTenant) {
  return createClient(createCloud(tenant, origins, { now: () => now }), tenant)
}

const url = (set: string, fetch: string): string => `${api}/${set}?fetchXml=${encodeURIComponent(fetch)}`

function withUses(uses: readonly UseDescription[]): TenantDescription {
  const environments = usedTenant.environments.map((environment) =>
    environment.dataverse === null ? environment : { ...environment, dataverse: { ...environment.dataverse, uses } },
  )
  return { ...usedTenant, environments }
}

/** Two rows a page. */
const page = (number: number, cookie = ''): string =>
  url(
    'incidents',
    `<fetch count="2" page="${number}"${cookie}><entity name="incident"><attribute name="createdon"/></entity></fetch>`,
  )

const counts = (more = '', filter = ''): string => `<fetch aggregate="true"${more}><entity name="incident">
  <attribute name="incidentid" alias="n" aggregate="count"/>
  <attribute name="createdon" alias="last" aggregate="max"/>
  <attribute name="createdby" alias="u" groupby="true"/>
  <attribute name="createdonbehalfby" alias="b" groupby="true"/>
  ${filter}<order alias="u"/></entity></fetch>`

describe('FetchXML', () => {
  it('gives each writer once, in a window', async () => {
    const fetch = `<fetch distinct="true"><entity name="incident"><attribute name="modifiedby"/>
      <filter><condition attribute="modifiedon" operator="ge" value="2026-11-03"/></filter></entity></fetch>`

    const rows = rowsOf(await start().read(url('incidents', fetch)))

    expect(rows).toStrictEqual([
      { _modifiedby_value: ids.systemUser(2) },
      { _modifiedby_value: ids.systemUser(1) },
      { _modifiedby_value: ids.systemUser(3) },
    ])
  })

  it('counts rows per writer, and leaves out what a group has no value of', async () => {
    const filter = '<filter><condition attribute="createdon" operator="last-x-days" value="90"/></filter>'

    const rows = rowsOf(await start().read(url('incidents', counts('', filter))))

    expect(rows).toStrictEqual([
      { n: 4, last: '2026-11-04T08:02:00Z', u: ids.systemUser(1) },
      { n: 1, last: '2026-11-08T08:00:00Z', u: ids.systemUser(2), b: ids.systemUser(4) },
    ])
  })

  it('aggregates 50,000 rows and no more, and a limit only lowers that', async () => {
    const use = { user: ids.systemUser(1), table: 'incident', operation: 'create', everySeconds: 10 } as const
    const client = start(withUses([{ ...use, at: '2026-11-01T00:00:00Z', times: 50_001 }]))
    const before = '<filter><condition attribute="createdon" operator="lt" value="2026-11-02"/></filter>'

    const all = await client.ask(url('incidents', counts()))
    const some = await client.ask(url('incidents', counts('', before)))
    const few = await client.ask(url('incidents', counts(' aggregatelimit="100"', before)))

    expect([all.status, all.text]).toStrictEqual([400, expect.stringContaining('0x8004E023')])
    expect([some.status, few.status]).toStrictEqual([200, 400])
  })

  it('joins a linked table and filters there', async () => {
    const fetch = `<fetch><entity name="msdyn_sessionparticipant"><attribute name="msdyn_joinedon"/>
      <link-entity name="msdyn_ocsession" from="activityid" to="msdyn_omnichannelsession" alias="s">
        <attribute name="msdyn_channel"/>
        <filter><condition attribute="msdyn_channel" operator="eq" value="192440000"/></filter>
        <link-entity name="msdyn_ocliveworkitem" from="activityid" to="msdyn_liveworkitemid" alias="c">
          <filter><condition attribute="msdyn_channel" operator="contain-values"><value>192440000</value></condition></filter>
        </link-entity>
      </link-entity></entity></fetch>`

    const rows = rowsOf(await start().read(url('msdyn_sessionparticipants', fetch)))

    expect(rows).toMatchObject([
      { msdyn_joinedon: '2026-11-03T10:00:00Z', 's.msdyn_channel': 192_440_000 },
      { msdyn_joinedon: '2026-11-03T10:04:00Z', 's.msdyn_channel': 192_440_000 },
    ])
  })

  it('pages by number and cookie, and says so to whom asks for annotations', async () => {
    const client = start()

    const first = await client.read(page(1), annotated)
    const silent = await client.read(page(1))
    const given = String(first['@Microsoft.Dynamics.CRM.fetchxmlpagingcookie'])
    const inner = decodeURIComponent(decodeURIComponent(/pagingcookie="([^"]*)"/.exec(given)?.[1] ?? ''))
    const escaped = inner.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    const second = await client.read(page(2, ` paging-cookie="${escaped}"`), annotated)
    const last = await client.read(page(3), annotated)

    expect(first['@Microsoft.Dynamics.CRM.morerecords']).toBe(true)
    expect('@Microsoft.Dynamics.CRM.morerecords' in silent).toBe(false)
    expect([first, second, last].map((body) => rowsOf(body).length)).toStrictEqual([2, 2, 2])
    expect('@Microsoft.Dynamics.CRM.morerecords' in last).toBe(false)
  })

  it.each([
    ['no XML', 'incidents', 'fetch'],
    ['an element that is not closed', 'incidents', '<fetch><entity name="incident"></fetch>'],
    ['an element out of the schema', 'incidents', '<fetch><entity name="incident"><shoe/></entity></fetch>'],
    ['an entity that is not the set', 'goals', '<fetch><entity name="incident"/></fetch>'],
    [
      'an unknown attribute',
      'incidents',
      '<fetch><entity name="incident"><attribute name="shoesize"/></entity></fetch>',
    ],
    [
      'an unknown operator',
      'incidents',
      '<fetch><entity name="incident"><filter><condition attribute="createdon" operator="near" value="1"/></filter></entity></fetch>',
    ],
    [
      'an aggregate without an alias',
      'incidents',
      '<fetch aggregate="true"><entity name="incident"><attribute name="incidentid" aggregate="count"/></entity></fetch>',
    ],
    [
      'a comparison of a choice of several values',
      'msdyn_ocliveworkitems',
      '<fetch><entity name="msdyn_ocliveworkitem"><filter><condition attribute="msdyn_channel" operator="eq" value="192350000"/></filter></entity></fetch>',
    ],
    [
      'a secret',
      'msdyn_occommunicationprovidersettings',
      '<fetch><entity name="msdyn_occommunicationprovidersetting"><attribute name="msdyn_secret"/></entity></fetch>',
    ],
    [
      'all attributes of a table with secrets',
      'msdyn_occommunicationprovidersettings',
      '<fetch><entity name="msdyn_occommunicationprovidersetting"/></fetch>',
    ],
    [
      'an aggregate of the audit log',
      'audits',
      '<fetch aggregate="true"><entity name="audit"><attribute name="auditid" alias="n" aggregate="count"/></entity></fetch>',
    ],
    ['top with a page', 'incidents', '<fetch top="5" page="2"><entity name="incident"/></fetch>'],
  ])('refuses %s', async (_, set, fetch) => {
    const { status } = await start().ask(url(set, fetch))

    expect(status).toBe(400)
  })
})
