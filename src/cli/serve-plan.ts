/** `plan` as the API asks for it: staffing and prices in the request instead of files. */
import { planAnswer, planNeed, type PlanRequest } from '../answers/plan.ts'
import { readPlanFacts } from '../answers/plan-facts.ts'
import type { Asked } from '../answers/guided.ts'
import type { Stored } from '../answers/stored.ts'
import type { PlanDocument } from '../model/plan.ts'
import { staffingOf } from '../planning/staffing.ts'
import { learnNames } from '../pseudonyms/documents.ts'
import { listPrices } from '../seats/list-price.ts'
import type { PlanWanted } from '../server/service.ts'
import type { Pseudonyms } from './io.ts'
import { noSync } from './stored.ts'

export interface PlanParts {
  /** null before the first sync. */
  readonly stored: Stored | null
  readonly asked: Asked
  readonly pseudonyms: Pseudonyms | undefined
}

/** Throws a SeatledgerError of code `no-sync` where the plan rests on a run and there is none. */
export async function plannedFor(wanted: PlanWanted, { stored, asked, pseudonyms }: PlanParts): Promise<PlanDocument> {
  const prices = new Map([...asked.config.prices, ...Object.entries(wanted.prices ?? {})])
  const request: PlanRequest = {
    staffing: staffingIn(wanted),
    prices: listPrices(asked.edition, prices),
    isFix: wanted.fix === true,
  }
  if (stored === null) {
    if (planNeed(request) !== null) throw noSync()
    return planAnswer(request, null, asked)
  }
  const facts = await readPlanFacts(stored, asked)
  // The sentences name whom and what the findings are about.
  if (pseudonyms !== undefined) learnNames(facts.findings, pseudonyms.names)
  return planAnswer(request, facts, asked)
}

/** null: the tenant as it stands is asked for. */
function staffingIn({ digital, voice, both, staffing }: PlanWanted): PlanRequest['staffing'] {
  if ([digital, voice, both, staffing].every((said) => said === undefined)) return null
  return [...(staffing ?? []), ...staffingOf({ digital: digital ?? 0, voice: voice ?? 0, both: both ?? 0 })]
}
