/** The flat answers of the connector, each a named schema: what OpenAPI 2.0 and a designer can show. */
import { z } from 'zod'
import { severities } from '../model/finding.ts'
import { choiceField, countField, flagField, numberField, rowsField, textField, timeField } from './fields.ts'
import { ClauseRow, FindingRow, PersonRow, PoolRow, RoleRow, TenantRow } from './rows.ts'

const nextLink = textField('Next link', 'The address of the next page; left out on the last one.').optional()

export const TenantList = z.object({ value: rowsField(TenantRow, 'Tenants', 'One row per tenant.') })
export const PoolList = z.object({ value: rowsField(PoolRow, 'Pools', 'The six pools, in the order of the guide.') })
export const FindingList = z.object({ value: rowsField(FindingRow, 'Findings', 'One row per finding.'), nextLink })
export const RoleList = z.object({
  value: rowsField(RoleRow, 'Roles', 'One row per role, most cleared first.'),
  nextLink,
})
export const PersonList = z.object({
  value: rowsField(PersonRow, 'People', 'One row per person with a seat.'),
  nextLink,
})

/** The four things that a person reads after a sync, in that order. */
export const TenantSummary = z.object({
  tenantId: TenantRow.shape.tenantId,
  tenantName: TenantRow.shape.tenantName,
  runId: textField('Run', 'The id of the stored run.').optional(),
  asOf: timeField('As of', 'The start of the stored run.'),
  edition: textField('Edition', 'The edition of the guide that was judged by.'),
  capacity: choiceField(
    ['within', 'near', 'over', 'unknown'],
    'Capacity',
    'The worst status among the pools; unknown stands above within.',
  ),
  poolsOver: textField('Pools over', 'The pools that are over, separated by commas.').optional(),
  poolsNear: textField('Pools near', 'The pools that are nearly over, separated by commas.').optional(),
  poolsUnknown: textField('Pools unknown', 'The pools whose status is not known, separated by commas.').optional(),
  countedSeats: countField('Counted seats', 'Purchased seats that count; left out when not known.').optional(),
  accessFindings: countField(
    'Access findings',
    'Who can write restricted tables without a license, by user and environment; left out when not judged.',
  ).optional(),
  high: countField('High', 'Open findings of severity high.'),
  medium: countField('Medium', 'Open findings of severity medium.'),
  low: countField('Low', 'Open findings of severity low.'),
  info: countField('Info', 'Open findings of severity info.'),
  isComplete: flagField('Complete', 'False when a source that is required could not be read whole.'),
  notLookedAt: textField('Not looked at', 'What was not looked at and how to mend it, one per line.').optional(),
  nextStep: textField('Next step', 'The change that clears most findings.').optional(),
  notice: textField('Notice', 'What the figures rest on.'),
})
export type TenantSummary = z.infer<typeof TenantSummary>

export const FindingDetails = z.object({
  ...FindingRow.shape,
  derivation: textField('Derivation', 'How it was found, one sentence per line.'),
  evidence: textField('Evidence', 'The evidence as JSON text.'),
  clauseTexts: rowsField(ClauseRow, 'Clause texts', 'The clauses that it rests on.'),
})
export type FindingDetails = z.infer<typeof FindingDetails>

export const RightRow = z.object({
  right: textField('Right', 'The id of the right.'),
  granted: choiceField(['yes', 'no', 'undecided'], 'Granted', 'Undecided: a person must check.'),
  text: textField('Text', 'What the right means for this user.'),
  clause: textField('Clause', 'The id of the clause.'),
})

export const UserRights = z.object({
  id: textField('User', 'The object id of the user.'),
  name: textField('Name', 'The name of the user.'),
  upn: textField('Sign-in name', 'The sign-in name; left out when not known.').optional(),
  plans: textField('Plans', 'The plans that the user holds a seat of, separated by commas.'),
  value: rowsField(RightRow, 'Rights', 'What the guide grants the user, right by right.'),
})
export type UserRights = z.infer<typeof UserRights>

export const PurchaseRow = z.object({
  plan: textField('Plan', 'The plan to buy.'),
  count: countField('Count', 'How many seats.'),
  unitPrice: numberField('Unit price', 'The price of one seat a month.'),
  priceSource: textField('Price source', 'Where the price comes from.'),
  monthly: numberField('Monthly', 'Count times price.'),
})

export const SeatPlan = z.object({
  monthly: numberField('Monthly', 'What the purchases cost a month.'),
  value: rowsField(PurchaseRow, 'Purchases', 'What to buy, cheapest first.'),
  pools: rowsField(PoolRow, 'Resulting pools', 'The pools after the purchase.'),
  reused: textField('Reused', 'Seats that the tenant has already, one SKU per line.').optional(),
  why: textField('Why', 'Why this is the cheapest way, one sentence per line.'),
})
export type SeatPlan = z.infer<typeof SeatPlan>

export const Run = z.object({
  runId: textField('Run', 'The id of the run.'),
  state: choiceField(['running', 'stored', 'failed', 'stopped'], 'State', 'Where the run stands.'),
  startedAt: timeField('Started at', 'When it began.'),
  finishedAt: timeField('Finished at', 'When it ended; left out while it runs.').optional(),
  isComplete: flagField('Complete', 'False when a required source could not be read whole.').optional(),
  exitCode: countField('Exit code', '0 fine, 1 failed, 2 findings, 3 incomplete; left out while it runs.').optional(),
  high: countField('High', 'Open findings of severity high.').optional(),
  medium: countField('Medium', 'Open findings of severity medium.').optional(),
  low: countField('Low', 'Open findings of severity low.').optional(),
  info: countField('Info', 'Open findings of severity info.').optional(),
  errorMessage: textField('Error', 'Why it failed; left out otherwise.').optional(),
  errorHint: textField('Hint', 'What can be done about it.').optional(),
})
export type Run = z.infer<typeof Run>
export const RunList = z.object({ value: rowsField(Run, 'Runs', 'One row per run, newest first.'), nextLink })

/** Without the address that it notifies: that holds a signature. */
export const Subscription = z.object({
  id: textField('Subscription', 'The id of the subscription.'),
  severity: choiceField(severities, 'Severity', 'Findings of this severity and above are sent.'),
  createdAt: timeField('Created at', 'When it was made.'),
})
export type Subscription = z.infer<typeof Subscription>

/** What a subscriber is sent: one finding that has opened. */
export const FindingNotification = z.object({
  ...FindingRow.shape,
  tenantId: TenantRow.shape.tenantId,
  tenantName: TenantRow.shape.tenantName,
  runId: textField('Run', 'The id of the run that found it.'),
  openedAt: timeField('Opened at', 'When the run found that it is open.'),
})
export type FindingNotification = z.infer<typeof FindingNotification>
