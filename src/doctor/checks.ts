/** What the doctor makes of its probes: per source one check with what was found, the fix and the command, and the exit code of all. */
import { AuthenticationError, ConfigurationError, PermissionError, SeatledgerError } from '../errors.ts'
import type { EnvironmentRef, SourceId } from '../model/coverage.ts'
import type { DoctorCheck } from '../model/documents.ts'
import { mendingCommand, signInCommand } from './commands.ts'

/** One try at one source. */
export interface Probe {
  readonly source: SourceId
  readonly environment: EnvironmentRef | null
  readonly required: boolean
  /** The host that was asked, as an origin, and the scope of the token. */
  readonly host: string
  readonly scope: string
  /** The least permission that opens it, and how it is granted. */
  readonly permission: string
  /** `found`: what a person wants to see of the answer ("12 SKUs"); `error`: why there is none; `notAsked`: why nothing is to be asked. */
  readonly outcome: { readonly found: string } | { readonly error: unknown } | { readonly notAsked: string }
}

/** One check per probe, in their order. `clientId` goes into the commands. */
export function checkProbes(probes: readonly Probe[], clientId: string): readonly DoctorCheck[] {
  return probes.map((probe) => {
    const { outcome } = probe
    if ('found' in outcome) return passed(probe, outcome.found)
    if ('error' in outcome) return failed(probe, outcome.error, clientId)
    return { check: titleOf(probe), state: 'ok', found: outcome.notAsked, fix: null, command: null }
  })
}

/** 0 all required sources can be read, 1 none of them, 3 some. */
export function doctorExitCode(probes: readonly Probe[]): 0 | 1 | 3 {
  const required = probes.filter(({ required: isRequired, outcome }) => isRequired && !('notAsked' in outcome))
  const readable = required.filter((probe) => 'found' in probe.outcome).length
  if (readable === required.length && readable > 0) return 0
  return readable === 0 ? 1 : 3
}

function titleOf({ source, environment }: Probe): string {
  return environment === null ? source : `${source} of ${environment.name}`
}

function passed(probe: Probe, found: string): DoctorCheck {
  const text = `signed in to ${probe.host} (${probe.scope}), permission is there, ${found}`
  return { check: titleOf(probe), state: 'ok', found: text, fix: null, command: null }
}

function failed(probe: Probe, error: unknown, clientId: string): DoctorCheck {
  return {
    check: titleOf(probe),
    state: probe.required ? 'failed' : 'warning',
    found: `${stageOf(error, probe)}: ${error instanceof Error ? error.message : String(error)}`,
    fix: fixOf(error, probe),
    command: commandFor(error, probe, clientId),
  }
}

/** How far it came: sign-in, permission, or the answer itself. */
function stageOf(error: unknown, { host, scope }: Probe): string {
  if (error instanceof AuthenticationError) return `sign-in failed for ${host} (${scope})`
  if (error instanceof PermissionError) return `signed in to ${host} (${scope}), permission is missing`
  if (error instanceof ConfigurationError) return 'the configuration does not allow it'
  return `${host} gave no usable answer`
}

function commandFor(error: unknown, probe: Probe, clientId: string): string | null {
  if (isAboutPermission(error)) return mendingCommand(probe, clientId)
  return error instanceof AuthenticationError ? signInCommand(error.message, clientId) : null
}

function isAboutPermission(error: unknown): boolean {
  return error instanceof PermissionError
}

/** The error's own hint where it has one; for a missing permission the permission itself. */
function fixOf(error: unknown, probe: Probe): string {
  const hint = error instanceof SeatledgerError ? error.hint : null
  if (isAboutPermission(error)) return probe.permission
  return hint ?? 'try again; if it stays, look at the log of `seatledger doctor --verbose`'
}
