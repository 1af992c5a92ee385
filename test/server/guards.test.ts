/** What every request passes: Host header, origin, sign-in by link and cookie, limits, headers; and what may not be listened on. */
import { describe, expect, it, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { practiceApp, type PracticeApp } from './practice-app.ts'

const tenant = loadTenant('contoso')

async function opened(env: Record<string, string> = {}): Promise<PracticeApp> {
  return practiceApp({ tenant, isSynced: false, env })
}

async function signedIn({ app, token }: PracticeApp): Promise<string> {
  const answer = await app.inject({ url: `/sign-in?token=${token}` })
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

describe('DNS rebinding', () => {
  test.each(['evil.example', 'evil.example:8484', '127.0.0.1.evil.example', 'localhost.evil.example', 'a b', '[::2]'])(
    'a Host header %j is refused, with the right token too',
    async (host) => {
      const practice = await opened()

      for (const path of ['/api/v1/tenants', '/', '/healthz', '/metrics', '/sign-in?token=x']) {
        const answer = await practice.get(path, { host })
        expect([path, answer.statusCode]).toEqual([path, 421])
        expect(answer.json()).toMatchObject({ code: 'foreign-host' })
      }
    },
  )

  test.each(['localhost', 'localhost:8484', '127.0.0.1:8484', '[::1]:8484', 'LOCALHOST:8484', '127.1.2.3'])(
    'a Host header %s is ours',
    async (host) => {
      const practice = await opened()

      expect((await practice.get('/api/v1/tenants', { host })).statusCode).toBe(200)
    },
  )

  test('a name of SEATLEDGER_HOSTS is ours too, and none that ends in it', async () => {
    const practice = await opened({ SEATLEDGER_HOSTS: 'licenses.contoso.example' })

    expect((await practice.get('/api/v1/tenants', { host: 'Licenses.contoso.example' })).statusCode).toBe(200)
    expect((await practice.get('/api/v1/tenants', { host: 'x.licenses.contoso.example' })).statusCode).toBe(421)
  })
})

describe('a request of another site', () => {
  test.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://localhost:1' }],
  ])('with %j is refused, reading and changing, by cookie and by token', async (headers) => {
    const practice = await opened()
    const cookie = await signedIn(practice)

    const answers = [
      await practice.get('/api/v1/tenants', headers),
      await practice.app.inject({ url: '/api/v1/tenants', headers: { cookie, ...headers } }),
      await practice.app.inject({
        method: 'POST',
        url: `${practice.base}/runs`,
        headers: { cookie, ...headers },
        payload: {},
      }),
      await practice.get('/connector/v1/tenants', headers),
    ]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403])
    expect(answers[0]?.json()).toMatchObject({ code: 'cross-site' })
    expect(practice.service.syncs.isSyncing()).toBe(false)
    for (const { headers: sent } of answers) expect(sent['access-control-allow-origin']).toBeUndefined()
  })

  test('is refused also where the browser says nothing and a cookie alone would change something', async () => {
    const practice = await opened()
    const cookie = await signedIn(practice)
    const url = `${practice.base}/plan`

    const silent = await practice.app.inject({ method: 'POST', url, headers: { cookie }, payload: { digital: 1 } })
    const own = { cookie, 'sec-fetch-site': 'same-origin' }
    const fromOurPage = await practice.app.inject({ method: 'POST', url, headers: own, payload: { digital: 1 } })
    const origin = { cookie, origin: 'http://localhost:80', host: 'localhost' }
    const byOrigin = await practice.app.inject({ method: 'POST', url, headers: origin, payload: { digital: 1 } })

    expect([silent.statusCode, fromOurPage.statusCode, byOrigin.statusCode]).toEqual([403, 200, 200])
  })

  test('that asks what it may send (CORS) gets no leave', async () => {
    const { app } = await opened()

    const answer = await app.inject({
      method: 'OPTIONS',
      url: '/api/v1/tenants',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'GET' },
    })

    expect(answer.statusCode).toBe(403)
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('the link that serve prints', () => {
  test('becomes a cookie that no script reads, and leads to the dashboard', async () => {
    const practice = await opened()

    const answer = await practice.app.inject({ url: `/sign-in?token=${practice.token}` })
    const cookie = await signedIn(practice)
    const asked = await practice.app.inject({ url: '/api/v1/session', headers: { cookie: `other=1; ${cookie}` } })

    expect([answer.statusCode, answer.headers['location'], answer.body]).toEqual([303, '/', ''])
    expect(answer.headers['set-cookie']).toMatch(/^seatledger=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    expect(answer.headers['set-cookie']).not.toContain(practice.token)
    expect(asked.json()).toMatchObject({ roles: ['Seatledger.Read', 'Seatledger.Manage'], mode: 'local', entra: null })
  })

  test.each(['', 'x', 'a'.repeat(43)])('with the token %j opens nothing', async (token) => {
    const { app } = await opened()

    const link = await app.inject({ url: `/sign-in?token=${token}` })
    const bearer = await app.inject({ url: '/api/v1/tenants', headers: { authorization: `Bearer ${token}` } })
    const cookie = await app.inject({ url: '/api/v1/tenants', headers: { cookie: `seatledger=${token}` } })

    expect([link.statusCode, bearer.statusCode, cookie.statusCode]).toEqual([401, 401, 401])
    expect(link.headers['set-cookie']).toBeUndefined()
  })

  test('is no session by itself: its token is not a cookie', async () => {
    const { app, token } = await opened()

    const { statusCode } = await app.inject({ url: '/api/v1/tenants', headers: { cookie: `seatledger=${token}` } })

    expect(statusCode).toBe(401)
  })

  test('is asked by a guesser sixty times a minute, and no more', async () => {
    const { app } = await opened()
    const statuses: number[] = []

    for (let tries = 0; tries < 62; tries += 1) {
      statuses.push((await app.inject({ url: '/sign-in?token=guess' })).statusCode)
    }
    const limited = await app.inject({ url: '/sign-in?token=guess' })

    expect([statuses[0], statuses[59], statuses.at(-1)]).toEqual([401, 401, 429])
    expect(limited.json()).toMatchObject({ code: 'too-many-requests', status: 429 })
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0)
  })
})

describe('every answer', () => {
  test.each(['/', '/api/v1/tenants', '/nowhere', '/healthz', '/api/docs', '/api/openapi.json'])(
    '%s has the headers that keep a page of ours from being used by others',
    async (path) => {
      const practice = await opened()

      const { headers } = await practice.get(path)

      expect(headers['content-security-policy']).toMatch(/^default-src 'none'/)
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|http:/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      })
    },
  )

  test('of a body that is too large, no JSON, or not as described is a problem', async () => {
    const practice = await opened()
    const url = `${practice.base}/plan`
    const headers = { authorization: `Bearer ${practice.token}`, 'content-type': 'application/json' }
    const sent = async (payload: string, type = 'application/json') =>
      practice.app.inject({ method: 'POST', url, headers: { ...headers, 'content-type': type }, payload })

    const answers = [
      await sent('{'),
      await sent(`"${'x'.repeat(300_000)}"`),
      await sent('a', 'text/plain'),
      await sent('{"digital":-1}'),
    ]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 413, 415, 400])
    for (const answer of answers) {
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(Object.keys(answer.json()).toSorted()).toEqual(['code', 'detail', 'hint', 'status', 'title', 'type'])
    }
  })
})

describe('metrics', () => {
  it('are open to this machine, and not to what a proxy passes on', async () => {
    const { app, token } = await opened()

    const here = await app.inject({ url: '/metrics' })
    const passedOn = await app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '203.0.113.7' } })
    const elsewhere = await app.inject({ url: '/metrics', remoteAddress: '203.0.113.7' })
    const withToken = await app.inject({
      url: '/metrics',
      remoteAddress: '203.0.113.7',
      headers: { authorization: `Bearer ${token}` },
    })

    expect([here, passedOn, elsewhere, withToken].map(({ statusCode }) => statusCode)).toEqual([200, 401, 401, 200])
  })
})
