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
  readonly outcome:
    | { readonly found: string; readonly lack?: Lack }
    | { readonly error: unknown }
    | { readonly notAsked: string }
}

/** Why an answer is not the whole one, as coverage will say of it. */
export interface Lack {
  readonly reason: string
  readonly fix: string | null
}

/** One check per probe, in their order. `clientId` goes into the commands. */
export function checkProbes(probes: readonly Probe[], clientId: string): readonly DoctorCheck[] {
  return probes.map((probe) => {
    const { outcome } = probe
    if ('found' in outcome) return answered(probe, outcome, clientId)
    if ('error' in outcome) return failed(probe, outcome.error, clientId)
    return { check: titleOf(probe), state: 'ok', found: outcome.notAsked, fix: null, command: null }
  })
}

/** 0 all required sources can be read, 1 none of them, 3 some. */
export function doctorExitCode(probes: readonly Probe[]): 0 | 1 | 3 {
  const required = probes.filter(({ required: isRequired, outcome }) => isRequired && !('notAsked' in outcome))
  const answers = required.map(({ outcome }) => outcome).filter((outcome) => 'found' in outcome)
  if (answers.length === 0) return 1
  return answers.length === required.length && answers.every(({ lack }) => lack === undefined) ? 0 : 3
}

/** Whether a permission is missing, wholly or for a part of the source. */
export function isRefused({ outcome, permission }: Probe): boolean {
  if ('error' in outcome) return outcome.error instanceof PermissionError
  return 'found' in outcome && outcome.lack?.fix === permission
}

function titleOf({ source, environment }: Probe): string {
  return environment === null ? source : `${source} of ${environment.name}`
}

function answered(
  probe: Probe,
  { found, lack }: { readonly found: string; readonly lack?: Lack },
  clientId: string,
): DoctorCheck {
  const check = titleOf(probe)
  const signedIn = `signed in to ${probe.host} (${probe.scope})`
  if (lack === undefined) {
    return { check, state: 'ok', found: `${signedIn}, permission is there, ${found}`, fix: null, command: null }
  }
  return {
    check,
    state: probe.required ? 'failed' : 'warning',
    found: `${signedIn}, ${found}; but ${lack.reason}`,
    fix: lack.fix,
    command: isRefused(probe) ? mendingCommand(probe, clientId) : null,
  }
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
