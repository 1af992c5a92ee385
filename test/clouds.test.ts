/** Hosts and scopes of the five clouds, as the contracts and `product.md` name them, and the suffix match. */
import { describe, expect, test } from 'vitest'
import {
  dataverseScope,
  graphScope,
  isWellKnownLogin,
  loginOrigins,
  matchesDataverseHost,
  powerPlatformScope,
  presets,
} from '../src/clouds.ts'

const table = [
  {
    name: 'public',
    login: ['https://login.microsoftonline.com'],
    graph: 'https://graph.microsoft.com/.default',
    powerPlatform: 'https://api.powerplatform.com/.default',
    bap: ['https://api.bap.microsoft.com', 'https://service.powerapps.com/.default'],
    instance: 'https://contoso.crm4.dynamics.com',
  },
  {
    name: 'gcc',
    login: ['https://login.microsoftonline.com'],
    graph: 'https://graph.microsoft.com/.default',
    powerPlatform: 'https://api.gov.powerplatform.microsoft.us/.default',
    bap: ['https://gov.api.bap.microsoft.us', 'https://gov.service.powerapps.us/.default'],
    instance: 'https://contoso.crm9.dynamics.com',
  },
  {
    name: 'gcc-high',
    login: ['https://login.microsoftonline.us'],
    graph: 'https://graph.microsoft.us/.default',
    powerPlatform: 'https://api.high.powerplatform.microsoft.us/.default',
    bap: ['https://high.api.bap.microsoft.us', 'https://high.service.powerapps.us/.default'],
    instance: 'https://contoso.crm.microsoftdynamics.us',
  },
  {
    name: 'dod',
    login: ['https://login.microsoftonline.us'],
    graph: 'https://dod-graph.microsoft.us/.default',
    powerPlatform: 'https://api.appsplatform.us/.default',
    bap: ['https://api.bap.appsplatform.us', 'https://service.apps.appsplatform.us/.default'],
    instance: 'https://contoso.crm.appsplatform.us',
  },
  {
    name: 'china',
    login: ['https://login.chinacloudapi.cn', 'https://login.partner.microsoftonline.cn'],
    graph: 'https://microsoftgraph.chinacloudapi.cn/.default',
    powerPlatform: 'https://api.powerplatform.partner.microsoftonline.cn/.default',
    bap: ['https://api.bap.partner.microsoftonline.cn', 'https://service.powerapps.cn/.default'],
    instance: 'https://contoso.crm.dynamics.cn',
  },
] as const

describe('the five clouds', () => {
  test.each(table)('$name has its hosts and scopes', (row) => {
    const cloud = presets[row.name]

    expect(cloud.name).toBe(row.name)
    expect(loginOrigins(cloud)).toEqual(row.login)
    expect(isWellKnownLogin(cloud)).toBe(true)
    expect(graphScope(cloud)).toBe(row.graph)
    expect(powerPlatformScope(cloud)).toBe(row.powerPlatform)
    expect([cloud.bapUrl, cloud.bapScope]).toEqual(row.bap)
    expect(dataverseScope(`${row.instance}/`)).toBe(`${row.instance}/.default`)
  })

  test.each(table)('$name takes only its own Dataverse hosts', (row) => {
    const cloud = presets[row.name]

    const matching = table.filter((other) => matchesDataverseHost(other.instance, cloud)).map((other) => other.name)

    expect(matching).toEqual(row.name === 'public' ? ['public', 'gcc'] : [row.name])
  })
})

describe('a Dataverse host', () => {
  const cloud = { ...presets.public, name: 'custom' as const, dataverseHosts: ['crm.dynamics.com', 'localhost'] }

  test.each([
    'https://contoso.crm.dynamics.com',
    'https://CONTOSO.API.CRM.DYNAMICS.COM/api/data/v9.2/WhoAmI',
    'https://crm.dynamics.com/',
    'https://localhost:8443/api/data/v9.2/',
    'https://contoso.crm.dynamics.com:444/?x=https://evil.example',
  ])('%s is one', (url) => {
    expect(matchesDataverseHost(url, cloud)).toBe(true)
  })

  test.each([
    'http://contoso.crm.dynamics.com',
    'https://contosocrm.dynamics.com',
    'https://evilcrm.dynamics.com.evil.example',
    'https://contoso.crm.dynamics.com.evil.example/',
    'https://contoso.crm.dynamics.com@evil.example/',
    'https://evil.example/.crm.dynamics.com',
    'https://evil.example\\.crm.dynamics.com',
    'https://user:secret@contoso.crm.dynamics.com/',
    'https://notlocalhost:8443/',
    'contoso.crm.dynamics.com',
    '',
  ])('%s is none', (url) => {
    expect(matchesDataverseHost(url, cloud)).toBe(false)
  })
})
