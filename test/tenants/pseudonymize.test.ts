/** `--pseudonymize` end to end: no canary in any output of any command, the same token for the same thing everywhere, and documents that are still documents. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { z } from 'zod'
import {
  CapacityDocument,
  DoctorDocument,
  EvaluationDocument,
  ExplainDocument,
  FindingsDocument,
  ImportDocument,
  SeatsDocument,
  SyncDocument,
  WaiverDocument,
} from '../../src/model/documents.ts'
import { PlanDocument } from '../../src/model/plan.ts'
import { RightsDocument } from '../../src/model/rights.ts'
import type { Refusal } from '../../mocks/tenant.ts'
import { canariesIn, canaryTenant } from '../pseudonyms/canary-tenant.ts'
import { openCommandLine, type Outcome } from './command-line.ts'

const flag = '--pseudonymize'

function usageFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quokka-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'quokka_november.csv')
  writeFileSync(path, 'period,pool,consumed\n2026-10,voicebot-minutes,1234\n')
  return path
}

/** What sources refuse; the service's prose and the error code hold canaries too. */
const refused: readonly Refusal[] = [
  { api: 'graph', path: '/v1.0/directory/subscriptions', status: 403, code: 'Denied', message: 'Quokka GmbH may not' },
  { api: 'power-platform', path: '/licensing/billingPolicies', status: 403, code: 'Denied', message: 'Quokka GmbH' },
]

describe('over fabrikam with canaries', () => {
  test('no command tells a name, an id or a host, as text and as JSON, and every document keeps its shape', async () => {
    const tenant = canaryTenant()
    const line = openCommandLine(tenant)
    const file = usageFile()
    const [user] = tenant.users
    const upn = user?.upn ?? ''
    const environment = tenant.environments[0]?.displayName ?? ''
    const asked: readonly (readonly [z.ZodType, ...string[]])[] = [
      [DoctorDocument, 'doctor', '--verbose'],
      [CapacityDocument, 'capacity', '--verbose'],
      [SyncDocument, 'sync', '--evidence', '--verbose'],
      [ImportDocument, 'import-usage', file],
      [CapacityDocument, 'capacity', '--stored', '--compare', 'dynamics-365-2026-07'],
      [FindingsDocument, 'findings', '--status', 'all'],
      [FindingsDocument, 'access'],
      [FindingsDocument, 'access', '--by', 'role'],
      [FindingsDocument, 'access', '--by', 'table'],
      [FindingsDocument, 'access', '--by', 'environment'],
      [FindingsDocument, 'access', '--user', upn.toUpperCase(), '--environment', environment, '--table', 'incident'],
      [SeatsDocument, 'seats'],
      [SeatsDocument, 'seats', '--by', 'user'],
      [RightsDocument, 'rights', upn],
      [EvaluationDocument, 'evaluate', '--edition', 'dynamics-365-2026-07'],
      [PlanDocument, 'plan'],
      [PlanDocument, 'plan', '--fix'],
      [SyncDocument, 'sync', '--full'],
    ]
    for (const [schema, ...argv] of asked) {
      const printed = await line.type(...argv, flag)
      expect([argv.join(' '), ...canariesIn(everything(printed), tenant)]).toEqual([argv.join(' ')])
      expect(printed.stdout).not.toBe('')
      const { stdout, stderr } = await line.ask(schema, ...argv, flag)
      expect([argv.join(' '), ...canariesIn(stdout + stderr, tenant)]).toEqual([argv.join(' ')])
    }
  }, 180_000)

  test('each finding explained and waived tells none', async () => {
    const tenant = canaryTenant()
    const line = openCommandLine(tenant)
    await line.type('sync', '--evidence')
    const { document } = await line.ask(FindingsDocument, 'findings', flag)
    const oneOfEach = new Map(document.findings.map((finding) => [finding.rule, finding.id]))
    expect(oneOfEach.size).toBeGreaterThan(8)
    for (const id of [...oneOfEach.values(), 'dataverse-database', 'voicebot-minutes']) {
      const printed = await line.type('explain', id, flag)
      expect([id, ...canariesIn(everything(printed), tenant)]).toEqual([id])
      const { stdout } = await line.ask(ExplainDocument, 'explain', id, flag)
      expect([id, ...canariesIn(stdout, tenant)]).toEqual([id])
    }
    const [id = ''] = oneOfEach.values()
    const waive = [
      'waive',
      id,
      '--reason',
      'asked Quokka GmbH, mail to x@quokka.example',
      '--by',
      'Quokka2 Zephyr',
      flag,
    ]
    expect(canariesIn(everything(await line.type(...waive)), tenant)).toEqual([])
    const { document: waived } = await line.ask(WaiverDocument, ...waive)
    expect(canariesIn(JSON.stringify(waived), tenant)).toEqual([])
    expect(waived.finding.waiver?.by).toMatch(/^person-[0-9a-f]{15}$/)
  }, 180_000)

  test('wrong values come back as tokens', async () => {
    const tenant = canaryTenant()
    const line = openCommandLine(tenant)
    await line.type('sync')
    for (const argv of [
      ['rights', 'Quokka Nobody'],
      ['rights', 'nobody@quokka-domain.example'],
      ['access', '--user', 'quokka'],
      ['access', '--environment', 'Quokka77 "nowhere"'],
      ['access', '--environment=Quokka'],
      ['import-usage', '/nowhere/quokka.csv'],
      ['plan', '--staffing', '/nowhere/quokka.json'],
      ['findings', '--edition', '/nowhere/quokka.json'],
      ['evaluate', '--edition', '/nowhere/quokka.json'],
    ]) {
      for (const json of [[], ['--json']]) {
        const printed = await line.type(...argv, ...json, flag)
        expect([argv.join(' '), printed.exitCode]).toEqual([argv.join(' '), 64])
        expect([argv.join(' '), ...canariesIn(everything(printed), tenant)]).toEqual([argv.join(' ')])
      }
    }
  }, 60_000)

  test.each([
    ['optional sources are refused', refused],
    ['groups are refused', [{ api: 'graph', path: '/v1.0/groups', status: 403, code: 'Denied', message: 'Quokka1' }]],
    ['Dataverse is refused', [{ api: 'dataverse', status: 403, code: '0x80072560', message: 'Quokka1 of quokka' }]],
    ['environments are refused', [{ api: 'bap', status: 403, code: 'Denied', message: 'Quokka1 of quokka' }]],
    ['sign-in is refused', [{ api: 'sign-in', status: 401, code: 'invalid_client', message: 'Quokka1' }]],
  ] satisfies [string, readonly Refusal[]][])(
    'tells none where %s',
    async (_, refusals) => {
      const tenant = canaryTenant(refusals)
      const line = openCommandLine(tenant)
      for (const argv of [
        ['sync', '--verbose'],
        ['sync', '--json'],
        ['capacity', '--verbose'],
        ['doctor'],
        ['doctor', '--json'],
        ['doctor', '--script', 'pac'],
        ['doctor', '--script', 'powershell'],
        ['findings', '--json'],
        ['findings'],
      ]) {
        const printed = await line.type(...argv, flag)
        expect([argv.join(' '), ...canariesIn(everything(printed), tenant)]).toEqual([argv.join(' ')])
      }
    },
    120_000,
  )

  test('the same thing has the same token in every command, process and sentence, from the first sync on', async () => {
    const tenant = canaryTenant()
    const line = openCommandLine(tenant)
    const first = await line.type('sync', '--verbose', flag)
    const { document: listed } = await line.ask(FindingsDocument, 'findings', flag)
    const { document: access } = await line.ask(FindingsDocument, 'access', flag)
    const { document: seats } = await line.ask(SeatsDocument, 'seats', '--by', 'user', flag)
    const again = await line.type('sync', '--verbose', flag)

    const subjects = new Map(listed.findings.map(({ id, subject }) => [id, subject]))
    expect(access.findings.length).toBeGreaterThan(5)
    for (const finding of access.findings) expect(subjects.get(finding.id)).toEqual(finding.subject)
    const people = new Map((seats.people ?? []).map(({ id, name, upn }) => [id, { name, upn }]))
    const both = listed.findings.filter(({ subject }) => people.has(subject.id))
    expect(both.length).toBeGreaterThan(3)
    for (const { subject } of both) expect(people.get(subject.id)).toEqual({ name: subject.name, upn: subject.upn })
    for (const { title, environment, subject } of access.findings) {
      expect(title).toContain(subject.name)
      expect(title).toContain(environment?.name)
      expect(first.stderr).toContain(`dataverse/security of ${environment?.name}`)
    }
    expect(progressOf(again)).toEqual(progressOf(first))
    expect(first.stdout).toContain(listed.tenantName)
  }, 120_000)

  test('what is no name stays: numbers, rules, roles, SKUs, clauses, ids of findings', async () => {
    const line = openCommandLine(canaryTenant())
    await line.type('sync', '--evidence')
    const { document: plain } = await line.ask(FindingsDocument, 'findings')
    const { document: shown } = await line.ask(FindingsDocument, 'findings', flag)

    expect(shown.clauses).toEqual(plain.clauses)
    const ruleFacts = ({ rules }: FindingsDocument) =>
      rules.map(({ rule, outcome, open, needs }) => [rule, outcome, open, needs])
    expect(ruleFacts(shown)).toEqual(ruleFacts(plain))
    const facts = ({ findings }: FindingsDocument) =>
      findings
        .map(({ id, rule, severity, status, clauses, firstSeen, evidence }) => ({
          id,
          facts: [rule, severity, status, clauses, firstSeen],
          roles: [...JSON.stringify(evidence).matchAll(/"role(?:Id)?":"[^"]*"/g)].map(([role]) => role).toSorted(),
          skus: [...JSON.stringify(evidence).matchAll(/"skuId":"[^"]*"/g)].map(([sku]) => sku),
        }))
        .toSorted((a, b) => a.id.localeCompare(b.id))
    expect(facts(shown)).toEqual(facts(plain))
  }, 60_000)

  test('readers make no key: a store that nothing wrote to since is left as it is', async () => {
    const line = openCommandLine(canaryTenant())
    await line.type('sync')
    const before = line.files()

    await line.type('findings', flag)
    await line.type('capacity', flag)

    expect(line.files()).toEqual(before)
  }, 60_000)
})

function everything({ stdout, stderr }: Outcome): string {
  return `${stdout}\n${stderr}`
}

/** Progress without figures. */
function progressOf({ stderr }: Outcome): string[] {
  const lines = stderr.split('\n').filter((text) => text.startsWith('  read: '))
  return lines.map((text) => text.replace(/, [\d,]+ rows$/, '')).toSorted()
}
