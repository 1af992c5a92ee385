/** The restricted tables with the licenses that each asks for. The shape of `restricted-tables.json`. */
import { z } from 'zod'
import { FamilyId } from './license-families.ts'

/** One family of `requires` is enough; sorted. */
const RestrictedTable = z.strictObject({
  logicalName: z.string(),
  displayName: z.string(),
  requires: z.array(FamilyId),
})

export const RestrictedTables = z.strictObject({
  /** The date that the page bears. */
  date: z.iso.date(),
  source: z.url(),
  /** The main list without `journey`. */
  tables: z.array(RestrictedTable),
  /** Licensed per tenant, under a name that no installed table bears: the candidates are likely restricted. */
  journey: z.strictObject({
    displayName: z.string(),
    candidates: z.array(z.string()),
    requires: z.array(FamilyId),
  }),
  /** The page's footnote: holders of these may create any row, and change or delete their own. */
  caseException: z.strictObject({ table: z.string(), families: z.array(FamilyId) }),
  /** A later guide: holders may create, change and delete their own rows of these tables. */
  teamMembers: z.strictObject({ family: FamilyId, tables: z.array(z.string()) }),
  /** A later report: these licenses are accepted for the table, and the finding says so. */
  goal: z.strictObject({ table: z.string(), acceptedWithNote: z.array(FamilyId) }),
  /** The second list, off by default, without the tables of the main list. */
  fieldServiceList: z.strictObject({
    date: z.iso.date(),
    source: z.url(),
    requires: z.array(FamilyId),
    tables: z.array(z.string()),
  }),
})
export type RestrictedTables = z.infer<typeof RestrictedTables>
