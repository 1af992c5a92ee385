/** `seatledger doctor`: tries each API and each environment, and prints what mends what fails. */
import { nowOf } from './now.ts'
import { checkProbes, doctorExitCode, isRefused, type Probe } from '../doctor/checks.ts'
import { registrationScript, type ScriptKind } from '../doctor/scripts.ts'
import { checkEnvironmentNames, checkSettings } from '../doctor/settings.ts'
import type { DoctorDocument } from '../model/documents.ts'
import { makeHead } from '../documents/head.ts'
import { exitCodes } from './exit-codes.ts'
import { tryEverything, type Tried } from './doctor-probes.ts'
import type { Io } from './io.ts'
import { print } from './print.ts'
import { openTenantProduct, type Product } from './product.ts'
import type { TenantConfig } from '../config.ts'
import type { Kind } from '../pseudonyms/tokens.ts'
import { openTenant } from './tenant.ts'
import { version } from '../version.ts'

interface DoctorOptions {
  readonly script?: ScriptKind
  readonly json?: boolean
  readonly verbose?: boolean
}

export async function doctor(options: DoctorOptions, io: Io): Promise<number> {
  const product = openTenantProduct(io, options, { defaultBudgetMinutes: 10 })
  const asOf = nowOf(io)
  const tenant = openTenant(product.config, io, product.log)
  try {
    const tried = await tryEverything(tenant.connectors, product.config, io)
    if (options.script && !options.json) io.stdout(script(options.script, tried.probes, product))
    else print(document(tried, asOf, product), options, io)
    const exitCode = doctorExitCode(tried.probes)
    return exitCode === exitCodes.fine && tried.unknownEnvironments.length > 0 ? exitCodes.incomplete : exitCode
  } finally {
    tenant.close()
  }
}

function document(
  { probes, tenantName, unknownEnvironments }: Tried,
  asOf: string,
  { config, edition, data }: Product<TenantConfig>,
): DoctorDocument {
  const { connection } = config
  const { tenantId } = connection
  return {
    schema: 'seatledger.doctor/1',
    ...makeHead({ version, tenantId, tenantName, runId: null, asOf, edition, data, coverage: [] }),
    checks: [
      ...checkSettings(connection),
      ...checkProbes(probes, connection.clientId),
      ...checkEnvironmentNames(unknownEnvironments),
    ],
  }
}

function script(kind: ScriptKind, probes: readonly Probe[], { config, pseudonyms }: Product<TenantConfig>): string {
  const { connection } = config
  const refused = probes.filter(isRefused)
  const shown = (kindOfName: Kind, value: string): string => pseudonyms?.names.name(kindOfName, value) ?? value
  return registrationScript(kind, {
    tenantId: shown('id', connection.tenantId),
    clientId: shown('id', connection.clientId),
    cloud: connection.cloud.name,
    unanswered: probes.filter((probe) => 'error' in probe.outcome && !isRefused(probe)).length,
    needsAdminApplication: refused.some(({ source }) => source.startsWith('power-platform/')),
    environments: refused.flatMap(({ source, environment }) =>
      source === 'dataverse/security' && environment !== null
        ? [{ id: shown('id', environment.id), name: shown('environment', environment.name) }]
        : [],
    ),
  })
}
