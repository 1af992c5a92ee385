/** The tenant's whole Dataverse entitlement, re-derived SKU by SKU beside the lines of the admin API, in sentences. GB with 1 GB = 1,024 MB. */
import type { CapacityLine, CapacityReading } from '../model/environment.ts'
import { compareText } from '../model/text-order.ts'
import { adminApiMBPerGB, mbToGB } from '../units.ts'
import { figure } from './figures.ts'
import type { Grant } from './grants.ts'
import { linesOf, sumMB } from './reported.ts'
import { trustWords } from './trust-words.ts'

/** What the family of one SKU accrues beside the admin API's incremental lines of it. */
export function accrualNote(skuName: string, grant: Grant | undefined, reportedMB: number): string {
  if (grant === undefined) return `The edition names no family for ${skuName}.`
  const { family, contested } = grant
  const reported = `the admin API has ${gigabytes(reportedMB)}`
  return [
    `${skuName} is ${family}: ${accrualWords(grant)}, ${reported}${basisWords(grant)}.`,
    ...other(contested),
  ].join(' ')
}

/** What the family of one SKU brings once per tenant beside the admin API's base line of it. */
export function defaultNote(skuName: string, grant: Grant | undefined, reportedMB: number): string {
  if (grant === undefined) return `The edition names no family for ${skuName}.`
  const reported = `the admin API has ${gigabytes(reportedMB)}`
  return [
    `${skuName} is ${grant.family}: ${defaultWords(grant)}, ${reported}${basisWords(grant)}.`,
    ...other(grant.contested),
  ].join(' ')
}

/** One sentence per SKU, then the sum beside the admin API's own without add-ons. Nothing where no SKU brings anything and no line is there. */
export function reconciliationSentences(grants: readonly Grant[], reading: CapacityReading): string[] {
  const granting = linesOf('base', reading.lines).concat(linesOf('incremental', reading.lines))
  const unexplained = granting.filter(({ skuId }) => !grants.some((grant) => grant.skuId === skuId))
  if (grants.length === 0 && granting.length === 0) return []
  return [
    ...grants.map((grant) => grantSentence(grant, granting)),
    ...unexplainedSentences(unexplained),
    sumSentence(grants, granting),
  ]
}

function grantSentence(grant: Grant, lines: readonly CapacityLine[]): string {
  const own = lines.filter(({ skuId }) => skuId === grant.skuId)
  const found =
    own.length === 0
      ? 'the admin API has no line of it'
      : `the admin API has ${gigabytes(sumMB(linesOf('base', own)))} and ${gigabytes(sumMB(linesOf('incremental', own)))}`
  const words = `${defaultWords(grant)} and ${accrualWords(grant)}; ${found}${basisWords(grant)}.`
  return [`${grant.sku} (${grant.family}): ${words}`, ...other(grant.contested)].join(' ')
}

function unexplainedSentences(lines: readonly CapacityLine[]): string[] {
  const codes = [...new Set(lines.map(({ code }) => code))].toSorted(compareText)
  return codes.map((code) => {
    const amountMB = sumMB(lines.filter((line) => line.code === code))
    return `No counted seats of a family of this edition explain the lines of ${code}: ${gigabytes(amountMB)}.`
  })
}

/** Of all defaults the largest, accruals summed. */
function sumSentence(grants: readonly Grant[], lines: readonly CapacityLine[]): string {
  const largestMB = Math.max(0, ...grants.map(({ defaultMB }) => defaultMB ?? 0))
  const accruedMB = grants.reduce((sum, grant) => sum + (grant.accruedMB ?? 0), 0)
  const isWhole = grants.every(({ defaultMB, accruedMB: accrued }) => defaultMB !== null && accrued !== null)
  const reportedBaseMB = Math.max(0, ...linesOf('base', lines).map(({ capacityMB }) => capacityMB))
  const reportedMB = reportedBaseMB + sumMB(linesOf('incremental', lines))
  const total = `${isWhole ? '' : 'at least '}${gigabytes(largestMB + accruedMB)}`
  return `All licenses of the tenant: largest default ${gigabytes(largestMB)} + accruals ${gigabytes(accruedMB)} = ${total}; the admin API has ${gigabytes(reportedMB)} without add-ons (1 GB = ${figure(adminApiMBPerGB)} MB).`
}

function defaultWords({ defaultMB }: Grant): string {
  if (defaultMB === null) return 'a default that this edition does not know'
  return defaultMB === 0 ? 'no default' : `a default of ${gigabytes(defaultMB)}`
}

function accrualWords({ seats, perSeat, accruedMB }: Grant): string {
  if (accruedMB === null) return 'an accrual that this edition does not know'
  if (perSeat === null || accruedMB === 0) return 'no accrual'
  return `${figure(seats)} x ${perSeat} = ${gigabytes(accruedMB)}`
}

function basisWords({ basis, trust }: Grant): string {
  return ` [${basis}${trustWords(trust)}]`
}

function other(contested: string | null): string[] {
  return contested === null ? [] : [contested]
}

function gigabytes(amountMB: number): string {
  return `${figure(mbToGB(amountMB, adminApiMBPerGB))} GB`
}
