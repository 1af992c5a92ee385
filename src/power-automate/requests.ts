/** What a caller of the connector may ask: queries, path parameters and bodies, with the words that a maker reads. */
import { z } from 'zod'
import { severities } from '../model/finding.ts'

interface Words {
  readonly title: string
  readonly text: string
  readonly more?: Readonly<Record<string, unknown>>
}
const told = ({ title, text, more = {} }: Words): Record<string, unknown> => ({
  'x-ms-summary': title,
  description: text,
  ...more,
})

const tenants = { operationId: 'ListTenants' }
const tenantChoice = {
  'x-ms-dynamic-values': {
    ...tenants,
    'value-collection': 'value',
    'value-path': 'tenantId',
    'value-title': 'tenantName',
  },
  'x-ms-dynamic-list': { ...tenants, itemsPath: 'value', itemValuePath: 'tenantId', itemTitlePath: 'tenantName' },
}

const optionalText = (words: Words): z.ZodOptional<z.ZodString> =>
  z.string().trim().min(1).max(400).meta(told(words)).optional()

const tenantId = optionalText({
  title: 'Tenant',
  text: 'The tenant that is asked about; left out, the only one.',
  more: { ...tenantChoice, 'x-ms-visibility': 'advanced' },
})

const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(1000)
  .default(100)
  .meta(told({ title: 'Page size', text: 'Rows per page, at most 1000.', more: { 'x-ms-visibility': 'advanced' } }))
const cursor = optionalText({
  title: 'Cursor',
  text: 'Where the next page begins; the next link holds it.',
  more: { 'x-ms-visibility': 'internal' },
})
const environment = optionalText({ title: 'Environment', text: 'One environment, by id or name.' })

export const TenantQuery = z.object({ tenantId })
export const FindingsQuery = z.object({
  tenantId,
  rule: optionalText({ title: 'Rule', text: 'Findings of one rule, by its id.' }),
  severity: z
    .enum(severities)
    .meta(told({ title: 'Severity', text: 'This severity and above.' }))
    .optional(),
  status: z
    .enum(['open', 'waived', 'resolved', 'all'])
    .default('open')
    .meta(told({ title: 'Status', text: 'Open, waived, resolved or all findings.' })),
  environment,
  user: optionalText({ title: 'User', text: 'One user, by sign-in name or object id.' }),
  table: optionalText({ title: 'Table', text: 'One table, by its logical name.' }),
  limit,
  cursor,
})
export type FindingsQuery = z.infer<typeof FindingsQuery>
export const RolesQuery = z.object({ tenantId, environment, limit, cursor })
export const PeopleQuery = z.object({
  tenantId,
  search: optionalText({ title: 'Search', text: 'Text in the name, the sign-in name or the id.' }),
  verdict: z
    .enum(['ok', 'idle', 'duplicate', 'no-prerequisite', 'not-assessed'])
    .meta(told({ title: 'Verdict', text: 'People with this verdict.' }))
    .optional(),
  limit,
  cursor,
})
export type PeopleQuery = z.infer<typeof PeopleQuery>
export const RunsQuery = z.object({ tenantId, limit, cursor })

const idIn = (words: Words): z.ZodString =>
  z
    .string()
    .min(1)
    .max(400)
    .meta({ ...told(words), 'x-ms-url-encoding': 'single' })

export const FindingPath = z.object({ findingId: idIn({ title: 'Finding', text: 'The id of the finding.' }) })
export const UserPath = z.object({ user: idIn({ title: 'User', text: 'A sign-in name or an object id.' }) })
export const RunPath = z.object({ runId: idIn({ title: 'Run', text: 'The id of the run.' }) })
export const SubscriptionPath = z.object({
  subscriptionId: idIn({ title: 'Subscription', text: 'The id of the subscription.' }),
})

const seats = (title: string, text: string): z.ZodDefault<z.ZodInt> =>
  z
    .int()
    .min(0)
    .max(1_000_000)
    .default(0)
    .meta(told({ title, text, more: { format: 'int32' } }))

export const PlanBody = z.object({
  digital: seats('Digital', 'People who need digital channels only.'),
  voice: seats('Voice', 'People who need voice only.'),
  both: seats('Digital and voice', 'People who need both.'),
})
export const WaiverBody = z.object({
  reason: z
    .string()
    .trim()
    .min(1)
    .max(2000)
    .meta(told({ title: 'Reason', text: 'Why the finding is accepted; an auditor reads it.' })),
  until: z.iso
    .date()
    .meta(told({ title: 'Until', text: 'The last day (UTC), such as 2027-01-31; left out, 90 days from now.' }))
    .optional(),
})
export const RunBody = z.object({
  full: z
    .boolean()
    .default(false)
    .meta(told({ title: 'Full', text: 'Read everything again in place of what changed.' })),
})
export const SubscriptionBody = z.object({
  notificationUrl: z
    .url({ protocol: /^https$/ })
    .max(4000)
    .meta(
      told({
        title: 'Notification address',
        text: 'Where a finding is sent to; filled in by the flow.',
        more: { 'x-ms-notification-url': true, 'x-ms-visibility': 'internal' },
      }),
    ),
  severity: z
    .enum(severities)
    .default('medium')
    .meta(told({ title: 'Severity', text: 'Findings of this severity and above.' })),
})
