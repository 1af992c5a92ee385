/** Why findings are mended as they are: each user's choice in a sentence. */
import { listWords } from '../access/words.ts'
import type { Prices } from '../seats/list-price.ts'
import { removeRoleId } from '../model/plan.ts'
import { compareText } from '../model/text-order.ts'
import type { FixPlan, UserFix } from './fix-plan.ts'
import type { FixFindings, FixSubject } from './fix-users.ts'
import type { Drawn } from './stock.ts'
import { reuseSentence } from './why-seats.ts'
import { countWords, moneyWords, setWords, type NameOf } from './words.ts'

export interface FixStory {
  readonly plan: FixPlan
  readonly findings: FixFindings
  readonly prices: Prices
  readonly drawn: readonly Drawn[]
  readonly nameOf: NameOf
}

export function whyFix(story: FixStory): string[] {
  const { plan, findings, prices, drawn } = story
  const subjects = new Map(findings.subjects.map((subject) => [subject.id, subject]))
  const told = plan.users.flatMap((fix) => {
    const subject = subjects.get(fix.userId)
    return subject === undefined ? [] : [{ name: subject.name, sentence: userSentence(fix, subject, story) }]
  })
  return [
    minimized(plan.currency),
    removalPrice(prices),
    ...told.toSorted((a, b) => compareText(a.name, b.name)).map(({ sentence }) => sentence),
    ...drawn.map(reuseSentence),
    ...(findings.leftToReview === 0
      ? []
      : [
          `Left to a person: ${countWords(findings.leftToReview)} open ${findings.leftToReview === 1 ? 'finding' : 'findings'} for information, of administrators, or about what is licensed per tenant.`,
        ]),
    ...(findings.subjects.length === 0
      ? ['No open finding on restricted tables asks for a license or for a role to be taken.']
      : []),
  ]
}

function minimized(currency: string | null): string {
  const unit = currency === null ? '' : ` in ${currency}`
  return `Minimized, exactly and over all users together: the price per month${unit} of licenses and of roles and memberships taken; of equal prices the fewest licenses to buy, then the fewest roles and memberships to take.`
}

function removalPrice(prices: Prices): string {
  const price = prices.get(removeRoleId)
  if (price !== undefined)
    return `Taking a role, or a membership that brings roles, from a user is priced ${moneyWords(price.monthly)} (${price.source}).`
  return `Taking a role, or a membership that brings roles, from a user is priced 0, so it wins over every license that must be bought: give "${removeRoleId}" a price in the file of --prices where people need what they do.`
}

function userSentence({ families, ways }: UserFix, subject: FixSubject, { prices, nameOf, plan }: FixStory): string {
  const license = families.length === 0 ? '' : `assign ${setWords(families, prices, nameOf)}${fromFree(families, plan)}`
  const roles = listWords(ways.map((way) => subject.wayWords.get(way) ?? way))
  const cost = removalWords(ways.length, prices)
  const removal = ways.length === 0 ? '' : `take away ${roles} (${cost})`
  const seen = subject.isObserved && ways.length > 0 ? ' The user was seen writing: ask before the role goes.' : ''
  return `${subject.name}: ${[license, removal].filter((part) => part !== '').join('; ')}${insteadOf(families, subject, prices, nameOf)}.${seen}`
}

function removalWords(ways: number, prices: Prices): string {
  const price = prices.get(removeRoleId)?.monthly ?? 0
  return ways === 1 ? moneyWords(price) : `${countWords(ways)} x ${moneyWords(price)} = ${moneyWords(ways * price)}`
}

function fromFree(families: readonly string[], { reused }: FixPlan): string {
  const free = families.filter((family) => reused.has(family))
  return free.length === 0 ? '' : ', from free units as far as they go'
}

/** The other side of the choice: the licenses that could be had, or all roles. */
function insteadOf(families: readonly string[], { tables }: FixSubject, prices: Prices, nameOf: NameOf): string {
  if (families.length > 0) {
    const ways = new Set(tables.flatMap((table) => table.ways)).size
    return `, where taking every role is ${removalWords(ways, prices)}`
  }
  const wanted = [...new Set(tables.flatMap(({ requires }) => requires))].filter((family) => prices.has(family))
  if (wanted.length === 0) return ', as no license that would do has a price'
  return `, where a license is priced: ${wanted.map((family) => setWords([family], prices, nameOf)).join(', ')}`
}
