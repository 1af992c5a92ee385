import { describe, expect, it } from 'vitest'
import { registrationScript, type Registration } from '../../src/doctor/scripts.ts'

const registration: Registration = {
  tenantId: '11111111-1111-4111-8111-111111111111',
  clientId: '22222222-2222-4222-8222-222222222222',
  cloud: 'public',
  needsAdminApplication: true,
  unanswered: 0,
  environments: [
    { id: '33333333-3333-4333-8333-333333333333', name: 'Contoso Prod' },
    { id: 'default-11111111-1111-4111-8111-111111111111', name: 'Contoso (default)' },
  ],
}

describe('the script for pac', () => {
  it('registers the admin application, then the application user of each environment', () => {
    expect(registrationScript('pac', registration)).toBe(`\
# Registers the application 22222222-2222-4222-8222-222222222222 for Seatledger.
# Run by a Power Platform administrator of the tenant 11111111-1111-4111-8111-111111111111.
pac auth create --cloud Public
# An admin application administers the whole tenant; Seatledger itself only ever reads.
pac admin application register --application-id 22222222-2222-4222-8222-222222222222
# Contoso Prod
pac admin assign-user --environment 33333333-3333-4333-8333-333333333333 --user 22222222-2222-4222-8222-222222222222 --role "Service Reader" --application-user
# Contoso (default)
pac admin assign-user --environment default-11111111-1111-4111-8111-111111111111 --user 22222222-2222-4222-8222-222222222222 --role "Service Reader" --application-user
`)
  })

  it('says that nothing is missing', () => {
    const script = registrationScript('pac', { ...registration, needsAdminApplication: false, environments: [] })

    expect(script.trimEnd().split('\n').at(-1)).toBe('# Nothing is missing.')
    expect(script).not.toMatch(/^[^#]/m)
  })

  it('does not say so where a check failed for another reason', () => {
    const script = registrationScript('pac', {
      ...registration,
      needsAdminApplication: false,
      environments: [],
      unanswered: 3,
    })

    expect(script.trimEnd().split('\n').at(-1)).toBe(
      '# Not everything could be checked: mend first what `seatledger doctor` names.',
    )
  })

  it('never makes a command of what a tenant wrote', () => {
    const script = registrationScript('pac', {
      ...registration,
      environments: [
        { id: 'x; rm -rf ~', name: 'Evil\nrm -rf ~\u2028rm -rf ~' },
        { id: '33333333-3333-4333-8333-333333333333', name: 'Good' },
      ],
    })

    const commands = script.split('\n').filter((line) => !line.startsWith('#') && line !== '')
    expect(commands.every((line) => line.startsWith('pac '))).toBe(true)
    expect(commands.join('\n')).not.toContain('rm -rf')
    expect(script).toContain('# Evil rm -rf ~ rm -rf ~\n# Its id is not usable in a command')
  })
})

describe('the script for PowerShell', () => {
  it('registers the admin application by its own cmdlets, and the application users by pac', () => {
    const script = registrationScript('powershell', {
      ...registration,
      cloud: 'gcc-high',
      environments: registration.environments.slice(0, 1),
    })

    expect(script).toBe(`\
# Registers the application 22222222-2222-4222-8222-222222222222 for Seatledger.
# Run by a Power Platform administrator of the tenant 11111111-1111-4111-8111-111111111111.
Install-Module Microsoft.PowerApps.Administration.PowerShell -Scope CurrentUser
Add-PowerAppsAccount -Endpoint usgovhigh -TenantID 11111111-1111-4111-8111-111111111111
# An admin application administers the whole tenant; Seatledger itself only ever reads.
New-PowerAppManagementApp -ApplicationId 22222222-2222-4222-8222-222222222222
pac auth create --cloud UsGovHigh
# Contoso Prod
pac admin assign-user --environment 33333333-3333-4333-8333-333333333333 --user 22222222-2222-4222-8222-222222222222 --role "Service Reader" --application-user
`)
  })

  it('leaves the cloud to the administrator where it is a custom one', () => {
    const script = registrationScript('powershell', { ...registration, cloud: 'custom' })

    expect(script).toContain('Add-PowerAppsAccount -TenantID')
    expect(script).toContain('# pac must be signed in to the cloud already.')
  })
})
