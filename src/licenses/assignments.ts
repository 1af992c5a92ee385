/** Which SKUs a person holds live, and which plans of them are switched off. Knows no SKU by name. */
import type { LicenseState, Person } from '../model/licensing.ts'

const liveStates = new Set(['Active', 'ActiveWithError'])

/** Whether a row of licenseAssignmentStates is a license, and no mere intent. */
export function isLive({ state }: Pick<LicenseState, 'state'>): boolean {
  return liveStates.has(state)
}

/** A live SKU of a person. `disabledPlans` are off in every one of its assignments: several assignments enable the union. */
export interface LiveAssignment {
  readonly skuId: string
  readonly disabledPlans: ReadonlySet<string>
  /** False where Graph shows the license without saying how it came. */
  readonly originKnown: boolean
}

/**
 * The person's live assignments, one per SKU: the rows of licenseAssignmentStates in state Active or ActiveWithError, and
 * SKUs of assignedLicenses without any row (graph.md 4: the rows are incomplete at times).
 */
export function liveAssignments(person: Pick<Person, 'assignedLicenses' | 'licenseStates'>): LiveAssignment[] {
  const live = new Map<string, LiveAssignment>()
  const skusWithRow = new Set<string>()
  for (const row of person.licenseStates) {
    skusWithRow.add(row.skuId)
    if (isLive(row)) addAssignment(live, row.skuId, row.disabledPlans, true)
  }
  for (const license of person.assignedLicenses) {
    if (!skusWithRow.has(license.skuId)) addAssignment(live, license.skuId, license.disabledPlans, false)
  }
  return [...live.values()]
}

function addAssignment(
  live: Map<string, LiveAssignment>,
  skuId: string,
  disabledPlans: readonly string[],
  originKnown: boolean,
): void {
  const earlier = live.get(skuId)?.disabledPlans
  const disabled = earlier === undefined ? disabledPlans : disabledPlans.filter((plan) => earlier.has(plan))
  live.set(skuId, { skuId, disabledPlans: new Set(disabled), originKnown })
}
