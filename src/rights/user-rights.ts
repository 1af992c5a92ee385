/** What an edition grants one user: of each right the first case that meets the user. Every text is the edition's own. */
import type { Edition } from '../guide/edition.ts'
import type { Holder } from '../guide/right.ts'
import type { UserRight } from '../model/rights.ts'
import { compareText } from '../model/text-order.ts'
import type { RightsHolder } from './rights-holder.ts'

/** A restricted table, with the license families of which one is enough. */
export interface LicensedTable {
  readonly table: string
  readonly requires: readonly string[]
}

/** In the order of the edition; a right without a case for this user is not listed. */
export function userRights(user: RightsHolder, edition: Edition, tables: readonly LicensedTable[]): UserRight[] {
  const facts = factsOf(user, edition, tables)
  return edition.rights.list.flatMap(({ right, cases }) => {
    const met = cases.find(({ holder }) => meets(holder, facts))
    if (met === undefined) return []
    return [{ right, granted: met.granted, text: filled(met.text, facts.tables), clause: met.clause }]
  })
}

/** Where nobody's licenses could be read, nothing is granted and nothing is denied. */
export function unknownRights({ rights }: Edition): UserRight[] {
  const text = 'Not known: what this user holds could not be read.'
  return rights.list.flatMap(({ right, cases }) =>
    cases.slice(0, 1).map(({ clause }) => ({ right, granted: null, text, clause })),
  )
}

interface Facts extends RightsHolder {
  readonly channels: readonly string[]
  readonly isLicensed: boolean
  /** Names of the restricted tables for which the user is licensed, sorted. */
  readonly tables: readonly string[]
}

function factsOf(user: RightsHolder, { plans, rights }: Edition, tables: readonly LicensedTable[]): Facts {
  return {
    ...user,
    channels: plans.filter(({ id }) => user.plans.includes(id)).flatMap(({ channels }) => channels),
    isLicensed: user.plans.length > 0 || rights.licensedBy.some((family) => user.families.has(family)),
    tables: tables
      .filter(({ requires }) => requires.some((family) => user.families.has(family)))
      .map(({ table }) => table)
      .toSorted(compareText),
  }
}

function meets(holder: Holder, facts: Facts): boolean {
  return (
    hasOne(holder.users, [facts.kind]) &&
    hasOne(holder.plans, facts.plans) &&
    hasOne(holder.channels, facts.channels) &&
    hasOne(holder.families, [...facts.families]) &&
    hasOne(holder.skuIds, facts.skuIds) &&
    isAs(holder.licensed, facts.isLicensed) &&
    isAs(holder.tables, facts.tables.length > 0) &&
    isAs(holder.limited, facts.isLimited)
  )
}

/** What a case does not ask for is met by everybody. */
function hasOne(wanted: readonly string[] | undefined, held: readonly string[]): boolean {
  return wanted === undefined || wanted.some((one) => held.includes(one))
}

function isAs(wanted: boolean | undefined, found: boolean): boolean {
  return wanted === undefined || wanted === found
}

function filled(text: string, tables: readonly string[]): string {
  return text.replaceAll('{count}', `${tables.length}`).replaceAll('{tables}', tables.join(', '))
}
