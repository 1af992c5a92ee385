/** The planner's own oracle: tries every way to license a few people, and shares no code and no data with the planner. */

/** Plan, channels, what it asks for, place in the edition. */
const catalogue = {
  digital: { covers: 'd', addon: false },
  voice: { covers: 'v', addon: false },
  'digital-voice': { covers: 'dv', addon: false },
  'digital-addon': { covers: 'd', addon: true },
  'voice-addon': { covers: 'v', addon: true },
  'digital-voice-addon': { covers: 'dv', addon: true },
  'customer-service-premium': { covers: 'dv', addon: false },
  'customer-service-enterprise': { covers: '', addon: false },
} as const
export type Plan = keyof typeof catalogue
export const plans: readonly Plan[] = [
  'digital',
  'voice',
  'digital-voice',
  'digital-addon',
  'voice-addon',
  'digital-voice-addon',
  'customer-service-premium',
  'customer-service-enterprise',
]

export interface Row {
  readonly count: number
  readonly channels: 'digital' | 'voice' | 'both'
  readonly customerService: boolean
  readonly holds: readonly Plan[]
}

export type Units = Readonly<Partial<Record<Plan, number>>>

export interface Case {
  readonly staffing: readonly Row[]
  readonly prices: Readonly<Record<Plan, number>>
  readonly free: Units
  readonly purchased: Units
}

/** Price, seats and different plans of the best purchases, their numbers in the order of the plans, and whether others cost the same. */
export interface Best {
  readonly price: number
  readonly seats: number
  readonly kinds: number
  readonly bought: readonly number[]
  readonly isOnlyOne: boolean
}

export function bestOfEveryPurchase({ staffing, prices, free, purchased }: Case): Best | null {
  const outcomes = [...everyUse(staffing)]
    .flatMap((used) => purchasesFor(used, free, purchased))
    .map((bought) => ({
      bought,
      price: bought.reduce((sum, count, index) => sum + count * priceAt(index, prices), 0),
      seats: bought.reduce((sum, count) => sum + count, 0),
      kinds: bought.filter((count) => count > 0).length,
    }))
    .toSorted(
      (a, b) => a.price - b.price || a.seats - b.seats || a.kinds - b.kinds || firstDifference(a.bought, b.bought),
    )
  const [best] = outcomes
  if (best === undefined) return null
  const same = outcomes.filter(({ price }) => price === best.price).map(({ bought }) => bought.join())
  return { ...best, isOnlyOne: new Set(same).size === 1 }
}

/** Every number of units of each plan that the people together could use, without the same one twice. */
function everyUse(staffing: readonly Row[]): Iterable<number[]> {
  let uses: number[][] = [plans.map(() => 0)]
  for (const row of staffing) {
    const ways = waysToLicense(row)
    for (let person = 0; person < row.count; person += 1) uses = withOneMore(uses, ways)
  }
  return uses
}

function withOneMore(uses: readonly number[][], ways: readonly number[][]): number[][] {
  const sums = uses.flatMap((use) =>
    ways.map((way) => use.map((count, index) => count + (way.includes(index) ? 1 : 0))),
  )
  return [...new Map(sums.map((sum) => [sum.join(), sum])).values()]
}

/** Sets of plans from which nothing can be left out; a Customer Service Enterprise unit without a user is looked at below. */
function waysToLicense(row: Row): number[][] {
  const sets: number[][] = []
  for (let bits = 0; bits < 2 ** plans.length; bits += 1)
    sets.push(plans.flatMap((_, index) => ((bits >> index) % 2 ? [index] : [])))
  const good = sets.filter((set) => !set.some((index) => holds(row, index)) && licenses(row, set))
  return good.filter(
    (set) =>
      !set.some((index) =>
        licenses(
          row,
          set.filter((other) => other !== index),
        ),
      ),
  )
}

function holds(row: Row, index: number): boolean {
  return row.holds.some((plan) => plans.indexOf(plan) === index)
}

function licenses(row: Row, set: readonly number[]): boolean {
  const all = plans.filter((_, index) => set.includes(index) || holds(row, index))
  const isServiceUser = all.includes('customer-service-enterprise') || all.includes('customer-service-premium')
  const covered = all.map((plan) => catalogue[plan].covers).join('')
  const needsDigital = row.channels !== 'voice'
  const needsVoice = row.channels !== 'digital'
  if (needsDigital && !covered.includes('d')) return false
  if (needsVoice && !covered.includes('v')) return false
  if (all.some((plan) => catalogue[plan].addon) && !isServiceUser) return false
  return isServiceUser || !row.customerService
}

/** What must be bought for a use, with none or as many spare Customer Service Enterprise units as the maxima of the add-ons ask for. */
function purchasesFor(used: readonly number[], free: Units, purchased: Units): number[][] {
  const needed = used.map((count, index) => Math.max(0, count - at(free, index)))
  const enterprise = plans.indexOf('customer-service-enterprise')
  const short = plans.map((plan, index) => {
    if (!catalogue[plan].addon || needed[index] === 0) return 0
    const addons = at(purchased, index) + (needed[index] ?? 0)
    return addons - at(purchased, enterprise) - (needed[enterprise] ?? 0)
  })
  const spare = Math.max(0, ...short)
  return [needed.map((count, index) => (index === enterprise ? count + spare : count))]
}

function at(units: Units, index: number): number {
  const plan = plans[index]
  return plan === undefined ? 0 : (units[plan] ?? 0)
}

function priceAt(index: number, prices: Case['prices']): number {
  const plan = plans[index]
  return plan === undefined ? 0 : prices[plan]
}

/** More of the plan that comes first is first. */
function firstDifference(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((count, place) => count !== b[place])
  return index < 0 ? 0 : (b[index] ?? 0) - (a[index] ?? 0)
}
