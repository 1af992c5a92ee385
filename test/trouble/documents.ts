/** What the documents of a play say, as far as rows are judged by it. */
import { z } from 'zod'
import { Coverage } from '../../src/model/coverage.ts'
import { Pool, Seat } from '../../src/model/pool.ts'
import type { Expectation, Place } from './row.ts'
import type { Played, Stage } from './stage.ts'

export type Command = 'sync' | 'capacity'

const Answer = z.looseObject({ coverage: z.array(Coverage), pools: z.array(Pool), seats: z.array(Seat) })
export type Answer = z.infer<typeof Answer>
const Failure = z.looseObject({ schema: z.literal('seatledger.error/1'), code: z.string(), message: z.string() })

/** The answer, or the sentence of the failure, or null where standard output is neither. */
export function readAnswer({ stdout }: Played): Answer | string | null {
  try {
    const value: unknown = JSON.parse(stdout)
    return Answer.safeParse(value).data ?? Failure.safeParse(value).data?.message ?? null
  } catch {
    return null
  }
}

const Findings = z.looseObject({
  findings: z.array(z.looseObject({ id: z.string(), status: z.enum(['open', 'waived', 'resolved']) })),
})

/** Status by id, resolved ones too. */
export async function readFindings(stage: Stage, storePath: string): Promise<ReadonlyMap<string, string>> {
  const stdout = await stage.ask(storePath, ['findings', '--status', 'all', '--fail-on', 'never', '--json'])
  return new Map(Findings.parse(JSON.parse(stdout)).findings.map(({ id, status }) => [id, status]))
}

export function isInScope(
  { source, environment }: Pick<Coverage, 'source' | 'environment'>,
  expectation: Expectation,
  place: Pick<Place, 'environmentId' | 'otherEnvironmentId'>,
): boolean {
  if (expectation.kind !== 'incomplete' && expectation.kind !== 'optional') return false
  const { sources, environment: which } = expectation.scope
  const isNamed = sources.some((name) => (name.endsWith('/') ? source.startsWith(name) : source === name))
  if (which === undefined || environment === null) return isNamed
  return isNamed && environment.id === (which === 'one' ? place.environmentId : place.otherEnvironmentId)
}

export function keyOf({ source, environment }: Pick<Coverage, 'source' | 'environment'>): string {
  return `${source} ${environment?.id ?? ''}`
}
