/** What a Dataverse environment of the practice cloud answers about use: metadata, audit log, apps, dual-write, telephony, conversations. */
import { describe, expect, it } from 'vitest'
import { createCloud } from '../../mocks/cloud.ts'
import type { DataverseDescription, TenantDescription } from '../../mocks/tenant.ts'
import { createClient, origins, rowsOf } from './cloud-client.ts'
import { ids, smallTenant } from './small-tenant.ts'
import { now, usedTenant } from './used-tenant.ts'

const api = 'https://contoso.api.crm4.dynamics.com/api/data/v9.2'

function start(tenant: TenantDescription = usedTenant) {
  return createClient(createCloud(tenant, origins, { now: () => now }), tenant)
}

function withDataverse(change: Partial<DataverseDescription>): TenantDescription {
  const environments = usedTenant.environments.map((environment) =>
    environment.dataverse === null
      ? environment
      : { ...environment, dataverse: { ...environment.dataverse, ...change } },
  )
  return { ...usedTenant, environments }
}

const filtered = (set: string, select: string, filter: string): string =>
  `${api}/${set}?$select=${select}&$filter=${encodeURIComponent(filter)}`

describe('metadata', () => {
  it('one table is asked by its name, and says its set and whether it is audited', async () => {
    const client = start()
    const ask = (table: string) =>
      client.read(`${api}/EntityDefinitions(LogicalName='${table}')?$select=LogicalName,EntitySetName,IsAuditEnabled`)

    const answers = await Promise.all(['incident', 'goal', 'msdyn_dualwriteruntimeconfig'].map(ask))

    expect(answers).toMatchObject([
      { EntitySetName: 'incidents', IsAuditEnabled: { Value: true } },
      { EntitySetName: 'goals', IsAuditEnabled: { Value: false } },
      { EntitySetName: 'msdyn_dualwriteruntimeconfigs' },
    ])
  })

  it('a table lists its columns, lookups by their plain name', async () => {
    const url = `${api}/EntityDefinitions(LogicalName='incident')/Attributes?$select=LogicalName,AttributeType`

    const rows = rowsOf(await start().read(url))

    expect(rows).toContainEqual(expect.objectContaining({ LogicalName: 'createdby', AttributeType: 'Lookup' }))
    expect(rows).toContainEqual(expect.objectContaining({ LogicalName: 'createdon', AttributeType: 'DateTime' }))
  })

  it('a feature that is not installed is no table and no set', async () => {
    const client = start(smallTenant)

    const answers = await Promise.all(
      [
        "EntityDefinitions(LogicalName='msdyn_ocliveworkitem')",
        'msdyn_ocliveworkitems',
        'msdyn_dualwriteentitymaps',
      ].map((segment) => client.ask(`${api}/${segment}`)),
    )

    expect(answers.map(({ status }) => status)).toStrictEqual([404, 404, 404])
  })

  it('the organization says its language and whether it audits, and a role whether it is managed', async () => {
    const client = start()

    const organizations = await client.read(`${api}/organizations?$select=isauditenabled,languagecode`)
    const roles = await client.read(filtered('roles', 'name,ismanaged', `roleid eq ${ids.agentRole}`))

    expect(rowsOf(organizations)).toMatchObject([{ isauditenabled: true, languagecode: 1031 }])
    expect(rowsOf(roles)).toMatchObject([{ name: 'Agent', ismanaged: true }])
  })
})

describe('the audit log', () => {
  const select = '_userid_value,_callinguserid_value,operation,objecttypecode,createdon'
  const window =
    "objecttypecode eq 'incident' and operation lt 4 and createdon ge 2026-11-03T00:00:00.000Z and createdon lt 2026-11-08T08:00:00Z"

  it('tells who did what when, in a window', async () => {
    const rows = rowsOf(await start().read(`${filtered('audits', select, window)}&$orderby=createdon asc`))

    expect(rows.map((row) => [row['operation'], row['createdon']])).toStrictEqual([
      [2, '2026-11-03T08:00:00Z'],
      [1, '2026-11-04T08:00:00Z'],
      [1, '2026-11-04T08:01:00Z'],
      [1, '2026-11-04T08:02:00Z'],
      [2, '2026-11-05T08:00:00Z'],
      [3, '2026-11-06T08:00:00Z'],
    ])
  })

  it('names the account that wrote on behalf of a user, and knows only audited tables', async () => {
    const rows = rowsOf(
      await start().read(
        filtered(
          'audits',
          select,
          "Microsoft.Dynamics.CRM.In(PropertyName='objecttypecode',PropertyValues=['incident','goal'])",
        ),
      ),
    )

    expect(new Set(rows.map((row) => row['objecttypecode']))).toStrictEqual(new Set(['incident']))
    expect(rows.filter((row) => row['_callinguserid_value'] !== null)).toMatchObject([
      { _userid_value: ids.systemUser(2), _callinguserid_value: ids.systemUser(4) },
    ])
  })

  it('is empty where nothing is audited, and refused without the privilege', async () => {
    const off = rowsOf(await start(withDataverse({ audit: { on: false } })).read(`${api}/audits`))
    const { status, text } = await start(withDataverse({ audit: { on: true, readable: false } })).ask(`${api}/audits`)

    expect(off).toStrictEqual([])
    expect([status, text]).toStrictEqual([403, expect.stringContaining('prvReadAuditSummary')])
  })
})

describe('features', () => {
  it('an app and the roles that open it', async () => {
    const client = start()

    const apps = await client.read(`${api}/appmodules?$select=appmoduleid,uniquename,statecode,ismanaged`)
    const roles = await client.read(`${api}/appmodulerolescollection?$select=appmoduleid,roleid`)

    expect(rowsOf(apps)).toMatchObject([
      { uniquename: 'msdyn_CustomerServiceWorkspace', statecode: 0, ismanaged: true },
    ])
    expect(rowsOf(roles)).toMatchObject([{ appmoduleid: ids.policy, roleid: ids.agentRole }])
  })

  it('every saved version of a dual-write map, and the one that runs', async () => {
    const client = start()

    const maps = rowsOf(
      await client.read(`${api}/msdyn_dualwriteentitymaps?$select=msdyn_name,msdyn_version,msdyn_mapping`),
    )
    const running = rowsOf(
      await client.read(`${api}/msdyn_dualwriteruntimeconfigs?$select=msdyn_name,msdyn_unsecure,statecode`),
    )

    expect(maps.map((row) => row['msdyn_version'])).toStrictEqual(['1.0.0.9', '1.0.0.10'])
    expect(JSON.parse(String(maps[1]?.['msdyn_mapping']))).toMatchObject({
      legs: [
        {
          sourceSchema: 'CDS work orders',
          destinationSchema: 'goals',
          fieldMappings: [{ syncDirection: '3' }, { syncDirection: '3' }],
        },
      ],
    })
    expect(running).toHaveLength(1)
    expect(JSON.parse(String(running[0]?.['msdyn_unsecure']))).toMatchObject({ EntityMapVersion: { Revision: 10 } })
  })

  it('telephony without its secrets', async () => {
    const client = start()
    const set = 'msdyn_occommunicationprovidersettings'

    const rows = rowsOf(
      await client.read(`${api}/${set}?$select=msdyn_occommunicationprovider,msdyn_istrial,statecode`),
    )
    const wrong = await Promise.all(
      ['?$select=msdyn_secret', '?$select=msdyn_name,msdyn_securesecret', ''].map((query) =>
        client.ask(`${api}/${set}${query}`),
      ),
    )

    expect(rows).toMatchObject([
      { msdyn_occommunicationprovider: 192_350_000, msdyn_istrial: false, statecode: 0 },
      { msdyn_occommunicationprovider: 192_350_001, msdyn_istrial: true, statecode: 1 },
    ])
    expect(wrong.map(({ status }) => status)).toStrictEqual([400, 400, 400])
  })
})

describe('conversations', () => {
  const contain = "Microsoft.Dynamics.CRM.ContainValues(PropertyName='msdyn_channel',PropertyValues=['192350000'])"

  it('are found by channel, by their workstream, and never by comparing the channel', async () => {
    const client = start()
    const ask = (filter: string) =>
      client.ask(filtered('msdyn_ocliveworkitems', '_msdyn_routableobjectid_value', filter))

    const byChannel = await client.read(filtered('msdyn_ocliveworkitems', '_msdyn_routableobjectid_value', contain))
    const byStream = await ask('msdyn_liveworkstreamid/msdyn_streamsource eq 192350000')
    const byComparison = await ask("msdyn_channel eq '192350000'")

    const records = rowsOf(byChannel).map((row) => row['_msdyn_routableobjectid_value'])
    expect([records.length, new Set(records).size]).toStrictEqual([2, 1])
    expect([byStream.status, byComparison.status]).toStrictEqual([200, 400])
  })

  it('have sessions: one per routing attempt', async () => {
    const url = filtered('msdyn_ocsessions', 'msdyn_sessioncreatedon', 'msdyn_channel eq 192350000')

    const { rows } = await start().readAll(url, { headers: { prefer: 'odata.maxpagesize=2' } })

    expect(rows).toHaveLength(3)
  })

  it('tell when the bot was there and what was transcribed', async () => {
    const client = start()

    const bots = rowsOf(await client.read(filtered('systemusers', 'systemuserid', 'msdyn_usertype eq 192350001')))
    const joined = rowsOf(
      await client.read(
        filtered(
          'msdyn_sessionparticipants',
          'msdyn_joinedon,msdyn_lefton',
          `_msdyn_agentid_value eq ${ids.systemUser(4)}`,
        ),
      ),
    )
    const events = rowsOf(
      await client.read(
        filtered(
          'msdyn_ocsessionparticipantevents',
          'msdyn_eventstarttime,msdyn_eventendtime',
          'msdyn_eventtype eq 192350002',
        ),
      ),
    )

    expect(bots).toMatchObject([{ systemuserid: ids.systemUser(4) }])
    expect(joined).toMatchObject([{ msdyn_joinedon: '2026-11-03T10:00:00Z', msdyn_lefton: '2026-11-03T10:04:00Z' }])
    expect(events).toMatchObject([
      { msdyn_eventstarttime: '2026-11-03T10:04:00Z', msdyn_eventendtime: '2026-11-03T10:12:00Z' },
    ])
  })
})
