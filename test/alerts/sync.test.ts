/** Alerts after `sync`, through the command line and the wire: what is told, what is not, and that nothing is told twice or lost. */
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import { FindingsDocument, SyncDocument } from '../../src/model/documents.ts'
import { FindingNotification } from '../../src/power-automate/index.ts'
import { flowUrl, openAlertLine, teamsUrl, type AlertLine } from './practice.ts'

const dayMs = 86_400_000

const customerServiceEnterprise = '749742bf-0d37-4158-a120-33567104deeb'

/** Contoso, in which nothing is open above `info`, after its agents have lost what their add-ons and their roles need. */
function lapsed(tenant: TenantDescription): TenantDescription {
  const users = tenant.users.map((user) => ({
    ...user,
    licenses: user.licenses.filter(({ skuId }) => skuId !== customerServiceEnterprise),
  }))
  return { ...tenant, users }
}

async function synced(line: AlertLine, ...argv: readonly string[]) {
  return (await line.ask(SyncDocument, 'sync', ...argv)).document
}

async function idsOf(line: AlertLine, ...argv: readonly string[]): Promise<string[]> {
  const { document } = await line.ask(FindingsDocument, 'findings', ...argv)
  return document.findings.map(({ id }) => id)
}

describe('the first sync with a receiver', () => {
  test('is one summary with a list that is cut and counts that hold', async () => {
    const line = openAlertLine(loadTenant('fabrikam'))

    const { findings, runId } = await synced(line)

    const [alert, ...more] = line.alerts()
    expect(more).toEqual([])
    const told = findings.high + findings.medium
    expect(alert).toMatchObject({
      kind: 'summary',
      runId,
      since: null,
      counts: { new: 0, worsened: 0, resolved: 0 },
      open: { high: findings.high, medium: findings.medium, low: findings.low, info: findings.info },
      complete: true,
    })
    expect(alert?.findings.every(({ change, severity }) => change === 'open' && severity !== 'low')).toBe(true)
    expect((alert?.findings.length ?? 0) + (alert?.notListed ?? 0)).toBe(told)
    expect(told).toBeGreaterThan(20)
    expect(alert?.findings).toHaveLength(20)
    expect(alert?.text).toContain(`${told} findings are open (medium and above)`)
  })

  test('says what was not looked at', async () => {
    const line = openAlertLine(loadTenant('insufficient'))

    const { exitCode } = await line.type('sync')

    const [alert] = line.alerts()
    expect(exitCode).toBe(3)
    expect(alert?.complete).toBe(false)
    expect(alert?.incomplete.length).toBeGreaterThan(0)
    expect(alert?.text).toMatch(
      /Not everything was looked at: \d+ sources were not read whole \(\d+ of them required\); nothing is resolved by that\.$/,
    )
  })

  test('says so where nothing is open', async () => {
    const line = openAlertLine(loadTenant('contoso'))

    await synced(line)

    expect(line.alerts()).toMatchObject([
      { kind: 'summary', findings: [], text: expect.stringContaining('0 findings are open') },
    ])
  })
})

describe('later syncs', () => {
  test('tell what is new, then nothing, then what is resolved, each once', async () => {
    const before = loadTenant('contoso')
    const line = openAlertLine(before)
    await synced(line)

    line.cloud.update(lapsed)
    line.clock.advance(dayMs)
    const { runId } = await synced(line)
    const opened = await idsOf(line, '--severity', 'medium')
    line.clock.advance(dayMs)
    await synced(line)
    line.cloud.update(() => before)
    line.clock.advance(dayMs)
    await synced(line)
    line.clock.advance(dayMs)
    await synced(line)

    const [, first, second, ...more] = line.alerts()
    expect(more).toEqual([])
    expect(opened.length).toBeGreaterThan(0)
    expect(first).toMatchObject({ kind: 'changes', runId, counts: { new: opened.length, worsened: 0, resolved: 0 } })
    expect(first?.findings.map(({ id }) => id).toSorted()).toEqual(opened.slice(0, 20).toSorted())
    expect(second).toMatchObject({ counts: { new: 0, worsened: 0, resolved: opened.length }, since: first?.asOf })
    expect(second?.findings.every(({ change, resolvedAt }) => change === 'resolved' && resolvedAt !== null)).toBe(true)
  })

  test('tell nothing of what is waived, and tell of it again when the waiver has ended', async () => {
    const line = openAlertLine(loadTenant('fabrikam'))
    await synced(line)
    const [id = ''] = await idsOf(line, '--severity', 'high')

    await line.type('waive', id, '--reason', 'accepted', '--until', '2026-11-25')
    line.clock.advance(3_600_000)
    await synced(line)
    line.clock.advance(2 * dayMs)
    await synced(line)

    const [, ended, ...more] = line.alerts()
    expect(more).toEqual([])
    expect(ended?.findings.filter((finding) => finding.id === id)).toMatchObject([{ change: 'new', severity: 'high' }])
  })

  test('tell nothing of what the file of the operator waives', async () => {
    const line = openAlertLine(lapsed(loadTenant('contoso')))
    await synced(line)
    const ids = await idsOf(line, '--severity', 'medium')
    const waivers = ids.map((id) => ({ id, reason: 'known', by: 'Ada', at: '2026-11-01', until: '2026-12-31' }))
    line.env['SEATLEDGER_WAIVERS'] = line.write('waivers.json', waivers)
    line.env['SEATLEDGER_STORE'] = `${line.storePath}.other`

    await synced(line)

    expect(line.alerts().map((alert) => alert.findings.length > 0)).toEqual([true, false])
  })

  test('tell what is worse than before, with what it was', async () => {
    const line = openAlertLine(loadTenant('fabrikam'))
    await synced(line)
    const before = await line.ask(FindingsDocument, 'findings')
    line.clock.advance(dayMs)

    await synced(line, '--evidence')
    await synced(line, '--evidence')

    const [, worse, ...more] = line.alerts()
    expect(more).toEqual([])
    expect(worse?.counts.worsened).toBeGreaterThan(0)
    for (const { id, severity, previousSeverity } of worse?.findings.filter(({ change }) => change === 'worsened') ??
      []) {
      expect([id, previousSeverity]).toEqual([id, before.document.findings.find((one) => one.id === id)?.severity])
      expect(severity).not.toBe(previousSeverity)
    }
  })

  test('what nobody could look at is neither resolved nor told', async () => {
    const line = openAlertLine(loadTenant('fabrikam'))
    await synced(line)
    line.cloud.update((tenant) => ({
      ...tenant,
      refusals: [...tenant.refusals, { api: 'graph', path: '/v1.0/users', status: 403, code: 'Denied', message: '' }],
    }))
    line.clock.advance(dayMs)

    const { findings } = await synced(line)

    expect(findings.resolved).toBe(0)
    expect(
      line
        .alerts()
        .slice(1)
        .flatMap((alert) => alert.findings)
        .filter(({ change }) => change === 'resolved'),
    ).toEqual([])
  })

  test('a run by hand without the receiver swallows nothing: the next one with it tells the difference', async () => {
    const line = openAlertLine(loadTenant('contoso'))
    await synced(line)
    line.cloud.update(lapsed)
    const { SEATLEDGER_WEBHOOK_URL: url = '' } = line.env

    delete line.env['SEATLEDGER_WEBHOOK_URL']
    await synced(line)
    line.env['SEATLEDGER_WEBHOOK_URL'] = url
    await synced(line)

    const [, late] = line.alerts()
    expect(late?.counts.new).toBeGreaterThan(0)
    expect(late?.counts.new).toBe((await idsOf(line, '--severity', 'medium')).length)
  })
})

describe('from which severity on', () => {
  test('SEATLEDGER_ALERT_SEVERITY says', async () => {
    const line = openAlertLine(loadTenant('fabrikam'))
    line.env['SEATLEDGER_ALERT_SEVERITY'] = 'high'

    const { findings } = await synced(line)

    const [alert] = line.alerts()
    expect(alert?.findings.length).toBe(findings.high)
    expect(alert).toMatchObject({ severity: 'high', notListed: 0 })
  })
})

describe('a digest', () => {
  test('is one message a day of all that changed since the one before', async () => {
    const before = loadTenant('contoso')
    const line = openAlertLine(before)
    line.env['SEATLEDGER_ALERT_DIGEST'] = 'on'
    const hour = 3_600_000
    await synced(line)

    line.cloud.update(lapsed)
    line.clock.advance(hour)
    await synced(line)
    expect(line.alerts()).toHaveLength(1)
    line.clock.advance(dayMs)
    await synced(line)
    line.clock.advance(hour)
    line.cloud.update(() => before)
    await synced(line)

    const [, digest, ...more] = line.alerts()
    expect(more).toEqual([])
    expect(digest?.counts.new).toBeGreaterThan(0)
    expect(digest?.since).toBe(line.alerts()[0]?.asOf)
  })
})

describe('a receiver that fails', () => {
  test('changes no exit code, is said without its address, and gets the message with the next sync', async () => {
    const line = openAlertLine(loadTenant('contoso'))
    line.answer('webhook', ...Array.from({ length: 50 }, () => ({ status: 502 })))

    const { exitCode, stderr } = await line.type('sync')
    line.answer('webhook')
    const second = await line.type('sync')

    expect([exitCode, second.exitCode]).toEqual([0, 0])
    expect(stderr).toContain(
      'The alert to webhook was not delivered and is kept, and tried again: answered 502 Bad Gateway.\n',
    )
    expect(stderr + second.stderr).not.toContain('canary')
    expect(line.alerts()).toHaveLength(1)
    expect(new Set(line.got.map(({ request }) => request.headers['seatledger-event-id'])).size).toBe(1)
  })

  test('that asks to wait is waited for: within the round, else until the next sync after it', async () => {
    const line = openAlertLine(loadTenant('contoso'))
    line.answer(
      'webhook',
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 503, headers: { 'retry-after': '3600' } },
    )

    await line.type('sync')
    expect(line.clock.waits).toContain(7000)
    expect(line.got.map(({ status }) => status)).toEqual([429, 503])
    await line.type('sync')
    expect(line.got).toHaveLength(2)
    line.clock.advance(3_600_000)
    await line.type('sync')

    expect(line.got.map(({ status }) => status)).toEqual([429, 503, 202])
  })

  test('that refuses the message leaves a dead letter with its reason', async () => {
    const line = openAlertLine(loadTenant('contoso'))
    line.answer('webhook', { status: 413 })

    const { exitCode, stderr } = await line.type('sync')
    await line.type('sync')
    const dead = await line.withStore((store, tenantId) => store.alerts.deliveries(tenantId, 'dead'))
    const tried = await line.type('alerts', 'test')

    expect([exitCode, line.got.map(({ status }) => status)]).toEqual([0, [413, 202]])
    expect(stderr).toContain(
      'is given up, and kept as a dead letter: answered 413 Payload Too Large; the message itself is refused.',
    )
    expect(dead).toMatchObject([{ target: 'webhook', status: 413, attempts: 1 }])
    expect(tried.stderr).toContain('1 alert could not be delivered, the last of ')
  })

  test('for three days makes a dead letter of what waited, and not of what came since', async () => {
    const line = openAlertLine(loadTenant('contoso'))
    line.answer('webhook', ...Array.from({ length: 500 }, () => ({ status: 500 })))
    await line.type('sync')
    line.cloud.update(lapsed)
    line.clock.advance(2 * dayMs)
    await line.type('sync')
    line.clock.advance(dayMs)
    await line.type('sync')
    line.answer('webhook')
    line.clock.advance(7 * 3_600_000)
    await line.type('sync')

    const all = await line.withStore((store, tenantId) => store.alerts.deliveries(tenantId))
    expect(all.map(({ state }) => state)).toEqual(['dead', 'delivered'])
    expect(all[0]?.reason).toMatch(/^answered 500 Internal Server Error; tried \d+ times in more than 72 hours$/)
    expect(line.alerts()).toMatchObject([{ kind: 'changes' }])
  })

  test('a sync that fails sends all the same what waits', async () => {
    const line = openAlertLine(loadTenant('contoso'))
    line.answer('webhook', ...Array.from({ length: 50 }, () => ({ status: 502 })))
    await line.type('sync')
    line.answer('webhook')
    line.clock.advance(dayMs)
    line.cloud.update((tenant) => ({ ...tenant, apps: [] }))

    const { exitCode } = await line.type('sync')

    expect(exitCode).toBe(1)
    expect(line.alerts()).toMatchObject([{ kind: 'summary' }])
  })
})

test('what alerts meet in the store does not cost the sync its run', async () => {
  const line = openAlertLine(loadTenant('contoso'))
  await line.type('sync')
  const database = new DatabaseSync(line.storePath)
  database.exec("INSERT INTO alert_subscriptions VALUES ((SELECT tenant FROM alert_states), 'x', '{')")
  database.close()
  line.clock.advance(dayMs)

  const { exitCode, stderr } = await line.type('sync', '--verbose')

  expect(exitCode).toBe(0)
  expect(stderr).toContain('that this version cannot read')
  expect(await line.withStore((store, tenantId) => store.runs(tenantId))).toHaveLength(2)
})

describe('a Teams workflow', () => {
  test('gets an adaptive card in a message, unsigned, with the same things', async () => {
    const line = openAlertLine(loadTenant('fabrikam'))
    line.env['SEATLEDGER_TEAMS_URL'] = teamsUrl

    await synced(line)

    const [body = ''] = line.bodies('teams')
    const message = JSON.parse(body)
    expect(message).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: { type: 'AdaptiveCard', version: '1.4', body: expect.any(Array) },
        },
      ],
    })
    expect(body).toContain('Fabrikam, Inc.')
    expect(line.got.find(({ place }) => place === 'teams')?.request.headers).not.toHaveProperty('seatledger-signature')
  })
})

const subscribe = (line: AlertLine, severity: 'medium' | 'low' = 'medium') =>
  line.withStore((store, tenantId) =>
    store.alerts.subscribe(tenantId, {
      notificationUrl: flowUrl,
      severity,
      createdAt: new Date(line.clock.now()).toISOString(),
    }),
  )

async function flowLine(): Promise<AlertLine> {
  const line = openAlertLine(loadTenant('contoso'))
  delete line.env['SEATLEDGER_WEBHOOK_URL']
  await synced(line)
  await subscribe(line)
  return line
}

describe('a flow of Power Automate', () => {
  test('is told of each finding that opens after it subscribed, once, and of nothing else', async () => {
    const line = await flowLine()
    await synced(line)
    expect(line.got).toEqual([])

    line.cloud.update(lapsed)
    await synced(line)
    await synced(line)

    const told = line.bodies('flow').map((body) => FindingNotification.parse(JSON.parse(body)))
    expect(told.length).toBeGreaterThan(0)
    expect(told.map(({ id }) => id).toSorted()).toEqual((await idsOf(line, '--severity', 'medium')).toSorted())
    expect(new Set(line.got.map(({ request }) => request.headers['seatledger-event-id'])).size).toBe(told.length)
  })

  test.each([404, 410])('that is no more (%d) loses its subscription, and is never asked again', async (status) => {
    const line = await flowLine()
    line.answer('flow', { status })

    line.cloud.update(lapsed)
    const { exitCode } = await line.type('sync')

    expect(exitCode).toBe(2)
    expect(line.got).toHaveLength(1)
    const left = await line.withStore(async (store, tenantId) => ({
      subscriptions: await store.alerts.subscriptions(tenantId),
      states: new Set((await store.alerts.deliveries(tenantId)).map(({ state }) => state)),
    }))
    expect(left).toEqual({ subscriptions: [], states: new Set(['dead']) })
  })
})
