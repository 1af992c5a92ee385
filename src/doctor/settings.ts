/** The doctor's first checks: what is configured, and which hosts and scopes follow from it. No secret is shown. */
import { graphScope, powerPlatformScope } from '../clouds.ts'
import type { ConnectionSettings } from '../model/connection.ts'
import type { DoctorCheck } from '../model/documents.ts'

export function checkSettings(settings: ConnectionSettings, withoutEffect: readonly string[]): readonly DoctorCheck[] {
  const { cloud, tenantId, clientId, credential } = settings
  const application = clientId === '' ? 'the identity of this machine' : `application ${clientId}`
  const hosts = [
    `sign-in ${cloud.loginUrl}`,
    `Microsoft Graph ${cloud.graphUrl} (${graphScope(cloud)})`,
    `Power Platform ${cloud.powerPlatformUrl} (${powerPlatformScope(cloud)})`,
    `admin API ${cloud.bapUrl} (${cloud.bapScope})`,
    `Dataverse *.${cloud.dataverseHosts.join(', *.')}`,
  ]
  return [
    ok('configuration', `tenant ${tenantId}, ${application}, ${credential.kind}, cloud ${cloud.name}`),
    ok('hosts', hosts.join('; ')),
    ...withoutEffect.map((name) => noEffect(name)),
  ]
}

function ok(check: string, found: string): DoctorCheck {
  return { check, state: 'ok', found, fix: null, command: null }
}

function noEffect(name: string): DoctorCheck {
  return {
    check: name,
    state: 'warning',
    found: 'is set, and has no effect in this version',
    fix: 'leave it out',
    command: null,
  }
}
