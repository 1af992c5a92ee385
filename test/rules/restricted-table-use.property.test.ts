/** What holds of evidence of use whatever was seen: it lowers no grade, lists nobody else, and only listed operations raise. */
import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  dictionary,
  integer,
  option,
  record,
  type Arbitrary,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { severities, type Severity } from '../../src/model/finding.ts'
import { administratorTemplate, depths, operations } from '../../src/model/security.ts'
import { judge, type AccessDraft } from '../access/practice-lists.ts'
import { person, type EnvironmentLiteral, type RunLiteral } from '../access/practice-run.ts'

const tables = ['incident', 'sla', 'goal', 'msdyn_workorder', 'msdyn_agreement']
const people = ['ada', 'bo', 'cy']
const grants = dictionary(
  constantFrom(...tables),
  record({
    create: constantFrom(...depths),
    update: constantFrom(...depths),
    delete: constantFrom(...depths),
  }),
  { maxKeys: 3 },
)
const somebody = record({
  skus: array(constantFrom('sku-office', 'sku-power-apps', 'sku-team-members', 'sku-enterprise', 'sku-contractor'), {
    maxLength: 2,
  }),
  userType: constantFrom('member' as const, 'guest' as const),
  isDisabled: constantFrom(false, false, true),
  role: constantFrom('agent', 'planner', 'chef'),
  nested: constantFrom(false, true),
})
const write = record({
  userId: constantFrom(...people.map((id) => `row-${id}`)),
  table: constantFrom(...tables),
  operation: constantFrom(...operations),
  count: option(integer({ min: 1, max: 9 })),
})
const tenant = record({
  agent: grants,
  planner: grants,
  people: array(somebody, { minLength: 3, maxLength: 3 }),
  sources: dictionary(constantFrom(...tables), constantFrom('audit' as const, 'rows' as const, null), { minKeys: 3 }),
  writes: array(write, { maxLength: 6 }),
  isGated: constantFrom(false, false, true),
})
type Tenant = typeof tenant extends Arbitrary<infer Value> ? Value : never

function runOf(given: Tenant, evidence: EnvironmentLiteral['evidence']): RunLiteral {
  const holders = given.people.map((about, index) => ({ ...about, id: people[index] ?? '' }))
  return {
    people: holders.map(({ id, skus, userType }) => person(id, skus, { userType })),
    groups: [
      { id: 'nest', nested: holders.filter(({ nested }) => nested).map(({ id }) => id) },
      { id: 'gate', direct: ['ada', 'bo'] },
    ],
    environments: [
      {
        tables,
        securityGroupId: given.isGated ? 'gate' : null,
        roles: [
          { id: 'agent', grants: given.agent },
          { id: 'planner', grants: given.planner },
          { id: 'chef', templateId: administratorTemplate },
        ],
        users: holders.map(({ id, isDisabled, role }) => ({ id: `row-${id}`, isDisabled, roles: [role] })),
        teams: [{ id: 'team', kind: 'entra-security', groupId: 'nest', roles: ['planner'] }],
        ...(evidence === undefined ? {} : { evidence }),
      },
    ],
  }
}

const rank = (severity: Severity): number => severities.indexOf(severity)
const plain = (draft: AccessDraft) => ({
  id: draft.id,
  latent: draft.evidence.latent,
  tables: draft.evidence.administrator ? [] : draft.evidence.tables.map((access) => ({ ...access, observed: null })),
})
const hasListedUse = ({ evidence }: AccessDraft): boolean =>
  evidence.tables.some(({ operations: listed, observed }) =>
    listed.some((operation) => {
      const rows = observed?.[operation]
      return rows === null ? operation !== 'delete' : (rows ?? 0) > 0
    }),
  )

/** Whether the draft is graded and worded as its figures say, where it was `before` without them. */
function isRight(draft: AccessDraft, before: Severity): boolean {
  const { severity, evidence, title } = draft
  const isUsed = hasListedUse(draft)
  const worst = evidence.administrator ? 'low' : 'high'
  const isInRange = rank(worst) <= rank(severity) && rank(severity) <= rank(before)
  const isRaisedByUse = isUsed || severity === before
  const isHighByUse = isUsed || severity !== 'high'
  return isInRange && isRaisedByUse && isHighByUse && title.includes(' did ') === isUsed
}

describe('evidence of use', () => {
  it('lowers no grade and lists nobody else; an administrator rises to low at most, others to high only by a listed use', async () => {
    await assert(
      asyncProperty(tenant, async (given) => {
        const without = await judge(runOf(given, undefined))
        const seen = await judge(runOf(given, { sources: given.sources, writes: given.writes }))

        expect(seen.map(plain)).toEqual(without.map(plain))
        expect(seen.filter((draft, index) => !isRight(draft, without[index]?.severity ?? 'info'))).toEqual([])
      }),
    )
  })

  it('without any write changes no grade, and nothing but the figures', async () => {
    await assert(
      asyncProperty(tenant, async (given) => {
        const without = await judge(runOf(given, undefined))
        const seen = await judge(runOf(given, { sources: given.sources, writes: [] }))

        expect(seen.map(({ id, severity, title }) => [id, severity, title])).toEqual(
          without.map(({ id, severity, title }) => [id, severity, title]),
        )
      }),
      { numRuns: 50 },
    )
  })

  it('is kept as it was by a run that has none', async () => {
    await assert(
      asyncProperty(tenant, async (given) => {
        const seen = await judge(runOf(given, { sources: given.sources, writes: given.writes }))
        const earlier = seen.map((draft) => ({
          ...draft,
          status: 'open' as const,
          stale: false,
          waiver: null,
          firstSeen: '2026-11-24T03:00:00Z',
          lastSeen: '2026-11-24T03:00:00Z',
          resolvedAt: null,
        }))
        const kept = await judge(runOf(given, undefined), undefined, earlier)

        expect(kept.map(({ id, severity, title }) => [id, severity, title])).toEqual(
          seen.map(({ id, severity, title }) => [id, severity, title]),
        )
        expect(kept.map(({ evidence }) => evidence.tables)).toEqual(seen.map(({ evidence }) => evidence.tables))
      }),
      { numRuns: 50 },
    )
  })
})
