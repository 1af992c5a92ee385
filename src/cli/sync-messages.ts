/** What `serve` and the process of one of its syncs say to each other. */
import { z } from 'zod'
import { RequestCounts } from '../model/documents.ts'
import { Run, RunError, RunProgress } from '../model/service.ts'

/** To the process of the sync. */
export const SyncOrder = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('start'),
    full: z.boolean(),
    isVerbose: z.boolean(),
    /** In base64; null: names are shown as they are. */
    pseudonymKey: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('stop') }),
])
export type SyncOrder = z.infer<typeof SyncOrder>

const Outcome = z.strictObject({
  exitCode: z.int(),
  findings: Run.shape.findings.unwrap(),
  incomplete: z.boolean(),
  requests: RequestCounts,
})

/** From it; all texts as they may be shown. */
export const SyncNews = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('began'), id: z.string(), startedAt: z.string() }),
  z.strictObject({ kind: z.literal('progress'), progress: RunProgress }),
  z.strictObject({ kind: z.literal('request'), api: z.string(), status: z.int().nullable(), attempt: z.int() }),
  z.strictObject({ kind: z.literal('stored'), outcome: Outcome }),
  z.strictObject({ kind: z.literal('failed'), error: RunError, exitCode: z.int() }),
])
export type SyncNews = z.infer<typeof SyncNews>
