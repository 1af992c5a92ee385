/** `seatledger plan --fix`: license, or role to take away, for each open restricted-table finding. */
import { citeClauses } from '../documents/clauses.ts'
import { planDocument } from '../documents/plan.ts'
import type { Head } from '../model/documents.ts'
import { Price, removeRoleId, type PlanDocument } from '../model/plan.ts'
import type { PlanId } from '../model/pool.ts'
import { planFix } from '../planning/fix-plan.ts'
import { fixSubjects } from '../planning/fix-users.ts'
import { resultingPools } from '../planning/resulting-pools.ts'
import { drawFrom, freeUnits } from '../planning/stock.ts'
import { tieSentence } from '../planning/ties.ts'
import { whyFix } from '../planning/why-fix.ts'
import type { Prices } from '../seats/list-price.ts'
import { customerServiceFamily } from '../seats/overlap.ts'
import { readFamilyStock, type PlanFacts } from './plan-facts.ts'
import type { Guided } from './guided.ts'

interface Fixing {
  readonly facts: PlanFacts
  readonly head: Head
  readonly prices: Prices
  readonly product: Guided
}

/** The plan that stands for a family: its price holds where the operator gives the family none. */
const planOfFamily: ReadonlyMap<string, PlanId> = new Map([[customerServiceFamily, 'customer-service-enterprise']])

export async function fixDocument({ facts, head, prices, product }: Fixing): Promise<PlanDocument> {
  const { edition, data, config } = product
  const sold = data.families.families.filter(({ noLongerSold, tenantLicensed }) => !noLongerSold && !tenantLicensed)
  const families = sold.map(({ id }) => id)
  const familyPrices = pricesByFamily(families, prices)
  const findings = fixSubjects(facts.findings)
  const wanted = families.filter((family) =>
    findings.subjects.some(({ tables }) => tables.some(({ requires }) => requires.includes(family))),
  )
  const stock = await readFamilyStock(facts, wanted, product)
  const found = planFix({ users: findings.subjects, prices: familyPrices, free: freeUnits(stock), families })
  const drawn = drawFrom(stock, found.reused)
  const nameOf = (id: string): string => sold.find((family) => family.id === id)?.name ?? 'removal of a role'
  // A removal without a price is a decision, told in the sentences, and no purchase.
  const paid = [...found.bought].filter(([id]) => id !== removeRoleId || familyPrices.has(id))
  const asPlans = new Map(paid.map(([id, count]) => [planOfFamily.get(id) ?? id, count]))
  const purchased = new Map<PlanId, number>()
  for (const { plan, counted } of facts.seats) purchased.set(plan, (purchased.get(plan) ?? 0) + counted)
  return planDocument({
    head,
    staffing: [],
    bought: asPlans,
    prices: new Map([...familyPrices].map(([id, price]) => [planOfFamily.get(id) ?? id, price])),
    reused: drawn,
    monthly: found.monthly,
    ties: found.ties.map((tie) => tieSentence(found.bought, tie, familyPrices, nameOf)),
    pools: resultingPools({
      purchased,
      bought: asPlans,
      packs: facts.packs,
      edition,
      data,
      overrides: config.skuOverrides,
      asOf: head.asOf,
    }),
    why: whyFix({ plan: found, findings, prices: familyPrices, drawn, nameOf }),
    cite: (ids) => citeClauses(ids, edition),
  })
}

/** Prices of families, and of taking a role where the operator gives one. */
function pricesByFamily(families: readonly string[], prices: Prices): Prices {
  const known = [...families, removeRoleId].flatMap((id): [string, Price][] => {
    const price = prices.get(id) ?? prices.get(planOfFamily.get(id) ?? id)
    return price === undefined ? [] : [[id, price]]
  })
  return new Map(known)
}
