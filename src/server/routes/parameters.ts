/** Parameters of paths and queries that several routes share. */
import { z } from 'zod'
import { Severity } from '../../model/finding.ts'
import { mostRows, usualRows } from '../pages.ts'

/** Of what a person types: long enough for every name, short enough to be looked for in every finding. */
const text = (description: string): z.ZodOptional<z.ZodString> =>
  z.string().min(1).max(300).optional().describe(description)

export const TenantPath = z.strictObject({ tenant: z.string().max(100).describe('The id of the tenant.') })

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(mostRows).default(usualRows).describe('Most rows of this page.'),
  cursor: z.string().max(1000).optional().describe('From the Link header of the page before.'),
}

export const environmentQuery = text('Id or name of an environment.')
export const userQuery = text('Sign-in name or object id of a person.')
export const tableQuery = text('Logical name of an installed table, such as incident.')
export const searchQuery = text('What the rows hold somewhere, whatever the case.')
export const ruleQuery = text('Id of a rule.')
export const severityQuery = Severity.optional().describe('This severity and above.')
export const statusQuery = z.enum(['open', 'waived', 'resolved', 'all']).optional().describe('Default: open ones.')

export const findingSorts = ['severity', 'rule', 'subject', 'environment', 'firstSeen', 'lastSeen'] as const
const sorts = findingSorts.flatMap((sort) => [sort, `-${sort}`] as const)
export const sortQuery = z
  .enum(sorts)
  .optional()
  .describe('Order of the findings, with - before it the other way round; default: the order of the document.')
