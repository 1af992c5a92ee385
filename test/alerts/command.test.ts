/** `seatledger alerts test` as it is typed, and that no name, address or secret gets out where it must not. */
import { describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { AlertsDocument } from '../../src/model/documents.ts'
import { canariesIn, canaryTenant } from '../pseudonyms/canary-tenant.ts'
import { flowUrl, openAlertLine, teamsUrl } from './practice.ts'

describe('alerts test', () => {
  test('sends one message to each configured receiver, by name, and needs no store', async () => {
    const line = openAlertLine(loadTenant('contoso'))
    line.env['SEATLEDGER_TEAMS_URL'] = teamsUrl

    const { document, exitCode, stderr } = await line.ask(AlertsDocument, 'alerts', 'test')

    expect([exitCode, stderr]).toEqual([0, ''])
    expect(document).toMatchObject({ tenantId: loadTenant('contoso').id, tenantName: null, runId: null, coverage: [] })
    expect(document.targets).toEqual([
      { target: 'teams', delivered: true, status: 202, reason: null },
      { target: 'webhook', delivered: true, status: 202, reason: null },
    ])
    expect(line.alerts()).toMatchObject([{ kind: 'test', runId: null, findings: [], open: null }])
    expect(line.bodies('teams')).toHaveLength(1)
    expect(line.files()).toEqual({})
  })

  test('tries once, says why, and ends with 1 where one did not take it', async () => {
    const line = openAlertLine(loadTenant('contoso'))
    line.env['SEATLEDGER_TEAMS_URL'] = teamsUrl
    line.answer('webhook', { status: 307, headers: { location: 'https://evil.example/canary' } })

    const { exitCode, stdout } = await line.type('alerts', 'test')

    expect(exitCode).toBe(1)
    expect(stdout).toContain('teams: delivered (answered 202)')
    expect(stdout).toContain(
      'webhook: not delivered (answered 307 Temporary Redirect, a redirect that is not followed)',
    )
    expect(stdout).not.toContain('canary')
    expect(line.got).toHaveLength(2)
    expect(line.clock.waits).toEqual([])
  })

  test('without a receiver ends with 64', async () => {
    const line = openAlertLine(loadTenant('contoso'))
    delete line.env['SEATLEDGER_WEBHOOK_URL']

    const { exitCode, stdout, stderr } = await line.type('alerts', 'test', '--json')

    expect([exitCode, JSON.parse(stdout).code]).toEqual([64, 'configuration'])
    expect(stderr).toMatch(/^No receiver of alerts is configured\.\nset SEATLEDGER_TEAMS_URL, or /)
  })

  test('without a tenant ends with 64, and with the only one of the store does not', async () => {
    const line = openAlertLine(loadTenant('contoso'))
    const { AZURE_TENANT_ID: tenantId = '' } = line.env
    delete line.env['AZURE_TENANT_ID']
    const { exitCode, stderr } = await line.type('alerts', 'test')
    line.env['AZURE_TENANT_ID'] = tenantId
    await line.type('sync')
    delete line.env['AZURE_TENANT_ID']

    const { document } = await line.ask(AlertsDocument, 'alerts', 'test')

    expect([exitCode, stderr]).toEqual([64, 'missing: AZURE_TENANT_ID\nan alert says of which tenant it is\n'])
    expect(document).toMatchObject({ tenantId, tenantName: 'Contoso Ltd.' })
  })

  test.each([
    [['alerts'], 'alerts: what to do is missing; allowed: test\nsee `seatledger alerts --help`\n'],
    [['alerts', 'send'], expect.stringContaining('alerts')],
  ])('%j ends with 64 and says what is allowed', async (argv, words) => {
    const { exitCode, stderr } = await openAlertLine(loadTenant('contoso')).type(...argv)

    expect([exitCode, stderr]).toEqual([64, words])
  })
})

test('under --pseudonymize no receiver hears a name, an id or a host', async () => {
  const tenant = canaryTenant()
  const line = openAlertLine(tenant)
  line.env['SEATLEDGER_TEAMS_URL'] = teamsUrl
  await line.type('sync', '--pseudonymize')
  await line.withStore((store, tenantId) =>
    store.alerts.subscribe(tenantId, {
      notificationUrl: flowUrl,
      severity: 'low',
      createdAt: '2026-11-24T08:00:00.000Z',
    }),
  )
  line.clock.advance(86_400_000)

  const { stderr } = await line.type('sync', '--evidence', '--pseudonymize', '--verbose')
  await line.type('alerts', 'test', '--pseudonymize')

  expect(line.alerts().map(({ kind }) => kind)).toEqual(['summary', 'changes', 'test'])
  expect(line.bodies('teams')).toHaveLength(3)
  expect(line.bodies('flow').length).toBeGreaterThan(0)
  for (const { request } of line.got) expect(canariesIn(request.body, tenant)).toEqual([])
  expect(line.alerts()[0]?.tenantName).toMatch(/^tenant-[0-9a-f]{15}$/)
  expect(stderr).not.toContain('canary-')
}, 60_000)

test('addresses, secrets and tokens of the tenant reach no output and no receiver, whatever goes wrong', async () => {
  const line = openAlertLine(loadTenant('fabrikam'))
  line.env['SEATLEDGER_TEAMS_URL'] = teamsUrl
  line.answer('webhook', ...Array.from({ length: 20 }, () => ({ status: 500, headers: { 'x-echo': 'canary' } })))
  line.answer('teams', { status: 400 })

  const { stdout, stderr } = await line.type('sync', '--verbose')

  expect(stderr).toContain('"event":"alert-dead"')
  expect(stdout + stderr).not.toContain('canary')
  for (const bytes of Object.values(line.files()))
    expect(Buffer.from(bytes, 'base64').toString('latin1')).not.toContain('canary')
  for (const { request } of line.got) {
    expect(Object.keys(request.headers)).not.toContain('authorization')
    expect(JSON.stringify(request.headers)).not.toMatch(/Bearer|eyJ/)
  }
})
