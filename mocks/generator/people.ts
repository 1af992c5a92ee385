/** The users and groups of a generated tenant. */
import type { Dice } from '../dice.ts'
import type { GroupDescription, UserDescription } from '../tenant.ts'
import { holdings, office, type ShelfSku } from './sku-shelf.ts'

/** Ids tell their kind and their number, so that a person can read a log. */
export function numberedId(kind: number, index: number): string {
  return `${kind.toString(16).padStart(8, '0')}-0000-4000-a000-${index.toString(16).padStart(12, '0')}`
}

export function generateUsers(
  {
    users,
    holdersPercent,
    domain,
  }: { readonly users: number; readonly holdersPercent: number; readonly domain: string },
  dice: Dice,
): UserDescription[] {
  const blockSize = holdersPercent > 0 ? Math.round(100 / holdersPercent) : Infinity
  let holderInBlock = -1
  return Array.from({ length: users }, (_, index) => {
    // One holder in each block: the share is exact, the places are not regular.
    if (index % blockSize === 0) holderInBlock = dice.below(Math.min(blockSize, users - index))
    const extra = index % blockSize === holderInBlock ? dice.pick(holdings) : []
    return {
      id: numberedId(1, index),
      upn: `person${index}@${domain}`,
      displayName: `Person ${index}`,
      userType: index % 500 === 30 ? 'Guest' : 'Member',
      accountEnabled: index % 400 !== 10,
      licenses: [office, ...extra].map(assigned),
    }
  })
}

function assigned({ skuId }: ShelfSku): UserDescription['licenses'][number] {
  return { skuId, disabledPlans: [], state: 'Active', byGroup: null }
}

export interface GroupPlan {
  /** Distinguishes the ids of two plans. */
  readonly kind: number
  readonly name: string
  /** People in all, those of the nested group included. */
  readonly members: number
  /** Ids that members are taken from. */
  readonly candidates: readonly string[]
}

/** A group of which a third comes by a nested group. */
export function generateGroup({ kind, name, members, candidates }: GroupPlan, dice: Dice): GroupDescription[] {
  const chosen = new Set<string>()
  const wanted = Math.min(members, candidates.length)
  while (chosen.size < wanted) chosen.add(dice.pick(candidates))
  const people = [...chosen]
  const nestedCount = Math.floor(people.length / 3)
  const nested: GroupDescription = {
    id: numberedId(kind, 1),
    displayName: `${name}, nested`,
    kind: 'security',
    members: people.slice(0, nestedCount),
    owners: [],
  }
  const outer: GroupDescription = {
    id: numberedId(kind, 0),
    displayName: name,
    kind: 'security',
    members: [...people.slice(nestedCount), nested.id],
    owners: people.slice(0, 2),
  }
  return [outer, nested]
}
