import { describe, expect, it } from 'vitest'
import { presets } from '../../src/clouds.ts'
import { checkSettings } from '../../src/doctor/settings.ts'
import type { ConnectionSettings } from '../../src/model/connection.ts'

const settings: ConnectionSettings = {
  cloud: presets['gcc-high'],
  tenantId: '11111111-1111-4111-8111-111111111111',
  clientId: '22222222-2222-4222-8222-222222222222',
  credential: { kind: 'client-secret', secret: () => 'canary' },
  budgetMs: 1,
  proxy: { httpsProxy: 'http://u:canary@proxy', noProxy: null },
}

describe('the first checks', () => {
  it('say what is configured, and which hosts and scopes are used', () => {
    expect(checkSettings(settings).map(({ check, state, found }) => [check, state, found])).toEqual([
      [
        'configuration',
        'ok',
        'tenant 11111111-1111-4111-8111-111111111111, application 22222222-2222-4222-8222-222222222222, client-secret, cloud gcc-high',
      ],
      [
        'hosts',
        'ok',
        'sign-in https://login.microsoftonline.us; Microsoft Graph https://graph.microsoft.us (https://graph.microsoft.us/.default); Power Platform https://api.high.powerplatform.microsoft.us (https://api.high.powerplatform.microsoft.us/.default); admin API https://high.api.bap.microsoft.us (https://high.service.powerapps.us/.default); Dataverse *.crm.microsoftdynamics.us',
      ],
    ])
  })

  it('name the identity of this machine, and show no secret', () => {
    const checks = checkSettings({ ...settings, clientId: '' })

    expect(checks[0]?.found).toContain('the identity of this machine')
    expect(JSON.stringify(checks)).not.toContain('canary')
  })
})
