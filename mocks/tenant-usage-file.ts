/** What is used in a practice tenant as a part of its file: `tenant-usage.ts` as schemas. */
import { z } from 'zod'
import type {
  AllocationDescription,
  AppDescription,
  AuditDescription,
  ConversationDescription,
  CurrencyDescription,
  DeletedUserDescription,
  DualWriteMapDescription,
  LicenseEventDescription,
  TelephonyDescription,
  UseDescription,
} from './tenant-usage.ts'

const Guid = z.guid().lowercase()
const Time = z.iso.datetime()

export const LicenseEvent: z.ZodType<LicenseEventDescription> = z.strictObject({
  at: Time,
  userId: Guid,
  before: z.array(Guid).default([]),
  after: z.array(Guid).default([]),
  detail: z.enum(['here', 'elsewhere', 'lost']).exactOptional(),
  by: z.enum(['admin', 'group', 'nobody']).exactOptional(),
})

export const DeletedUser: z.ZodType<DeletedUserDescription> = z.strictObject({
  id: Guid,
  upn: z.string(),
  displayName: z.string(),
  deletedAt: Time,
})

export const Currency: z.ZodType<CurrencyDescription> = z.strictObject({
  currency: z.string(),
  purchased: z.int(),
  allocated: z.int().default(0),
  consumed: z.int().default(0),
  lastUpdated: Time,
})

export const Allocation: z.ZodType<AllocationDescription> = z.strictObject({ currency: z.string(), units: z.int() })

export const Audit: z.ZodType<AuditDescription> = z.strictObject({
  on: z.boolean(),
  tables: z.array(z.string()).exactOptional(),
  readable: z.boolean().exactOptional(),
})

export const Use: z.ZodType<UseDescription> = z.strictObject({
  user: Guid,
  through: Guid.exactOptional(),
  table: z.string(),
  operation: z.enum(['create', 'update', 'delete']),
  at: Time,
  row: z.string().exactOptional(),
  times: z.int().positive().exactOptional(),
  everySeconds: z.int().positive().exactOptional(),
})

export const DualWriteMap: z.ZodType<DualWriteMapDescription> = z.strictObject({
  name: z.string(),
  version: z.string(),
  legs: z.array(
    z.strictObject({
      table: z.string(),
      external: z.string(),
      direction: z.enum(['to-dataverse', 'to-finance', 'both']),
    }),
  ),
  runtime: z.enum(['active', 'inactive']).exactOptional(),
})

export const Telephony: z.ZodType<TelephonyDescription> = z.strictObject({
  provider: z.enum(['acs', 'twilio', 'telesign', 'teams']),
  active: z.boolean().exactOptional(),
  trial: z.boolean().exactOptional(),
})

export const App: z.ZodType<AppDescription> = z.strictObject({
  id: Guid,
  name: z.string(),
  uniqueName: z.string(),
  roles: z.array(Guid),
  managed: z.boolean().exactOptional(),
  active: z.boolean().exactOptional(),
})

export const Conversation: z.ZodType<ConversationDescription> = z.strictObject({
  at: Time,
  minutes: z.number().nonnegative(),
  channel: z.enum(['record', 'voice', 'chat', 'sms']),
  record: z.string().exactOptional(),
  sessions: z.int().positive().exactOptional(),
  botMinutes: z.number().nonnegative().exactOptional(),
  transcribedMinutes: z.number().nonnegative().exactOptional(),
  times: z.int().positive().exactOptional(),
  everySeconds: z.int().positive().exactOptional(),
})
