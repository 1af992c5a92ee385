/** Why a finding has its grade, in words, rule by rule: what product.md says of severities. Pure. */
import { isRestrictedTable, type RestrictedTableEvidence } from '../model/evidence.ts'
import type { Finding, Severity } from '../model/finding.ts'
import { seenOperations } from './observed.ts'

type Reasons = Readonly<Partial<Record<Severity, string>>>

/** By rule id; a grade that a rule gives by its own words only is explained by its detail. */
const reasons: Readonly<Record<string, Reasons>> = {
  'dual-write-restricted': {
    medium: 'the map is running, so finance users write a restricted table through it',
    low: 'whether the map runs is not known: where it comes from finance and operations, that is kept there',
  },
  multiplexing: {
    high: 'the account was seen writing a restricted table',
    medium: 'the account can write restricted tables for people who are not seen behind it',
  },
  'unlicensed-agent': {
    medium: 'the role is for working in the Contact Center, and no seat is held',
    low: 'no seat is held, and the grade is capped: the person is a guest, or the role comes by nested membership only',
    info: 'the person cannot use the role as things stand, for the reason that the detail gives',
  },
  'seat-prerequisite': { medium: 'the add-on gives no right without the seat that it adds to' },
  'addon-quantity': {
    medium: 'more add-ons than the seats that they add to',
    info: 'another reading of the limit, shown beside the one that decides',
  },
  'seat-overassigned': {
    medium: 'more seats are assigned than are bought, those in grace counted in',
    low: 'what is assigned above the bought seats is in grace still',
  },
  'seat-reassigned-early': {
    high: 'a seat that was bound to its holder moved on',
    low: 'one early move is allowed, and binds the seat to its new holder',
  },
  'seat-idle': { low: 'the seat costs and is not used' },
  'seat-duplicate': {
    low: 'one of the seats gives nothing that another does not give',
    info: 'no duplicate, but one combined seat may cost less',
  },
  'external-user': {
    medium: 'the operator says that the person is external, and the role opens an internal app',
    info: 'whether the guest is external is not known',
  },
  'legacy-omnichannel': {
    medium: 'the term ends soon, or has ended',
    info: 'the term does not end soon',
  },
  'dual-use-expiring': {
    low: 'the term ends soon, or has ended',
    info: 'the term does not end soon',
  },
  'sessions-and-messages': { medium: 'the environment draws on both, where one was to replace the other' },
  'voice-without-telephony': { low: 'seats for voice are paid and no telephony is active' },
  'pool-overage': {
    high: 'the pool is over, and no other pool covers all of it',
    medium: 'the pool is nearly over',
    low: 'the pool is over and wholly covered by another, or will be over soon by the trend',
  },
}

/** Without its full stop. */
export function gradeReason({ rule, severity, evidence, subject }: Finding): string {
  if (isRestrictedTable(evidence)) {
    return subject.kind === 'environment'
      ? 'the table is likely restricted, not surely'
      : accessReason(severity, evidence)
  }
  return reasons[rule]?.[severity] ?? 'for the reason that the detail gives'
}

function accessReason(severity: Severity, evidence: RestrictedTableEvidence): string {
  if (evidence.administrator) return administratorReason(severity, evidence)
  if (severity === 'high') return 'a write on a restricted table was observed'
  if (severity === 'medium') return 'a restricted table can be written beyond rows that the user owns'
  if (severity === 'info') return 'it needs no action as it stands, for the reason that the detail gives'
  return isUsed(evidence)
    ? 'a write was observed, and the grade is capped as the detail says'
    : 'only own rows can be written, or what lies beyond is capped as the detail says'
}

function administratorReason(severity: Severity, evidence: RestrictedTableEvidence): string {
  if (severity === 'low') return 'an administrator who also works in the application'
  return evidence.tables.length > 0
    ? 'what the administrator was seen to write is capped as the detail says'
    : 'administration needs no license'
}

function isUsed({ tables }: RestrictedTableEvidence): boolean {
  return tables.some(
    ({ operations, observed }) =>
      observed !== null && seenOperations(observed).some((operation) => operations.includes(operation)),
  )
}
