/** A plan of faults as a file: what is unknown, of a wrong kind or without effect is refused with the place where it stands. */
import { z } from 'zod'
import type { Fault, FaultPlan, FaultTarget, PlannedFault } from './plan.ts'

const Api = z.enum(['graph', 'powerPlatform', 'bap', 'dataverse', 'signIn'])
const Count = z.int().min(1)
const Bytes = z.int().min(0)
const Origin = z.url({ protocol: /^https$/ }).refine((url) => new URL(url).origin === url, 'is no origin')
const RetryAfter = z.union([z.string(), z.number(), z.strictObject({ inSeconds: z.number() })])

const FaultShape: z.ZodType<Fault> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(300).max(599),
    code: z.string().exactOptional(),
    retryAfter: RetryAfter.exactOptional(),
    body: z.enum(['json', 'html', 'empty']).exactOptional(),
    claims: z.boolean().exactOptional(),
    location: z.string().exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('batch-items'),
    status: z.int().min(300).max(599),
    retryAfter: RetryAfter.exactOptional(),
    every: Count.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('refuse') }),
  z.strictObject({ kind: z.literal('reset-headers') }),
  z.strictObject({ kind: z.literal('reset-body'), afterBytes: Bytes.exactOptional() }),
  z.strictObject({ kind: z.literal('stall-headers') }),
  z.strictObject({ kind: z.literal('stall-body'), afterBytes: Bytes.exactOptional() }),
  z.strictObject({ kind: z.literal('drip'), bytes: Count.exactOptional(), everyMs: Count.exactOptional() }),
  z.strictObject({ kind: z.literal('truncate'), afterBytes: Bytes.exactOptional() }),
  z.strictObject({ kind: z.literal('duplicate-rows'), rows: Count.exactOptional() }),
  z.strictObject({ kind: z.literal('empty-page') }),
  z.strictObject({ kind: z.literal('looping-link') }),
  z.strictObject({ kind: z.literal('foreign-link'), origin: Origin.exactOptional() }),
  z.strictObject({ kind: z.literal('foreign-instance'), origin: Origin.exactOptional() }),
  z.strictObject({ kind: z.literal('content-type'), type: z.string().exactOptional() }),
  z.strictObject({ kind: z.literal('oversized'), bytes: Count.exactOptional() }),
  z.strictObject({ kind: z.literal('gzip-bomb'), bytes: Count.exactOptional() }),
  z.strictObject({ kind: z.literal('deep-json'), depth: Count.exactOptional() }),
  z.strictObject({ kind: z.literal('drop-root-roles') }),
  z.strictObject({ kind: z.literal('expired-page-token') }),
  z.strictObject({ kind: z.literal('expire-tokens') }),
  z.strictObject({ kind: z.literal('clock-skew'), seconds: z.number() }),
])

const Target: z.ZodType<FaultTarget> = z.strictObject({
  api: z.union([Api, z.array(Api).min(1)]).exactOptional(),
  environmentId: z.string().min(1).exactOptional(),
  method: z.enum(['GET', 'POST']).exactOptional(),
  path: z.string().min(1).refine(isPattern, 'is no regular expression').exactOptional(),
  page: z.union([z.enum(['first', 'later']), Count]).exactOptional(),
  from: Count.exactOptional(),
  times: z.union([Count, z.literal('forever')]).exactOptional(),
  per: z.enum(['all', 'address']).exactOptional(),
  rate: z.number().gt(0).max(1).exactOptional(),
})

const Planned: z.ZodType<PlannedFault> = z
  .strictObject({ name: z.string().min(1).exactOptional(), fault: FaultShape, at: Target.exactOptional() })
  .refine(({ fault, at }) => fault.kind !== 'clock-skew' || at === undefined, 'the clock of all hosts takes no target')
  .refine(({ fault }) => fault.kind !== 'status' || fault.claims !== true || fault.status === 401, {
    message: 'only a 401 asks for claims',
    path: ['fault', 'claims'],
  })

const Plan: z.ZodType<FaultPlan> = z.strictObject({ seed: z.int(), faults: z.array(Planned) })

/** Throws with every mistake and its place: `faults[0].at.page: …`. */
export function parseFaultPlan(value: unknown): FaultPlan {
  const parsed = Plan.safeParse(value)
  if (parsed.success) return parsed.data
  const mistakes = parsed.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`)
  throw new Error(`this is no plan of faults\n${mistakes.join('\n')}`)
}

function placeOf(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
  return parts.join('').replace(/^\./, '') || 'the plan'
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text).source !== ''
  } catch {
    return false
  }
}
