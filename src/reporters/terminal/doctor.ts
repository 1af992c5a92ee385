/** The doctor's checks as text: one line per check, and below it what mends it. */
import type { DoctorCheck, DoctorDocument } from '../../model/documents.ts'
import { joinSections, titleLine } from './frame.ts'
import { paint, plain, type RenderOptions } from './text.ts'

const styles = { ok: 'green', warning: 'yellow', failed: 'red' } as const satisfies Record<DoctorCheck['state'], string>

export function renderDoctor(document: DoctorDocument, options: RenderOptions): string {
  const { checks } = document
  return joinSections([
    titleLine(document, 'doctor', options),
    checks.map((check) => checkText(check, options)).join('\n'),
    summary(checks),
  ])
}

function checkText(check: DoctorCheck, options: RenderOptions): string {
  return [
    `${paint(check.state.padEnd('warning'.length), styles[check.state], options)}  ${plain(check.check)}: ${plain(check.found)}`,
    ...(check.fix === null ? [] : [`           mend it: ${plain(check.fix)}`]),
    ...(check.command === null ? [] : [`           ${plain(check.command)}`]),
  ].join('\n')
}

function summary(checks: readonly DoctorCheck[]): string {
  const failed = checks.filter((check) => check.state === 'failed').length
  const warnings = checks.filter((check) => check.state === 'warning').length
  if (failed === 0 && warnings === 0) return 'All is well: `seatledger sync` can read everything that it looks at.'
  return `${failed} failed, ${warnings} to be looked at, of ${checks.length} checks.`
}
