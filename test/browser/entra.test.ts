/** With Entra settings: no link, but the sign-in of the tenant. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch } from './browser.ts'
import { startPractice, type Practice } from './practice/practice.ts'

const clientId = '11111111-2222-4333-8444-555555555555'

let browser: Browser
let practice: Practice

beforeAll(async () => {
  const settings = { SEATLEDGER_API_AUDIENCE: `api://${clientId}` }
  ;[browser, practice] = await Promise.all([launch(), startPractice(['contoso'], settings)])
  await practice.run('contoso', 'sync')
})

afterAll(async () => {
  await browser?.close()
  await practice?.stop()
})

test('the browser is sent to the tenant’s own sign-in, for the service’s own scope, and nothing is told before', async () => {
  const { origin } = await practice.serve('contoso')
  const context = await browser.newContext({ locale: 'en-US' })
  const page = await context.newPage()
  // The tenant's sign-in as a browser sees it: its description, and the page that it would show.
  await context.route(
    ({ hostname }) => hostname === 'localhost',
    async (route) => {
      const url = new URL(route.request().url())
      const base = `${url.origin}/${url.pathname.split('/')[1] ?? ''}`
      const description = {
        issuer: `${base}/v2.0`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
      }
      const headers = { 'access-control-allow-origin': '*' }
      if (url.pathname.endsWith('/openid-configuration')) await route.fulfill({ json: description, headers })
      else await route.fulfill({ contentType: 'text/html', body: '<h1>Sign in</h1>' })
    },
  )
  await page.goto(`${origin}/findings?severity=high`)

  await page.waitForURL(/\/oauth2\/v2\.0\/authorize/)

  const asked = new URL(page.url()).searchParams
  expect(asked.get('client_id')).toBe(clientId)
  expect(asked.get('scope')?.split(' ')).toContain(`api://${clientId}/.default`)
  expect(asked.get('redirect_uri')?.replace(/\/$/, '')).toBe(origin)
  expect(asked.get('code_challenge_method')).toBe('S256')
  await context.close()
})
