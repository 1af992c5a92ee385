/** The doctor's first checks: what is configured, and which hosts and scopes follow from it. No secret is shown. */
import { graphScope, powerPlatformScope } from '../clouds.ts'
import type { ConnectionSettings } from '../model/connection.ts'
import type { DoctorCheck } from '../model/documents.ts'

export function checkSettings(settings: ConnectionSettings): readonly DoctorCheck[] {
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
  ]
}

/** A name of `SEATLEDGER_ENVIRONMENTS` that no environment bears: a sync ends with 64 on it. */
export function checkEnvironmentNames(unknown: readonly string[]): readonly DoctorCheck[] {
  return unknown.map((word) => ({
    check: 'SEATLEDGER_ENVIRONMENTS',
    state: 'failed',
    found: `names ${word}, and no environment bears this name or id`,
    fix: 'use a name or an id of the environments that are listed here',
    command: null,
  }))
}

function ok(check: string, found: string): DoctorCheck {
  return { check, state: 'ok', found, fix: null, command: null }
}
