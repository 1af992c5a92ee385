/** The rows of the flat answers. A value that is not known is left out: OpenAPI 2.0 has no null, and 0 would be a lie. */
import { z } from 'zod'
import { severities } from '../model/finding.ts'
import { poolIds } from '../model/pool.ts'
import { choiceField, countField, flagField, numberField, textField, timeField } from './fields.ts'

export const TenantRow = z.object({
  tenantId: textField('Tenant', 'The id of the tenant.'),
  tenantName: textField('Tenant name', 'The name of the tenant; the id where no name is known.'),
  lastRunAt: timeField('Last run at', 'When the last stored run began; left out before the first one.').optional(),
})
export type TenantRow = z.infer<typeof TenantRow>

export const PoolRow = z.object({
  pool: choiceField(poolIds, 'Pool', 'The id of the pool.'),
  unit: choiceField(['GB', 'routes', 'minutes'], 'Unit', 'What the figures of the pool count.'),
  period: textField('Month', 'The month (UTC) that a monthly pool counts; left out for storage.').optional(),
  entitled: numberField('Entitled', 'What the counted seats entitle to; left out when not known.').optional(),
  total: numberField('Total', 'What consumption is held against; left out when not known.').optional(),
  consumed: numberField('Consumed', 'What is used; left out when not known.').optional(),
  remaining: numberField('Remaining', 'Total less consumed; left out when not known.').optional(),
  status: choiceField(['within', 'near', 'over', 'unknown'], 'Status', 'Whether the pool is within, near or over.'),
  packsNeeded: textField('Packs needed', 'What would cover the rest; left out when nothing is needed.').optional(),
  runsOutOn: textField('Runs out on', 'The day on which the trend reaches the total; left out without one.').optional(),
})
export type PoolRow = z.infer<typeof PoolRow>

export const FindingRow = z.object({
  id: textField('Finding', 'The id of the finding: the same from run to run.'),
  rule: textField('Rule', 'The id of the rule that found it.'),
  severity: choiceField(severities, 'Severity', 'How severe it is.'),
  status: choiceField(['open', 'waived', 'resolved'], 'Status', 'Whether it is open, waived or resolved.'),
  stale: flagField('Stale', 'True when the last run could not look at it again.'),
  title: textField('Title', 'What was found, in one sentence.'),
  detail: textField('Detail', 'What was found, in full.'),
  subjectKind: choiceField(
    ['user', 'tenant', 'environment', 'subscription', 'application'],
    'Subject kind',
    'What the finding is about.',
  ),
  subjectId: textField('Subject', 'The id of the subject.'),
  subjectName: textField('Subject name', 'The name of the subject, as it stands in the tenant.'),
  subjectUpn: textField('Subject sign-in name', 'The sign-in name of a user; left out for all else.').optional(),
  environmentId: textField('Environment', 'The id of the environment; left out when it is about none.').optional(),
  environmentName: textField('Environment name', 'The name of the environment.').optional(),
  tables: textField('Tables', 'The tables of the finding, separated by commas.').optional(),
  roles: textField('Roles', 'The security roles that give the access, separated by commas.').optional(),
  remedy: textField('Remedy', 'What can be done, one remedy per line.'),
  clauses: textField('Clauses', 'The ids of the clauses that it rests on, separated by commas.'),
  firstSeen: timeField('First seen', 'When a run found it first.'),
  lastSeen: timeField('Last seen', 'When a run found it last.'),
  waivedUntil: textField('Waived until', 'The last day (UTC) of the waiver; left out without one.').optional(),
  waivedBy: textField('Waived by', 'Who accepted it; left out without a waiver.').optional(),
  waiverReason: textField('Waiver reason', 'Why it was accepted; left out without a waiver.').optional(),
})
export type FindingRow = z.infer<typeof FindingRow>

export const ClauseRow = z.object({
  id: textField('Clause', 'The id of the clause.'),
  heading: textField('Heading', 'The heading of the section.'),
  text: textField('Text', 'What the clause says, in short.'),
  source: textField('Source', 'The document or the address that it comes from.'),
})
export type ClauseRow = z.infer<typeof ClauseRow>

export const RoleRow = z.object({
  roleId: textField('Role', 'The id of the root role.'),
  roleName: textField('Role name', 'The name of the security role.'),
  environmentId: textField('Environment', 'The id of the environment.').optional(),
  environmentName: textField('Environment name', 'The name of the environment.').optional(),
  findings: countField('Findings', 'Findings with a path through this role.'),
  cleared: countField('Cleared', 'Findings that the change would clear.').optional(),
  action: textField('Change', 'The change that would clear them.').optional(),
})
export type RoleRow = z.infer<typeof RoleRow>

export const PersonRow = z.object({
  id: textField('Person', 'The object id of the person.'),
  name: textField('Name', 'The name of the person.'),
  upn: textField('Sign-in name', 'The sign-in name; left out when not known.').optional(),
  plans: textField('Plans', 'The plans that the person holds a seat of, separated by commas.'),
  groups: textField('Groups', 'The groups that assign the seats; left out when all are direct.').optional(),
  seats: countField('Seats', 'How many seats the person holds.'),
  lastSignIn: timeField('Last sign-in', 'The last sign-in; left out when not known.').optional(),
  environments: countField(
    'Environments',
    'Environments that the person has access to; left out when not known.',
  ).optional(),
  verdict: choiceField(
    ['ok', 'idle', 'duplicate', 'no-prerequisite', 'not-assessed'],
    'Verdict',
    'What the rules say of the seats.',
  ),
  saving: numberField('Saving', 'What could be saved a month at list price; left out when not known.').optional(),
})
export type PersonRow = z.infer<typeof PersonRow>
