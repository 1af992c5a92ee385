/** The causes for which the admin API's total differs from the guide's entitlement, each by itself. GB, not rounded. */
import { compareText } from '../model/text-order.ts'
import type { Edition, EditionPool } from '../guide/edition.ts'
import type { CapacityLine, CapacityReading } from '../model/environment.ts'
import type { Difference, PlanId, Seat } from '../model/pool.ts'
import { adminApiMBPerGB, mbToGB } from '../units.ts'
import { apiAmountMB, inPoolUnit, type RawTerm } from './allotments.ts'
import { figure } from './figures.ts'
import { accrualNote, defaultNote } from './grant-sentences.ts'
import type { Grant } from './grants.ts'
import { linesOf, sumMB } from './reported.ts'

export interface DifferenceSources {
  readonly pool: EditionPool
  readonly edition: Edition
  readonly otherEditions: readonly Edition[]
  readonly terms: readonly RawTerm[]
  readonly seats: readonly Seat[]
  readonly reading: CapacityReading
  /** The plan of the SKU behind a line, if it is one of Contact Center. */
  readonly contactCenterPlan: (skuId: string) => PlanId | null
  readonly nameOf: (line: CapacityLine) => string
  /** What the edition's families grant to the tenant's SKUs. */
  readonly grants: readonly Grant[]
}

/** Add-on lines: what a pay-as-you-go policy seeds, and what was bought. */
export function addOnDifferences({ reading, nameOf }: DifferenceSources): Difference[] {
  const addOns = linesOf('addOn', reading.lines)
  const payAsYouGo = addOns.filter(isPayAsYouGo)
  const bought = addOns.filter((line) => !isPayAsYouGo(line))
  return [
    ...fromLines('pay-as-you-go', payAsYouGo, `Seeded by a pay-as-you-go policy: ${names(payAsYouGo, (l) => l.code)}.`),
    ...fromLines('add-on', bought, `Add-on capacity of its own: ${names(bought, nameOf)}.`),
  ]
}

function isPayAsYouGo({ code }: CapacityLine): boolean {
  return code.toUpperCase().startsWith('LOCAL_PAYGO')
}

/** Incremental lines of SKUs without a Contact Center plan, each SKU's beside what its family accrues by the edition. */
export function otherFamilyDifference({ reading, contactCenterPlan, nameOf, grants }: DifferenceSources): Difference[] {
  const others = linesOf('incremental', reading.lines).filter(({ skuId }) => contactCenterPlan(skuId) === null)
  const families = sortedNames(others, nameOf).map((name) => {
    const own = others.filter((line) => nameOf(line) === name)
    const grant = grants.find(({ skuId }) => own.some((line) => line.skuId === skuId))
    return accrualNote(name, grant, sumMB(own))
  })
  const note = `Granted by SKUs that are no Contact Center plan: ${names(others, nameOf)}.`
  return fromLines('other-family', others, [note, ...families].join(' '))
}

/** The base where another product's is larger, or where a Contact Center SKU's is that of another edition. */
export function baseDifference(sources: DifferenceSources): Difference[] {
  const { terms, contactCenterPlan, nameOf } = sources
  const base = largestBase(sources)
  if (base === undefined) return []
  const guideMB = terms.find(({ kind }) => kind === 'base')?.apiMB ?? 0
  const amount = toGB(base.capacityMB - guideMB)
  const sizes = `${figure(toGB(base.capacityMB))} GB instead of ${figure(toGB(guideMB))} GB`
  if (contactCenterPlan(base.skuId) === null) {
    const grant = sources.grants.find(({ skuId }) => skuId === base.skuId)
    const note = `The largest base is that of ${nameOf(base)}: ${sizes}.`
    const family = defaultNote(nameOf(base), grant, base.capacityMB)
    return [{ amount, cause: 'other-family', note: `${note} ${family}` }]
  }
  const later = sources.otherEditions.find((edition) => basesMB(edition, sources.pool.pool).includes(base.capacityMB))
  return later === undefined ? [] : [{ amount, cause: 'later-edition', note: `Base by ${later.title}: ${sizes}.` }]
}

/** The base that counts; where several are equally large, that of a Contact Center SKU. */
function largestBase({ reading, contactCenterPlan }: DifferenceSources): CapacityLine | undefined {
  const rank = ({ skuId }: CapacityLine): number => (contactCenterPlan(skuId) === null ? 1 : 0)
  const order = (a: CapacityLine, b: CapacityLine): number =>
    b.capacityMB - a.capacityMB || rank(a) - rank(b) || compareText(a.skuId, b.skuId) || compareText(a.code, b.code)
  return linesOf('base', reading.lines).toSorted(order)[0]
}

function basesMB({ pools }: Edition, poolId: EditionPool['pool']): number[] {
  return pools.filter(({ pool }) => pool === poolId).flatMap(({ bases }) => bases.map(apiAmountMB))
}

/** Incremental lines of Contact Center SKUs that count trial units only. */
export function trialDifference({ reading, contactCenterPlan, nameOf }: DifferenceSources): Difference[] {
  const trials = linesOf('incremental', reading.lines).filter(
    (line) => contactCenterPlan(line.skuId) !== null && isTrialOnly(line),
  )
  return fromLines('trial', trials, `Trial units, which the guide does not count: ${names(trials, nameOf)}.`)
}

function isTrialOnly({ paid, trialUnits }: CapacityLine): boolean {
  return trialUnits > 0 && paid.enabled + paid.warning === 0
}

/** What the guide states in MB is less to an API that counts 1 GB = 1,024 MB. */
export function unitDifference({ terms, pool, edition }: DifferenceSources): Difference[] {
  const stated = terms.filter(({ isStatedInMB }) => isStatedInMB)
  const guideGB = stated.reduce((sum, { native }) => sum + inPoolUnit(native, pool, edition), 0)
  const amountMB = stated.reduce((sum, { apiMB }) => sum + apiMB, 0)
  const note = `${figure(amountMB)} MB are ${figure(guideGB)} GB by the guide (1 GB = ${figure(edition.units.mbPerGB)} MB) and ${figure(toGB(amountMB))} GB by the admin API (1 GB = ${figure(adminApiMBPerGB)} MB).`
  return stated.length === 0 ? [] : [{ amount: toGB(amountMB) - guideGB, cause: 'unit', note }]
}

function fromLines(cause: Difference['cause'], lines: readonly CapacityLine[], note: string): Difference[] {
  return lines.length === 0 ? [] : [{ amount: toGB(sumMB(lines)), cause, note }]
}

function names(lines: readonly CapacityLine[], nameOf: (line: CapacityLine) => string): string {
  return sortedNames(lines, nameOf).join(', ')
}

function sortedNames(lines: readonly CapacityLine[], nameOf: (line: CapacityLine) => string): string[] {
  return [...new Set(lines.map(nameOf))].toSorted(compareText)
}

function toGB(amountMB: number): number {
  return mbToGB(amountMB, adminApiMBPerGB)
}
