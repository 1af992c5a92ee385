/** The acceptance of alerts, as an operator runs it: the program as a process, the practice cloud and a receiver on this machine. */
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { startServer, type RunningServer } from '../../mocks/server.ts'
import { AlertsDocument, SyncDocument } from '../../src/model/documents.ts'
import { startProgram } from '../cli/process.ts'
import { startReceiver, type Receiver } from './receiver.ts'

const secret = 'canary-secret'
let server: RunningServer
let receiver: Receiver
let folder = ''

beforeAll(async () => {
  server = await startServer([{ name: 'fabrikam', tenant: loadTenant('fabrikam') }])
})
afterAll(async () => server.close())
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seatledger-alerts-'))
  receiver = await startReceiver()
  return async () => {
    rmSync(folder, { recursive: true, force: true })
    await receiver.close()
  }
})

function run(...argv: readonly string[]) {
  const env = {
    ...server.announcement.tenants[0]?.env,
    SEATLEDGER_STORE: join(folder, 'store.db'),
    SEATLEDGER_WEBHOOK_URL: receiver.url,
    SEATLEDGER_WEBHOOK_SECRET: secret,
  }
  return startProgram(argv, { cwd: folder, env }).ended
}

describe('the webhook', () => {
  test('is delivered once through a receiver that fails twice, and never for an unchanged finding over three syncs', async () => {
    receiver.answerNext(503, 500)

    const first = await run('sync', '--json')
    const second = await run('sync', '--json')
    const third = await run('sync', '--json')

    expect([first, second, third].map(({ exitCode }) => exitCode)).toEqual([2, 2, 2])
    expect(receiver.received.map(({ status }) => status)).toEqual([503, 500, 202])
    const { runId, findings, tenantName } = SyncDocument.parse(JSON.parse(first.stdout))
    expect(receiver.alerts()).toMatchObject([{ kind: 'summary', runId, tenantName, severity: 'medium' }])
    const { high, medium, low, info } = findings
    expect(receiver.alerts()[0]?.open).toEqual({ high, medium, low, info })
    expect(new Set(receiver.received.map(({ headers }) => headers['seatledger-event-id'])).size).toBe(1)
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
    for (const { headers, body } of receiver.received) {
      const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['seatledger-signature'])) ?? []
      expect(v1).toBe(createHmac('sha256', secret).update(`${t}.${body}`).digest('hex'))
      expect(Math.abs(Date.now() / 1000 - Number(t))).toBeLessThan(120)
      expect(headers.authorization).toBeUndefined()
    }
    const printed = [first, second, third].map(({ stdout, stderr }) => stdout + stderr).join('')
    expect(printed).not.toContain('canary')
    expect(printed).not.toContain('The alert to')
  }, 120_000)
})

describe('alerts test', () => {
  test('tells what came of it, and what waits', async () => {
    receiver.answerNext(500)

    const failed = await run('alerts', 'test', '--json')
    const fine = await run('alerts', 'test', '--json')

    expect([failed.exitCode, fine.exitCode]).toEqual([1, 0])
    expect(AlertsDocument.parse(JSON.parse(failed.stdout)).targets).toEqual([
      { target: 'webhook', delivered: false, status: 500, reason: 'answered 500 Internal Server Error' },
    ])
    expect(AlertsDocument.parse(JSON.parse(fine.stdout)).targets).toEqual([
      { target: 'webhook', delivered: true, status: 202, reason: null },
    ])
    expect(receiver.alerts()).toMatchObject([{ kind: 'test', findings: [] }])
    expect(failed.stderr + failed.stdout + fine.stdout + fine.stderr).not.toContain('canary')
  }, 120_000)
})
