/** The doctor against the four practice tenants: a line per API and per environment, the command that mends what fails, and 0, 3 or 1. */
import { describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import { DoctorDocument } from '../../src/model/documents.ts'
import { openCommandLine } from './command-line.ts'

const northwind = '1ed8ee59-1ede-5438-8c9e-798d8a91b945'
const tailspin = '21b88631-dacd-53e0-8f25-6bdb1aa554ee'
const finance = '0416328b-c513-5109-ba64-5261b73c53fb'

const graph = 'https://graph.microsoft.com (https://graph.microsoft.com/.default)'
const platform = 'https://api.powerplatform.com (https://api.powerplatform.com/.default)'
const bap = 'https://api.bap.microsoft.com (https://service.powerapps.com/.default)'
const instance = (domain: string) =>
  `https://${domain}.crm4.dynamics.com (https://${domain}.crm4.dynamics.com/.default)`

const ok = (check: string, found: string) => ({ check, state: 'ok', found, fix: null, command: null })
const granted = (check: string, host: string, found: string) =>
  ok(check, `signed in to ${host}, permission is there, ${found}`)
const readable = (name: string, domain: string, userId: string) =>
  granted(
    `dataverse/security of ${name}`,
    instance(domain),
    `the application is the user ${userId} and may read security data`,
  )

const hosts =
  'sign-in https://login.microsoftonline.com; Microsoft Graph https://graph.microsoft.com (https://graph.microsoft.com/.default); Power Platform https://api.powerplatform.com (https://api.powerplatform.com/.default); admin API https://api.bap.microsoft.com (https://service.powerapps.com/.default); Dataverse *.dynamics.com'
const settingsOf = ({ id, apps: [app] }: TenantDescription) => [
  ok('configuration', `tenant ${id}, application ${app?.clientId}, client-secret, cloud public`),
  ok('hosts', hosts),
]

const heading = (clientId: string, tenantId: string) => `\
# Registers the application ${clientId} for Seatledger.
# Run by a Power Platform administrator of the tenant ${tenantId}.
`

const notSignedIn = (check: string, state: 'failed' | 'warning', host: string, api: string) => ({
  check,
  state,
  found: `sign-in failed for ${host}: sign-in for ${api} failed: AADSTS7000229, the application has no service principal in the tenant, it was never consented to`,
  fix: 'Let an administrator grant admin consent to the application in this tenant.',
  command: `az ad sp create --id ${tailspin} && az ad app permission admin-consent --id ${tailspin}`,
})

function graphCommand(clientId: string, roleId: string): string {
  return `az ad app permission add --id ${clientId} --api 00000003-0000-0000-c000-000000000000 --api-permissions ${roleId}=Role && az ad app permission admin-consent --id ${clientId}`
}

async function examine(tenant: TenantDescription) {
  const { ask, files } = openCommandLine(tenant)
  const { exitCode, document } = await ask(DoctorDocument, 'doctor')
  expect(files()).toEqual({})
  expect(document.checks.slice(0, 2)).toEqual(settingsOf(tenant))
  return { exitCode, checks: document.checks.slice(2) }
}

describe('the checks', () => {
  test('contoso: everything can be read, 0', async () => {
    const { exitCode, checks } = await examine(loadTenant('contoso'))

    expect(exitCode).toBe(0)
    expect(checks).toEqual([
      granted('graph/organization', graph, 'the organization answers'),
      granted('graph/subscribed-skus', graph, '4 subscribed SKUs'),
      granted('graph/subscriptions', graph, '4 subscriptions'),
      granted('graph/users', graph, 'license assignments can be read'),
      granted('graph/groups', graph, 'groups and their members can be read'),
      granted('graph/sign-ins', graph, 'sign-in activity can be read'),
      granted('graph/audit', graph, 'the audit log can be read'),
      granted('power-platform/tenant-capacity', platform, 'capacity is reported'),
      granted('power-platform/environments', bap, '3 environments'),
      granted('power-platform/billing-policies', platform, '0 billing policies'),
      granted('power-platform/currencies', platform, '1 currencies'),
      readable('Contoso (default)', 'contosodefault', '7a5f5295-f85d-5af5-9374-71051912098c'),
      readable('Contoso Contact Center', 'contosocc', '5243a5b0-52fa-54e0-9392-d540c618498a'),
      readable('Contoso Sandbox', 'contososandbox', '9b65cf63-898e-5c3d-b24d-926f4fdf7127'),
    ])
  })

  test('fabrikam: everything can be read, and the environment without Dataverse is listed too, 0', async () => {
    const { exitCode, checks } = await examine(loadTenant('fabrikam'))

    expect(exitCode).toBe(0)
    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([])
    expect(checks.filter(({ check }) => check.startsWith('dataverse/')).map(({ check }) => check)).toEqual(
      loadTenant('fabrikam').environments.map(({ displayName }) => `dataverse/security of ${displayName}`),
    )
    expect(checks).toContainEqual(ok('dataverse/security of Fabrikam Apps', 'no Dataverse, nothing to assess'))
  })

  test('insufficient: each refusal with its permission and its command, 3', async () => {
    const { exitCode, checks } = await examine(loadTenant('insufficient'))

    expect(exitCode).toBe(3)
    expect(checks).toEqual([
      granted('graph/organization', graph, 'the organization answers'),
      granted('graph/subscribed-skus', graph, '3 subscribed SKUs'),
      {
        check: 'graph/subscriptions',
        state: 'warning',
        found: `signed in to ${graph}, permission is missing: GET /v1.0/directory/subscriptions: 403 Authorization_RequestDenied`,
        fix: 'grant the application permission Organization.Read.All of Microsoft Graph, with admin consent',
        command: graphCommand(northwind, '498476ce-e0fe-48b0-b801-37ba7e2685c6'),
      },
      granted('graph/users', graph, 'license assignments can be read'),
      {
        check: 'graph/groups',
        state: 'failed',
        found: `signed in to ${graph}, permission is missing: GET /v1.0/groups: 403 Authorization_RequestDenied`,
        fix: 'grant the application permission GroupMember.Read.All of Microsoft Graph, with admin consent (Group.Read.All where owners are refused)',
        command: graphCommand(northwind, '98830695-27a2-44f7-8c18-0c3ebc9698f6'),
      },
      {
        check: 'graph/sign-ins',
        state: 'warning',
        found: `signed in to ${graph}, permission is missing: GET /v1.0/users: 403 Authentication_RequestFromNonPremiumTenantOrB2CTenant`,
        fix: 'grant the application permission AuditLog.Read.All of Microsoft Graph, with admin consent; the tenant needs Entra ID P1 or P2',
        command: graphCommand(northwind, 'b0afded3-3588-46d8-8b3d-9842eff778da'),
      },
      granted('graph/audit', graph, 'the audit log can be read'),
      {
        check: 'power-platform/tenant-capacity',
        state: 'failed',
        found: `signed in to ${platform}, permission is missing: GET /licensing/tenantCapacity: 403 Forbidden`,
        fix: 'a Power Platform administrator registers the application once: pac admin application register --application-id <client id>',
        command: `pac admin application register --application-id ${northwind}`,
      },
      granted('power-platform/environments', bap, '3 environments'),
      granted('power-platform/billing-policies', platform, '0 billing policies'),
      {
        check: 'power-platform/currencies',
        state: 'warning',
        found: `signed in to ${platform}, permission is missing: GET /licensing/tenantCapacity/currencyReports: 403 Forbidden`,
        fix: 'a Power Platform administrator registers the application once: pac admin application register --application-id <client id>',
        command: `pac admin application register --application-id ${northwind}`,
      },
      readable('Northwind Service', 'northwindsales', '2087716c-afa8-56fb-99ac-d1dbd4163f3d'),
      {
        check: 'dataverse/security of Northwind Finance',
        state: 'failed',
        found: `signed in to ${instance('northwindclosed')}, permission is missing: GET /api/data/v9.2/WhoAmI: 403 0x80072560`,
        fix: `make the application an application user that may read: pac admin assign-user --environment ${finance} --user <client id> --role "Service Reader" --application-user`,
        command: `pac admin assign-user --environment ${finance} --user ${northwind} --role "Service Reader" --application-user`,
      },
      expect.objectContaining({ check: 'dataverse/security of Northwind Warehouse', state: 'ok' }),
    ])
  })

  test('inaccessible: no API can be signed in to, 1', async () => {
    const { exitCode, checks } = await examine(loadTenant('inaccessible'))

    expect(exitCode).toBe(1)
    expect(checks).toEqual([
      notSignedIn('graph/organization', 'warning', graph, 'Microsoft Graph'),
      notSignedIn('graph/subscribed-skus', 'failed', graph, 'Microsoft Graph'),
      notSignedIn('graph/subscriptions', 'warning', graph, 'Microsoft Graph'),
      notSignedIn('graph/users', 'failed', graph, 'Microsoft Graph'),
      notSignedIn('graph/groups', 'failed', graph, 'Microsoft Graph'),
      notSignedIn('graph/sign-ins', 'warning', graph, 'Microsoft Graph'),
      notSignedIn('graph/audit', 'warning', graph, 'Microsoft Graph'),
      notSignedIn('power-platform/tenant-capacity', 'failed', platform, 'the Power Platform API'),
      notSignedIn('power-platform/environments', 'failed', bap, 'the Power Platform admin API (BAP)'),
      notSignedIn('power-platform/billing-policies', 'warning', platform, 'the Power Platform API'),
      notSignedIn('power-platform/currencies', 'warning', platform, 'the Power Platform API'),
    ])
  })

  test('an application that is no admin application: each refused source of the admin APIs, 3', async () => {
    const { exitCode, checks } = await examine({ ...loadTenant('contoso'), managementApps: [] })

    const refused = checks.filter(({ state }) => state !== 'ok')
    expect(exitCode).toBe(3)
    expect(refused.map(({ check, state }) => [check, state])).toEqual([
      ['power-platform/tenant-capacity', 'failed'],
      ['power-platform/environments', 'failed'],
      ['power-platform/billing-policies', 'warning'],
      ['power-platform/currencies', 'warning'],
    ])
    expect(new Set(refused.map(({ command }) => command))).toEqual(
      new Set(['pac admin application register --application-id e6772999-e91e-543a-b14a-ed97079652ff']),
    )
  })
})

describe('environments that BAP refuses and the other list gives', () => {
  const tenant: TenantDescription = {
    ...loadTenant('contoso'),
    refusals: [{ api: 'bap', status: 403, code: 'Forbidden', message: 'The application is not registered.' }],
  }

  test('are examined, and what is missing fails with its command, 3', async () => {
    const { exitCode, checks } = await examine(tenant)

    expect(exitCode).toBe(3)
    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([
      {
        check: 'power-platform/environments',
        state: 'failed',
        found: `signed in to ${bap}, 3 environments; but no storage per environment: GET /providers/Microsoft.BusinessAppPlatform/scopes/admin/environments: 403 Forbidden`,
        fix: 'a Power Platform administrator registers the application once: pac admin application register --application-id <client id>',
        command: 'pac admin application register --application-id e6772999-e91e-543a-b14a-ed97079652ff',
      },
    ])
    expect(checks.filter(({ check }) => check.startsWith('dataverse/'))).toHaveLength(3)
  })

  test('are registered by the script', async () => {
    const { stdout } = await openCommandLine(tenant).type('doctor', '--script', 'pac')

    expect(stdout).toContain('\npac admin application register --application-id e6772999-e91e-543a-b14a-ed97079652ff\n')
  })
})

describe('for a person', () => {
  test('each check is a line, below it what mends it and the command', async () => {
    const { exitCode, stdout, stderr } = await openCommandLine(loadTenant('insufficient')).type('doctor')

    expect(exitCode).toBe(3)
    expect(stdout).toContain(`
failed   dataverse/security of Northwind Finance: signed in to ${instance('northwindclosed')}, permission is missing: GET /api/data/v9.2/WhoAmI: 403 0x80072560
           mend it: make the application an application user that may read: pac admin assign-user --environment ${finance} --user <client id> --role "Service Reader" --application-user
           pac admin assign-user --environment ${finance} --user ${northwind} --role "Service Reader" --application-user
ok       dataverse/security of Northwind Warehouse: signed in to `)
    expect(stdout).toContain('\n3 failed, 3 to be looked at, of 16 checks.\n')
    expect(stderr).toContain('  trying dataverse/security of Northwind Finance …\n')
  })

  test.each([
    ['contoso', 'All is well: `seatledger sync` can read everything that it looks at.'],
    ['fabrikam', 'All is well: `seatledger sync` can read everything that it looks at.'],
    ['inaccessible', '5 failed, 6 to be looked at, of 13 checks.'],
  ])('%s ends with: %s', async (name, sentence) => {
    const { stdout } = await openCommandLine(loadTenant(name)).type('doctor')

    expect(stdout.trimEnd().split('\n').at(-1)).toBe(sentence)
  })
})

describe('with environments named by the operator', () => {
  test('lists the others as left out', async () => {
    const { ask, env } = openCommandLine(loadTenant('insufficient'))
    env['SEATLEDGER_ENVIRONMENTS'] = 'all,-Northwind Finance'

    const { document } = await ask(DoctorDocument, 'doctor')

    expect(document.checks).toContainEqual(ok('dataverse/security of Northwind Finance', 'left out by the operator'))
  })

  test('a name that no environment bears fails, and the environments that there are stand beside it', async () => {
    const { ask, env } = openCommandLine(loadTenant('contoso'))
    env['SEATLEDGER_ENVIRONMENTS'] = 'Contoso Sandbox,Atlantis'

    const { document, exitCode } = await ask(DoctorDocument, 'doctor')

    expect(exitCode).toBe(3)
    expect(document.checks.at(-1)).toEqual({
      check: 'SEATLEDGER_ENVIRONMENTS',
      state: 'failed',
      found: 'names Atlantis, and no environment bears this name or id',
      fix: 'use a name or an id of the environments that are listed here',
      command: null,
    })
    expect(document.checks.filter(({ check }) => check.startsWith('dataverse/'))).toHaveLength(3)
  })
})

describe('--script', () => {
  const northwindHeading = heading(northwind, '36121776-2be2-517a-8989-f173315961a6')
  const adminNote = '# An admin application administers the whole tenant; Seatledger itself only ever reads.'
  const assign = `\
# Northwind Finance
pac admin assign-user --environment ${finance} --user ${northwind} --role "Service Reader" --application-user
`

  test('pac registers the application where it was refused', async () => {
    const { exitCode, stdout } = await openCommandLine(loadTenant('insufficient')).type('doctor', '--script', 'pac')

    expect(exitCode).toBe(3)
    expect(stdout).toBe(`${northwindHeading}\
pac auth create --cloud Public
${adminNote}
pac admin application register --application-id ${northwind}
${assign}`)
  })

  test('powershell does so by its cmdlets, and by pac where there is none', async () => {
    const { type } = openCommandLine(loadTenant('insufficient'))

    const { exitCode, stdout } = await type('doctor', '--script', 'powershell')

    expect(exitCode).toBe(3)
    expect(stdout).toBe(`${northwindHeading}\
Install-Module Microsoft.PowerApps.Administration.PowerShell -Scope CurrentUser
Add-PowerAppsAccount -Endpoint prod -TenantID 36121776-2be2-517a-8989-f173315961a6
${adminNote}
New-PowerAppManagementApp -ApplicationId ${northwind}
pac auth create --cloud Public
${assign}`)
  })

  test.each([
    ['contoso', 0, '# Nothing is missing.'],
    ['inaccessible', 1, '# Not everything could be checked: mend first what `seatledger doctor` names.'],
  ])('of %s holds no command', async (name, expected, sentence) => {
    const tenant = loadTenant(name)

    const { exitCode, stdout } = await openCommandLine(tenant).type('doctor', '--script', 'pac')

    expect(exitCode).toBe(expected)
    expect(stdout).toBe(`${heading(tenant.apps[0]?.clientId ?? '', tenant.id)}${sentence}\n`)
  })
})
