/** The acceptance of the rules: `findings` on fabrikam is the list of breaches that lies beside the tenant, to the id, and nothing else. */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { fabrikamBreaches, fabrikamLater, fabrikamOperator, type Breach } from '../../mocks/fabrikam.ts'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import { EvaluationDocument, FindingsDocument, SyncDocument } from '../../src/model/documents.ts'
import { ReassignmentEvidence } from '../../src/model/evidence.ts'
import type { Finding } from '../../src/model/finding.ts'
import { afterSync } from './after-sync.ts'
import type { CommandLine } from './command-line.ts'

const dayMs = 86_400_000

/** As `product.md` lists them. */
const allRules = [
  'restricted-table-write',
  'dual-write-restricted',
  'multiplexing',
  'unlicensed-agent',
  'seat-prerequisite',
  'addon-quantity',
  'seat-overassigned',
  'seat-reassigned-early',
  'seat-idle',
  'seat-duplicate',
  'external-user',
  'legacy-omnichannel',
  'sessions-and-messages',
  'voice-without-telephony',
  'pool-overage',
  'dual-use-expiring',
]

const plain = afterSync('fabrikam')
const withOperator = afterSync('fabrikam', { prepare: asOperator, argv: ['--evidence'] })
const contoso = afterSync('contoso', { argv: ['--evidence'] })

function asOperator(commandLine: CommandLine): void {
  const people = commandLine.write('people.json', fabrikamOperator.people)
  Object.assign(commandLine.env, { ...fabrikamOperator.env, SEATLEDGER_PEOPLE: people })
}

/** The id as `documents.md` makes it, by its own hash. */
function idOf({ rule, subject, environment, key }: Breach, tenant: TenantDescription): string {
  const subjectId = tenant.users.find(({ upn }) => upn === subject)?.id ?? subject
  const environmentId = tenant.environments.find(({ displayName }) => displayName === environment)?.id ?? ''
  const parts = [rule, subjectId, environmentId.toLowerCase(), ...(key === undefined ? [] : [key])]
  return `${rule}-${createHash('sha256').update(parts.join('|')).digest('hex').slice(0, 12)}`
}

const sorted = (rows: readonly string[]): string[] => rows.toSorted((a, b) => (a < b ? -1 : 1))

const lineOf = ({ id, severity, subject, environment }: Finding): string =>
  [id, severity, subject.upn ?? subject.id, environment?.name ?? '-'].join('  ')

function expectedLines(when: NonNullable<Breach['when']>, isWithEvidence: boolean): string[] {
  const tenant = loadTenant('fabrikam')
  const breaches = fabrikamBreaches.filter((breach) => (breach.when ?? when) === when)
  return sorted(
    breaches.map((breach) => {
      const severity = isWithEvidence ? (breach.withEvidence ?? breach.severity) : breach.severity
      return [idOf(breach, tenant), severity, breach.subject, breach.environment ?? '-'].join('  ')
    }),
  )
}

describe('findings of fabrikam', () => {
  test('are the list beside the tenant and nothing else', async () => {
    const { ask } = await plain()

    const { document, exitCode } = await ask(FindingsDocument, 'findings')

    expect(exitCode).toBe(2)
    expect(sorted(document.findings.map(lineOf))).toEqual(expectedLines('plain', false))
  })

  test('with what the operator says, and with evidence of use, are the list for that', async () => {
    const { ask } = await withOperator()

    const { document } = await ask(FindingsDocument, 'findings')

    expect(sorted(document.findings.map(lineOf))).toEqual(expectedLines('operator', true))
  })

  test('hold at least one of each rule, but for seats that move: these need a second look', () => {
    const rules = new Set(fabrikamBreaches.map(({ rule }) => rule))

    expect(allRules.filter((rule) => !rules.has(rule))).toEqual(['seat-reassigned-early'])
  })

  test('of seats that move come with time: nothing is judged by 31 days, then the first move binds and the second breaches', async () => {
    const { ask, cloud, clock } = await plain()
    const tenant = cloud.tenant()
    let today = 0

    for (const { day, change, breaches } of fabrikamLater) {
      clock.advance((day - today) * dayMs)
      today = day
      cloud.update(change)
      await ask(SyncDocument, 'sync')
      const { document } = await ask(FindingsDocument, 'findings', '--rule', 'seat-reassigned-early')

      const outcome = document.rules.find(({ rule }) => rule === 'seat-reassigned-early')?.outcome
      expect([day, outcome]).toEqual([day, breaches === null ? 'not-assessed' : 'fail'])
      expect(document.findings.map(({ severity, subject }) => [severity, subject.upn])).toEqual(
        (breaches ?? []).toReversed().map(({ severity, subject }) => [severity, subject]),
      )
      const ids = (breaches ?? []).toReversed().map((breach, index) => {
        const { skuId, movedAt } = ReassignmentEvidence.parse(document.findings[index]?.evidence)
        return idOf({ ...breach, key: `${skuId}|${movedAt}` }, tenant)
      })
      expect(document.findings.map(({ id }) => id)).toEqual(ids)
    }
  })
})

describe('contoso', () => {
  test('has nothing above info, with evidence of use too', async () => {
    const { ask } = await contoso()

    const { document, exitCode } = await ask(FindingsDocument, 'findings', '--fail-on', 'low')

    expect(exitCode).toBe(0)
    expect(document.findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['restricted-table-write', 'info'],
    ])
  })
})

describe('every document', () => {
  test.each([
    ['fabrikam', plain],
    ['contoso', contoso],
  ])('of %s lists the outcome of every rule, in the order of product.md', async (_, open) => {
    const { ask } = await open()

    const { document: findings } = await ask(FindingsDocument, 'findings', '--severity', 'high')
    const { document: evaluation } = await ask(EvaluationDocument, 'evaluate')
    const { document: synced } = await ask(SyncDocument, 'sync')
    const { document: access } = await ask(FindingsDocument, 'access')

    for (const { rules } of [findings, evaluation, synced]) {
      expect(rules.map(({ rule }) => rule)).toEqual(allRules)
      expect(rules).toEqual(findings.rules)
    }
    expect(access.rules).toEqual(findings.rules.slice(0, 1))
  })

  test('says why a rule was not assessed, and what does not apply', async () => {
    const { ask } = await contoso()

    const { document } = await ask(FindingsDocument, 'findings')

    const told = document.rules.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'fail')
    expect(told.map(({ rule, outcome, reason }) => [rule, outcome, reason])).toEqual([
      ['seat-reassigned-early', 'not-assessed', 'history since 2026-11-24, 90 days are needed.'],
      ['legacy-omnichannel', 'not-applicable', expect.any(String)],
      ['dual-use-expiring', 'not-applicable', expect.any(String)],
    ])
  })
})
