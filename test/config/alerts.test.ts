/** Settings of alerts: safe defaults, addresses and secrets that are never shown, and one line for what is wrong. */
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readAlerts } from '../../src/config/alerts.ts'

const url = 'https://hooks.contoso.example/a?sig=canary-1'

test('without variables nobody is told, from medium on, at once', () => {
  expect(readAlerts({})).toEqual({
    severity: 'medium',
    isDigest: false,
    teamsUrl: null,
    webhook: null,
    proxy: { httpsProxy: null, noProxy: null },
  })
})

test('addresses and the secret are read whole and never shown', () => {
  const settings = readAlerts({
    SEATLEDGER_WEBHOOK_URL: ` ${url} `,
    SEATLEDGER_WEBHOOK_SECRET: ' canary 2 ',
    SEATLEDGER_TEAMS_URL: 'http://127.0.0.1:9/canary-3',
    SEATLEDGER_ALERT_SEVERITY: 'High',
    SEATLEDGER_ALERT_DIGEST: 'on',
  })

  expect([settings.webhook?.url(), settings.webhook?.secret(), settings.teamsUrl?.()]).toEqual([
    url,
    ' canary 2 ',
    'http://127.0.0.1:9/canary-3',
  ])
  expect([settings.severity, settings.isDigest]).toEqual(['high', true])
  expect(JSON.stringify(settings) + inspect(settings, { depth: 9 }) + String(settings.teamsUrl)).not.toContain('canary')
})

describe('one line says what is wrong, and holds no address', () => {
  test.each([
    [{ SEATLEDGER_WEBHOOK_URL: url }, /^SEATLEDGER_WEBHOOK_SECRET is missing; allowed: the secret that signs /],
    [
      { SEATLEDGER_WEBHOOK_URL: 'http://a.example/canary', SEATLEDGER_WEBHOOK_SECRET: 's' },
      /^SEATLEDGER_WEBHOOK_URL is not https; allowed: an https address /,
    ],
    [
      { SEATLEDGER_TEAMS_URL: 'https://u:canary@a.example' },
      /^SEATLEDGER_TEAMS_URL holds a user name or a password; allowed: /,
    ],
    [{ SEATLEDGER_TEAMS_URL: 'canary' }, /^SEATLEDGER_TEAMS_URL is no https address; allowed: /],
    [
      { SEATLEDGER_TEAMS_URL: 'https://169.254.169.254/canary' },
      /^SEATLEDGER_TEAMS_URL names the link of this machine or a metadata service; /,
    ],
    [
      { SEATLEDGER_ALERT_SEVERITY: 'urgent' },
      /^SEATLEDGER_ALERT_SEVERITY is "urgent"; allowed: high, medium, low, info$/,
    ],
    [{ SEATLEDGER_ALERT_DIGEST: 'daily' }, /^SEATLEDGER_ALERT_DIGEST is "daily"; allowed: on, off$/],
  ])('%j', (env, words) => {
    expect(() => readAlerts(env)).toThrow(words)
    expect(() => readAlerts(env)).not.toThrow(/canary/)
  })
})
