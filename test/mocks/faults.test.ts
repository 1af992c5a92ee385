/** The fault plan of the practice cloud: every fault as a client sees it, where it strikes, and what is counted. */
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createCloud, type CloudOptions } from '../../mocks/cloud.ts'
import type { Fault, FaultTarget } from '../../mocks/faults/plan.ts'
import { createClient, origins } from './cloud-client.ts'
import { ids, smallTenant } from './small-tenant.ts'

const users = 'https://graph.microsoft.com/v1.0/users?$select=id'
const nowMs = Date.parse('2026-11-24T08:00:00Z')

function arm(fault: Fault, at: FaultTarget = {}, options: CloudOptions = {}) {
  const tenant = { ...smallTenant, users: [1, 2, 3, 4, 5].map(person) }
  const faults = { seed: 7, faults: [{ fault, at }] }
  const cloud = createCloud(tenant, origins, { now: () => nowMs, mostRows: { graph: 2 }, faults, ...options })
  return { cloud, client: createClient(cloud, tenant), struck: () => cloud.struck()[0] }
}

function person(index: number) {
  const [first] = smallTenant.users
  if (first === undefined) throw new Error('no user')
  return { ...first, id: ids.user(index), upn: `p${index}@contoso.example` }
}

const onGraph: FaultTarget = { api: 'graph' }

/** The addresses that fail at a rate, whatever the order in which they are asked. */
async function strike(order: readonly string[]): Promise<string[]> {
  const { client } = arm({ kind: 'status', status: 429 }, { ...onGraph, rate: 0.3 })
  const failed: string[] = []
  for (const path of order) if ((await client.ask(path)).status === 429) failed.push(path)
  return failed.toSorted()
}

function askWith(fault: Fault) {
  return arm(fault, onGraph).client.ask(users)
}

describe('a status', () => {
  it.each([
    [429, 'TooManyRequests'],
    [500, 'InternalServerError'],
    [503, 'ServiceUnavailable'],
    [403, 'Authorization_RequestDenied'],
    [410, 'syncStateNotFound'],
  ])('%i comes with the error body of the API, and is counted and logged', async (status, code) => {
    const { cloud, client, struck } = arm({ kind: 'status', status }, onGraph)

    const answer = await client.ask(users)

    expect(answer).toMatchObject({ status, headers: { date: 'Tue, 24 Nov 2026 08:00:00 GMT' } })
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code } })
    expect(struck()).toEqual({ name: 'status', met: 1, struck: 1 })
    expect(cloud.requests().at(-1)).toMatchObject({ api: 'graph', status, faults: ['status'] })
    expect(cloud.counts()).toMatchObject({ graph: 1, signIn: 1 })
  })

  it.each([
    [30, '30'],
    [{ inSeconds: 90 }, 'Tue, 24 Nov 2026 08:01:30 GMT'],
    ['-5', '-5'],
    ['soon', 'soon'],
    [undefined, undefined],
  ])('asks to wait %j', async (retryAfter, header) => {
    const { client } = arm(
      { kind: 'status', status: 429, ...(retryAfter === undefined ? {} : { retryAfter }) },
      onGraph,
    )

    expect((await client.ask(users)).headers['retry-after']).toBe(header)
  })

  it('is HTML, or nothing', async () => {
    const html = await arm({ kind: 'status', status: 502, body: 'html' }, onGraph).client.ask(users)
    const empty = await arm({ kind: 'status', status: 502, body: 'empty' }, onGraph).client.ask(users)

    expect([html.headers['content-type'], html.text.slice(0, 6)]).toEqual(['text/html', '<html>'])
    expect(empty.text).toBe('')
  })

  it('401 challenges for claims until a token is asked for with them', async () => {
    const { cloud, client } = arm({ kind: 'status', status: 401, claims: true }, onGraph)

    const refused = await client.ask(users)
    const claims = /claims="([^"]+)"/.exec(refused.headers['www-authenticate'] ?? '')?.[1] ?? ''
    const [app] = smallTenant.apps
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: app?.clientId ?? '',
      client_secret: app?.secret ?? '',
      scope: `${origins.graph}/.default`,
      claims: Buffer.from(claims, 'base64').toString(),
    }).toString()
    const url = new URL(`${origins.login}/${ids.tenant}/oauth2/v2.0/token`)
    const signedIn = await cloud.handle({ method: 'POST', url, headers: {}, body })
    const token = /"access_token":"([^"]+)"/.exec(String(signedIn.body))?.[1] ?? ''
    const mended = await client.ask(users, { resource: null, headers: { authorization: `Bearer ${token}` } })

    expect([refused.status, (await client.ask(users)).status, mended.status]).toEqual([401, 401, 200])
  })
})

describe('where and how often', () => {
  it('on a page of a chain', async () => {
    const { client, struck } = arm({ kind: 'status', status: 403 }, { ...onGraph, page: 3 })

    await expect(client.readAll(users)).rejects.toThrow('403')
    expect(struck()).toMatchObject({ met: 1, struck: 1 })
  })

  it('from the second on, twice', async () => {
    const { client, struck } = arm({ kind: 'status', status: 503 }, { ...onGraph, from: 2, times: 2 })

    const statuses = [1, 2, 3, 4].map(async () => (await client.ask(users)).status)

    expect(await Promise.all(statuses)).toEqual([200, 503, 503, 200])
    expect(struck()).toEqual({ name: 'status', met: 4, struck: 2 })
  })

  it('each address once, so that every page fails once', async () => {
    const { client, struck } = arm({ kind: 'status', status: 503 }, { ...onGraph, times: 1, per: 'address' })
    const statuses: number[] = []
    const insist: typeof client.read = async (url) => {
      statuses.push((await client.ask(url)).status)
      return client.read(url)
    }

    const first = await insist(users)
    await insist(String(first['@odata.nextLink']))

    expect(statuses).toEqual([503, 503])
    expect(struck()).toMatchObject({ met: 4, struck: 2 })
  })

  it('at a rate that the seed decides, in any order', async () => {
    const paths = Array.from({ length: 40 }, (_, index) => `${users}&$top=${index + 1}`)

    const once = await strike(paths)

    expect(once.length).toBeGreaterThan(4)
    expect(once.length).toBeLessThan(20)
    expect(await strike(paths.toReversed())).toEqual(once)
  })

  it('at one environment, by path and method', async () => {
    const { client } = arm({ kind: 'status', status: 403 }, { environmentId: ids.environment })
    const other = arm({ kind: 'status', status: 403 }, { path: '/USERS', method: 'POST' })
    const whoAmI = 'https://contoso.crm4.dynamics.com/api/data/v9.2/WhoAmI'

    expect((await client.ask(users)).status).toBe(200)
    expect((await other.client.ask(users)).status).toBe(200)
    expect(smallTenant.environments[0]?.dataverse?.domain).toBe('contoso')
    expect((await client.ask(whoAmI)).status).toBe(403)
  })

  it('until another plan is given', async () => {
    const { cloud, client } = arm({ kind: 'status', status: 503 }, onGraph)

    await client.ask(users)
    cloud.setFaults(null)

    expect((await client.ask(users)).status).toBe(200)
    expect(cloud.struck()).toEqual([])
  })
})

describe('a body', () => {
  it('repeats rows over pages', async () => {
    const { client } = arm({ kind: 'duplicate-rows' }, onGraph)

    expect((await client.readAll(users)).rows.map(({ id }) => id)).toEqual([1, 2, 2, 3, 4, 4, 5].map(ids.user))
  })

  it('is an empty page with a link to its own rows', async () => {
    const { client, struck } = arm({ kind: 'empty-page' }, { ...onGraph, page: 2 })

    const { rows, pages } = await client.readAll(users)

    expect([rows.length, pages, struck()?.struck]).toEqual([5, 4, 1])
    expect((await arm({ kind: 'empty-page' }, onGraph).client.readAll(users)).pages).toBe(6)
  })

  it('has a link that leads back, or elsewhere', async () => {
    const back = await arm({ kind: 'looping-link' }, onGraph).client.read(users)
    const away = await arm({ kind: 'foreign-link' }, onGraph).client.read(users)

    expect(back['@odata.nextLink']).toBe(users)
    expect(away['@odata.nextLink']).toBe(users.replace('graph.microsoft.com', 'evil.example'))
  })

  it('is cut, of another type, too large, packed too tight, nested too deep', async () => {
    const cut = await askWith({ kind: 'truncate' })
    expect(() => JSON.parse(cut.text)).toThrow(SyntaxError)
    expect((await askWith({ kind: 'content-type' })).headers['content-type']).toBe('text/html')
    const large = await askWith({ kind: 'oversized', bytes: 5000 })
    expect(large.text.length).toBeGreaterThan(5000)
    expect(JSON.parse(large.text)).toHaveProperty('value')
    const deep = await askWith({ kind: 'deep-json', depth: 500 })
    expect(deep.text).toContain('['.repeat(500))
  })

  it('is a small file of gzip that unpacks to as much as was asked for', async () => {
    const { cloud } = arm({ kind: 'gzip-bomb', bytes: 3 * 1024 * 1024 }, { api: 'signIn' })
    const url = new URL(`${origins.login}/${ids.tenant}/v2.0/.well-known/openid-configuration`)

    const { headers, body } = await cloud.handle({ method: 'GET', url, headers: {}, body: '' })
    const bytes = Buffer.from(body)

    expect([headers['content-encoding'], bytes.length < 20_000]).toEqual(['gzip', true])
    expect(gunzipSync(bytes).length).toBeGreaterThan(3 * 1024 * 1024)
  })

  it('leaves out the roles that copies point to', async () => {
    const roles = 'https://contoso.crm4.dynamics.com/api/data/v9.2/roles?$select=roleid,_parentrootroleid_value'
    const whole = await arm({ kind: 'drip' }).client.readAll(roles)
    const { client, struck } = arm({ kind: 'drop-root-roles' })

    const { rows } = await client.readAll(roles)

    expect(rows.length).toBeGreaterThan(0)
    expect(rows.length).toBeLessThan(whole.rows.length)
    expect(rows.every((role) => role['roleid'] !== role['_parentrootroleid_value'])).toBe(true)
    expect(struck()?.struck).toBe(1)
  })

  it('of another host names the instances', async () => {
    const { client } = arm({ kind: 'foreign-instance', origin: 'https://evil.example' }, { api: 'bap' })
    const path = '/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments?api-version=2021-04-01'

    const body = await client.read(`${origins.bap}${path}`, { resource: 'https://service.powerapps.com' })

    expect(JSON.stringify(body)).toContain('"instanceApiUrl":"https://evil.example/"')
  })

  it('that the fault cannot change is not met', async () => {
    const { client, struck } = arm({ kind: 'looping-link' }, { api: 'dataverse' })

    await client.ask('https://contoso.crm4.dynamics.com/api/data/v9.2/WhoAmI')

    expect(struck()).toMatchObject({ met: 0, struck: 0 })
  })
})

describe('tokens and clocks', () => {
  it('ends every token before a page', async () => {
    const { client, struck } = arm({ kind: 'expire-tokens' }, { ...onGraph, page: 2, times: 1 })

    await expect(client.readAll(users)).rejects.toThrow('401')
    expect(struck()?.struck).toBe(1)
  })

  it('forgets a page token', async () => {
    const { client } = arm({ kind: 'expired-page-token' }, { ...onGraph, times: 1 })

    await expect(client.readAll(users)).rejects.toThrow('Directory_ExpiredPageToken')
    expect((await client.readAll(users)).rows).toHaveLength(5)
  })

  it('lets the clock of all hosts run ahead', async () => {
    const { client } = arm({ kind: 'clock-skew', seconds: 3600 })

    expect((await client.ask(users)).headers['date']).toBe('Tue, 24 Nov 2026 09:00:00 GMT')
    expect((await client.ask(users)).status).toBe(200)
  })

  it('fails every other answer within a batch', async () => {
    const { client } = arm({ kind: 'batch-items', status: 429, retryAfter: 9, every: 2 })
    const requests = ['1', '2', '3'].map((id) => ({ id, method: 'GET', url: '/organization?$select=id' }))
    const batch = { method: 'POST', body: JSON.stringify({ requests }) }

    const { responses } = await client.read('https://graph.microsoft.com/v1.0/$batch', batch)

    expect(JSON.stringify(responses).match(/"status":\d+/g)).toEqual(['"status":429', '"status":200', '"status":429'])
  })
})
