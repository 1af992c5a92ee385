/** What to do next, each with the exact command. */
import type { SyncDocument } from '../../model/documents.ts'
import { severities, type Finding } from '../../model/finding.ts'

type Looked = Pick<SyncDocument, 'coverage' | 'pools'>
type Worst = Pick<Finding, 'id' | 'severity'>

/** `open`: in the order of the lists, or the worst alone. */
export function nextSteps(document: Looked, open: readonly Worst[]): readonly string[] {
  const steps = [...coverageSteps(document), ...poolSteps(document), ...findingSteps(open)]
  return steps.length === 0 ? ['Nothing: look again after the next `seatledger sync`.'] : steps
}

/** First what hides something: all other answers are as good as the coverage. */
function coverageSteps(document: Looked): readonly string[] {
  const open = document.coverage.filter((row) => row.required && row.state !== 'complete')
  if (open.length === 0) return []
  const isDataverse = open.some((row) => row.source === 'dataverse/security')
  return [
    'Mend what could not be read: `seatledger doctor`',
    ...(isDataverse ? ['Register the application user where it is missing: `seatledger doctor --script pac`'] : []),
  ]
}

function poolSteps(document: Looked): readonly string[] {
  return document.pools
    .filter((pool) => pool.status === 'over' || pool.status === 'near')
    .map(
      (pool) =>
        `See why ${pool.pool} is ${pool.status === 'over' ? 'over' : 'nearly over'}: \`seatledger explain ${pool.pool}\``,
    )
}

function findingSteps(open: readonly Worst[]): readonly string[] {
  const worst = severities
    .filter((level) => level !== 'info')
    .map((level) => open.find((finding) => finding.severity === level))
    .find((finding) => finding !== undefined)
  if (worst === undefined) return []
  return [
    'See which change clears the most findings: `seatledger access --by role`',
    `See the worst finding whole: \`seatledger explain ${worst.id}\``,
  ]
}
