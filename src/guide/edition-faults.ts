/** What the shape of an edition file cannot say: every clause reference resolves, every list is whole and in order, every unit fits. */
import { planIds, poolIds } from '../model/pool.ts'

interface Fault {
  readonly path: string[]
  readonly message: string
}

interface Cites {
  readonly clause: string
}

interface PoolPart {
  readonly unit: string
  readonly plans: readonly string[]
}

/** As much of an edition as the checks read. */
interface Draft {
  readonly units: Cites
  readonly near: Cites
  readonly included: Cites
  readonly reassignmentDays: Cites
  readonly plans: readonly (Cites & { id: string })[]
  readonly pools: readonly (Cites & { pool: string; unit: string; bases: PoolPart[]; perSeat: PoolPart[] })[]
  readonly packs: readonly (Cites & { id: string })[]
  readonly prices: readonly { id: string }[]
  readonly readings: readonly (Cites & {
    id: string
    changes: readonly { pool: string; bases?: PoolPart[] | undefined; perSeat?: PoolPart[] | undefined }[]
  })[]
  readonly families: readonly (Cites & { id: string })[]
  readonly rights: { readonly list: readonly { right: string; cases: readonly Cites[] }[] }
  readonly provisions: readonly (Cites & { id: string })[]
  readonly clauses: Readonly<Record<string, unknown>>
  readonly workedExamples: readonly Cites[]
}

/** Clauses that rules and documents cite by id, whatever the edition. */
const citedClauseIds = [
  'restricted-tables',
  'restricted-tables-page',
  'case-exception',
  'team-members',
  'administrators',
  'external-users',
  'field-service-list',
  'goal-later-report',
  'admin-api-units',
  'subscription-plans',
  'prerequisites',
  'user-licenses',
  'multiplexing',
  'reassignment',
  'dual-use',
  'dual-write',
  'azure-communication-services',
  'teams-phone-later',
  'contact-center-roles',
  'omnichannel-renewal',
  'omnichannel-faq',
  'pva-sessions',
  'capacity-notices',
] as const

export function findFaults(edition: Draft): Fault[] {
  return [
    ...unresolvedClauses(edition),
    ...wrongOrder('plans', planIds, edition.plans),
    ...wrongOrder(
      'pools',
      poolIds,
      edition.pools.map(({ pool }) => ({ id: pool })),
    ),
    ...repeated('packs', edition.packs),
    ...repeated('prices', edition.prices),
    ...repeated('readings', edition.readings),
    ...repeated('families', edition.families),
    ...repeated(
      'rights.list',
      edition.rights.list.map(({ right }) => ({ id: right })),
    ),
    ...repeated('provisions', edition.provisions),
    ...wrongParts(edition),
  ]
}

function unresolvedClauses(edition: Draft): Fault[] {
  const lists = ['plans', 'pools', 'packs', 'readings', 'families', 'provisions', 'workedExamples'] as const
  const single = ['units', 'near', 'included', 'reassignmentDays'] as const
  const references = [
    ...single.map((name) => ({ path: [name, 'clause'], clause: edition[name].clause })),
    ...lists.flatMap((list) =>
      edition[list].map(({ clause }, index) => ({ path: [list, `${index}`, 'clause'], clause })),
    ),
    ...edition.rights.list.flatMap(({ right, cases }) =>
      cases.map(({ clause }) => ({ path: ['rights', 'list', right, 'clause'], clause })),
    ),
    ...citedClauseIds.map((clause) => ({ path: ['clauses'], clause })),
  ]
  return references
    .filter(({ clause }) => !Object.hasOwn(edition.clauses, clause))
    .map(({ path, clause }) => ({ path, message: `there is no clause "${clause}"` }))
}

function wrongOrder(list: string, expected: readonly string[], found: readonly { id: string }[]): Fault[] {
  const isRight = found.length === expected.length && found.every(({ id }, index) => id === expected[index])
  return isRight ? [] : [{ path: [list], message: `expected each of these, in this order: ${expected.join(', ')}` }]
}

function repeated(list: string, rows: readonly { id: string }[]): Fault[] {
  return rows
    .map(({ id }, index) => ({ id, index }))
    .filter(({ id, index }) => rows.findIndex((row) => row.id === id) < index)
    .map(({ id, index }) => ({ path: [list, `${index}`, 'id'], message: `"${id}" is there twice` }))
}

/** Amounts in a unit that is not the pool's, and plans that two allotments of one pool name. */
function wrongParts({ pools, readings }: Draft): Fault[] {
  const unitOf = (pool: string): string => pools.find((one) => one.pool === pool)?.unit ?? ''
  const changes = readings.flatMap((reading, at) =>
    reading.changes.map((change, index) => ({
      path: ['readings', `${at}`, 'changes', `${index}`],
      unit: unitOf(change.pool),
      bases: change.bases ?? [],
      perSeat: change.perSeat ?? [],
    })),
  )
  const parts = [...pools.map((pool, index) => ({ path: ['pools', `${index}`], ...pool })), ...changes]
  return parts.flatMap(({ path, unit, bases, perSeat }) => [
    ...([...bases, ...perSeat].every((part) => fits(part.unit, unit))
      ? []
      : [{ path, message: `expected amounts in ${unit === 'GB' ? 'GB or MB' : unit}` }]),
    ...(hasRepeats(perSeat.flatMap(({ plans }) => plans))
      ? [{ path: [...path, 'perSeat'], message: 'expected each plan once' }]
      : []),
  ])
}

function fits(unit: string, poolUnit: string): boolean {
  return unit === poolUnit || (unit === 'MB' && poolUnit === 'GB')
}

function hasRepeats(values: readonly string[]): boolean {
  return new Set(values).size < values.length
}
