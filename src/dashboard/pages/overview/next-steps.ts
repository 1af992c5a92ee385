/** The next steps of a tenant, in the order of the terminal's summary: first what hides something. */
import type { SyncDocument } from '../../../model/documents.ts'
import type { Finding } from '../../../model/finding.ts'
import { hrefOf } from '../../router/location.ts'
import { poolName } from '../../words/names.ts'

export interface NextStep {
  readonly text: string
  readonly command: string
  readonly href: string
}

/** `worst`: the gravest open finding above info. */
export function nextSteps(document: SyncDocument, worst: Finding | null): readonly NextStep[] {
  const steps = [...coverageSteps(document), ...poolSteps(document), ...findingSteps(worst)]
  if (steps.length > 0) return steps
  return [{ text: 'Nothing: look again after the next run', command: 'seatledger sync', href: hrefOf('/runs', {}) }]
}

function coverageSteps({ coverage }: SyncDocument): readonly NextStep[] {
  const missing = coverage.filter(({ required, state }) => required && state !== 'complete')
  if (missing.length === 0) return []
  const href = hrefOf('/runs', {})
  const mend = { text: 'Mend what could not be read', command: 'seatledger doctor', href }
  const register = {
    text: 'Register the application user where it is missing',
    command: 'seatledger doctor --script pac',
    href,
  }
  return missing.some(({ source }) => source === 'dataverse/security') ? [mend, register] : [mend]
}

function poolSteps({ pools }: SyncDocument): readonly NextStep[] {
  return pools
    .filter(({ status }) => status === 'over' || status === 'near')
    .map(({ pool, status }) => ({
      text: `See why ${poolName(pool)} is ${status === 'over' ? 'over' : 'nearly over'}`,
      command: `seatledger explain ${pool}`,
      href: hrefOf('/capacity', { pool }),
    }))
}

function findingSteps(worst: Finding | null): readonly NextStep[] {
  if (worst === null) return []
  return [
    {
      text: 'See which change clears the most findings',
      command: 'seatledger access --by role',
      href: hrefOf('/access', { by: 'role' }),
    },
    {
      text: 'See the worst finding whole',
      command: `seatledger explain ${worst.id}`,
      href: hrefOf('/findings', { open: worst.id }),
    },
  ]
}
