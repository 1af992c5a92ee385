/** Every optional source refused, one by one: the coverage says so with its reason and who mends it, nothing else of the run changes, and no finding is closed by what was not looked at. */
import { describe, expect, test } from 'vitest'
import type { Refusal } from '../../mocks/tenant.ts'
import { FindingsDocument, SyncDocument } from '../../src/model/documents.ts'
import { fabrikamOperator } from '../../mocks/fabrikam.ts'
import type { Finding } from '../../src/model/finding.ts'
import { afterSync } from './after-sync.ts'
import type { CommandLine } from './command-line.ts'

interface RefusedSource {
  readonly source: string
  readonly refusal: Pick<Refusal, 'api'> & Partial<Refusal>
  /** What the reason begins with. */
  readonly reason: string
  readonly fix: RegExp
  /** Rules that need it. */
  readonly rules: readonly string[]
}

const graph = /^grant the application permission \S+ of Microsoft Graph, with admin consent/
const admin = /^a Power Platform administrator registers the application once/
const applicationUser = /^make the application an application user that may read/

const refused: readonly RefusedSource[] = [
  {
    source: 'graph/organization',
    refusal: { api: 'graph', path: '/v1.0/organization' },
    reason: 'GET /v1.0/organization: 403',
    fix: graph,
    rules: [],
  },
  {
    source: 'graph/subscriptions',
    refusal: { api: 'graph', path: '/v1.0/directory/subscriptions' },
    reason: 'GET /v1.0/directory/subscriptions: 403',
    fix: graph,
    rules: ['legacy-omnichannel'],
  },
  {
    source: 'graph/sign-ins',
    refusal: { api: 'graph', path: '/v1.0/users', property: 'signInActivity' },
    reason: 'GET /v1.0/users: 403',
    fix: graph,
    rules: ['seat-idle'],
  },
  {
    source: 'graph/audit',
    refusal: { api: 'graph', path: '/v1.0/auditLogs' },
    reason: 'GET /v1.0/auditLogs/directoryAudits: 403',
    fix: graph,
    rules: [],
  },
  {
    source: 'power-platform/billing-policies',
    refusal: { api: 'power-platform', path: '/licensing/billingPolicies' },
    reason: 'GET /licensing/billingPolicies: 403',
    fix: admin,
    rules: [],
  },
  {
    source: 'power-platform/currencies',
    refusal: { api: 'power-platform', path: '/licensing/tenantCapacity/currencyReports' },
    reason: 'GET /licensing/tenantCapacity/currencyReports: 403',
    fix: admin,
    rules: [],
  },
  {
    source: 'power-platform/allocations',
    refusal: { api: 'power-platform', path: '/licensing/environments' },
    reason: 'GET /licensing/environments/',
    fix: admin,
    rules: ['sessions-and-messages'],
  },
  {
    source: 'dataverse/evidence',
    refusal: { api: 'dataverse', path: '/api/data/v9.2/organizations' },
    reason: '',
    fix: /./,
    rules: [],
  },
  {
    source: 'dataverse/usage',
    refusal: { api: 'dataverse', path: '/api/data/v9.2/msdyn_ocl' },
    reason: 'GET /api/data/v9.2/msdyn_ocl',
    fix: applicationUser,
    rules: [],
  },
  {
    source: 'dataverse/dual-write',
    refusal: { api: 'dataverse', path: '/api/data/v9.2/msdyn_dualwriteentitymaps' },
    reason: 'GET /api/data/v9.2/msdyn_dualwriteentitymaps: 403',
    fix: applicationUser,
    rules: ['dual-write-restricted'],
  },
  {
    source: 'dataverse/telephony',
    refusal: { api: 'dataverse', path: '/api/data/v9.2/msdyn_occommunicationprovidersettings' },
    reason: 'GET /api/data/v9.2/msdyn_occommunicationprovidersettings: 403',
    fix: applicationUser,
    rules: ['voice-without-telephony'],
  },
  {
    source: 'dataverse/apps',
    refusal: { api: 'dataverse', path: '/api/data/v9.2/appmodules' },
    reason: 'GET /api/data/v9.2/appmodules: 403',
    fix: applicationUser,
    rules: ['external-user'],
  },
]

const syncedContoso = afterSync('contoso', { argv: ['--evidence'] })
const syncedFabrikam = afterSync('fabrikam', { prepare: asOperator })

function asOperator(line: CommandLine): void {
  line.env['SEATLEDGER_PEOPLE'] = line.write('people.json', fabrikamOperator.people)
  Object.assign(line.env, fabrikamOperator.env)
}

function refuse({ cloud, clock }: CommandLine, refusals: readonly RefusedSource['refusal'][]): void {
  clock.advance(3_600_000)
  cloud.update((tenant) => ({
    ...tenant,
    refusals: refusals.map((refusal) => ({ status: 403, code: 'Refused', message: 'no', ...refusal })),
  }))
}

/** That all units of this SKU are trials is only said by the subscriptions. */
const isTrialTakenForPaid = ({ rule, subject }: Finding): boolean =>
  rule === 'dual-use-expiring' && subject.name === 'DYNAMICS_365_CONTACT_CENTER_VOICE'

describe('a source that contoso refuses', () => {
  test.each(refused)(
    '$source: coverage, reason and fix; the exit code stays, $rules is not assessed',
    async (about) => {
      const line = await syncedContoso()
      const { document: before } = await line.ask(FindingsDocument, 'findings')
      refuse(line, [about.refusal])

      const { document, exitCode } = await line.ask(SyncDocument, 'sync', '--evidence', '--fail-on', 'low')

      const incomplete = document.coverage.filter(({ state }) => state !== 'complete')
      expect(exitCode).toBe(0)
      expect(incomplete.length).toBeGreaterThan(0)
      for (const row of incomplete) {
        expect(row).toMatchObject({ source: about.source, required: false })
        expect(row.reason?.startsWith(about.reason)).toBe(true)
        expect(row.fix).toMatch(about.fix)
      }
      const outcomes = document.rules.filter(({ rule }) => about.rules.includes(rule))
      expect(outcomes.map(({ outcome, needs }) => [outcome, needs])).toEqual(
        about.rules.map(() => ['not-assessed', [about.source]]),
      )
      const others = document.rules.filter(({ rule }) => !about.rules.includes(rule))
      expect(others).toEqual(before.rules.filter(({ rule }) => !about.rules.includes(rule)))
      expect(document.findings).toMatchObject({ new: 0, resolved: 0 })
    },
  )
})

describe('fabrikam, which refuses all of them after a whole sync', () => {
  test('keeps every finding: those that rest on them are stale, the others were seen again', async () => {
    const line = await syncedFabrikam()
    const { document: before, exitCode: codeBefore } = await line.ask(FindingsDocument, 'findings')
    refuse(
      line,
      refused.map(({ refusal }) => refusal),
    )

    const { document: synced } = await line.ask(SyncDocument, 'sync')
    const { document: after, exitCode } = await line.ask(FindingsDocument, 'findings')

    expect(exitCode).toBe(codeBefore)
    expect(synced.findings).toMatchObject({ new: 1, resolved: 0 })
    const kept = after.findings.filter((finding) => !isTrialTakenForPaid(finding))
    expect(kept.map(({ id, severity, status }) => [id, severity, status])).toEqual(
      before.findings.map(({ id, severity, status }) => [id, severity, status]),
    )
    const needing = new Set([...refused.flatMap(({ rules }) => rules), 'dual-use-expiring'])
    for (const rule of needing) {
      const outcome = after.rules.find((one) => one.rule === rule)
      expect([rule, outcome?.needs.length]).toEqual([rule, 1])
    }
    // What a rule still sees without its source: legacy seats and on-premises rights without a date, seats of blocked accounts.
    const seenAgain = kept.filter(({ rule, stale }) => needing.has(rule) && !stale)
    expect(seenAgain.map(({ rule, severity, subject }) => `${rule} ${severity} ${subject.name}`)).toEqual([
      'seat-idle low Left the company',
      'seat-idle low Without an environment',
      'legacy-omnichannel info DYN365_CS_CHAT',
      'dual-use-expiring info D365_FIELD_SERVICE_CONTRACTOR',
      'dual-use-expiring info DYN365_ENTERPRISE_CUSTOMER_SERVICE',
      'dual-use-expiring info DYN365_ENTERPRISE_FIELD_SERVICE',
      'dual-use-expiring info DYN365_TEAM_MEMBERS',
      'dual-use-expiring info DYNAMICS_365_CUSTOMER_SERVICE_PREMIUM',
    ])
    const others = after.findings.filter(({ rule }) => !needing.has(rule))
    expect(others.filter(({ stale }) => stale)).toEqual([])
  })
})
