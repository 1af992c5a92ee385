/** The API's answers: those of the commands to the byte, in pages, with tags; under pseudonyms too. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { practiceApp, type PracticeApp } from './practice-app.ts'

const Listed = z.object({ findings: z.array(z.looseObject({ id: z.string() })) })
const idsIn = (body: string): string[] => Listed.parse(JSON.parse(body)).findings.map(({ id }) => id)

function nextOf(link: unknown): string | undefined {
  return /<([^>]+)>; rel="next"/.exec(String(link))?.[1]
}

const asCommands: readonly (readonly [string, readonly string[]])[] = [
  ['/findings?limit=1000', ['findings']],
  ['/findings?limit=1000&status=all&severity=medium', ['findings', '--status', 'all', '--severity', 'medium']],
  ['/findings?limit=1000&rule=seat-idle', ['findings', '--rule', 'seat-idle']],
  ['/access?limit=1000', ['access']],
  ['/access?limit=1000&by=role', ['access', '--by', 'role']],
  ['/access?limit=1000&by=table&table=incident', ['access', '--by', 'table', '--table', 'incident']],
  ['/access?limit=1000&by=environment', ['access', '--by', 'environment']],
  ['/capacity', ['capacity', '--stored']],
  ['/seats', ['seats']],
  ['/people?limit=1000', ['seats', '--by', 'user']],
  ['/pools/record-routes', ['explain', 'record-routes']],
]

/** What the command prints, without its line breaks. */
async function printed({ product }: PracticeApp, argv: readonly string[]): Promise<string> {
  return JSON.stringify(JSON.parse((await product.run([...argv, '--json'])).stdout))
}

describe('answers are what the commands print', () => {
  test('to the byte', async () => {
    const practice = await practiceApp()

    for (const [path, argv] of asCommands) {
      const answer = await practice.get(`${practice.base}${path}`)
      expect([path, answer.statusCode]).toEqual([path, 200])
      expect(JSON.stringify(answer.json())).toBe(await printed(practice, argv))
    }
  })

  test('under pseudonyms too, and who sees a token may ask by it', async () => {
    const practice = await practiceApp({ isPseudonymized: true })
    const { base } = practice

    for (const [path, argv] of asCommands) {
      const answer = await practice.get(`${base}${path}`)
      expect([path, JSON.stringify(answer.json())]).toEqual([
        path,
        await printed(practice, ['--pseudonymize', ...argv]),
      ])
      expect(answer.body).not.toMatch(/fabrikam/i)
    }
    expect(base).toMatch(/\/id-[0-9a-f]{15}$/)
    const [finding] = (await practice.get(`${base}/access?limit=1`)).json().findings
    const { upn } = finding.subject
    const byUser = await practice.get(`${base}/access?user=${upn}&environment=${finding.environment.name}`)
    expect(idsIn(byUser.body)).toContain(finding.id)
    expect((await practice.get(`${base}/users/${upn}/rights`)).json().user.upn).toBe(upn)
    const wrong = await practice.get(`${base}/findings?environment=nowhere`)
    expect([wrong.statusCode, /fabrikam/i.test(wrong.body)]).toEqual([400, false])
    for (const path of [
      '/api/v1/tenants',
      '/metrics',
      `${base}/runs`,
      `${base}/exports/markdown`,
      '/connector/v1/findings',
    ]) {
      expect([path, /fabrikam/i.test((await practice.get(path)).body)]).toEqual([path, false])
    }
  })

  test('the document of a run is what its sync printed', async () => {
    const practice = await practiceApp({ isSynced: false })
    const { stdout } = await practice.product.run(['sync', '--json'])

    const newest = await practice.get(`${practice.base}/runs/latest/document`)
    const { runId } = JSON.parse(stdout)
    await practice.product.run(['sync'])
    const older = await practice.get(`${practice.base}/runs/${runId}/document`)

    expect(newest.json()).toEqual(JSON.parse(stdout))
    expect(older.json()).toEqual(JSON.parse(stdout))
  })
})

describe('pages', () => {
  test('lead through the whole list, once and in order, and cut nothing else', async () => {
    const { get, base } = await practiceApp()
    const whole = await get(`${base}/findings?limit=1000`)
    const seen: string[] = []

    for (let url: string | undefined = `${base}/findings?limit=7&severity=info`; url !== undefined;) {
      const page = await get(url)
      const { findings, ...rest } = page.json()
      const { findings: all, ...restOfAll } = whole.json()
      expect(rest).toEqual(restOfAll)
      expect(page.headers['x-total-count']).toBe(String(all.length))
      expect(findings.length).toBeLessThanOrEqual(7)
      seen.push(...idsIn(page.body))
      url = nextOf(page.headers['link'])
    }

    expect(seen).toEqual(idsIn(whole.body))
  })

  test('go on after the item that was last, also where others have gone', async () => {
    const { get, base } = await practiceApp()
    const [, , third] = idsIn((await get(`${base}/findings?limit=3`)).body)
    const cursor = Buffer.from(JSON.stringify({ at: 9, after: third })).toString('base64url')

    const page = await get(`${base}/findings?limit=1&cursor=${cursor}`)

    expect(idsIn(page.body)).toEqual(idsIn((await get(`${base}/findings?limit=4`)).body).slice(3))
  })

  test.each([
    'limit=0',
    'limit=1001',
    'limit=x',
    'cursor=x',
    'sort=title',
    'search=',
    'unknown=1',
    'severity=worst',
    'rule=none',
  ])('%s is a bad request', async (query) => {
    const { get, base } = await practiceApp()

    const answer = await get(`${base}/findings?${query}`)

    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'usage', status: 400 })
  })

  test('are searched and sorted before they are cut', async () => {
    const { get, base } = await practiceApp()
    const names = async (query: string): Promise<string[]> =>
      (await get(`${base}/findings?limit=1000&${query}`))
        .json()
        .findings.map((one: { subject: { name: string } }) => one.subject.name)

    const byName = await names('sort=subject')

    expect(byName).toEqual(byName.toSorted())
    expect(await names('sort=-subject')).toHaveLength(byName.length)
    expect((await names('sort=-subject'))[0]).toBe(byName.at(-1))
    expect(new Set(await names('search=REPRESENTATIVE%203'))).toEqual(new Set(['Service Representative 3']))
    expect((await get(`${base}/people?search=agent3`)).json().people).toHaveLength(1)
    expect((await get(`${base}/people?verdict=idle`)).headers['x-total-count']).toMatch(/^[1-9]/)
  })
})

describe('a tag', () => {
  test('saves sending an answer again, until a sync or a waiver changes it', async () => {
    const practice = await practiceApp()
    const { get, base } = practice
    const url = `${base}/findings?limit=2`
    const first = await get(url)
    const etag = String(first.headers['etag'])
    const again = async (): Promise<number> => (await get(url, { 'if-none-match': etag })).statusCode
    const before = await again()

    const [id] = idsIn(first.body)
    const waived = await practice.send('PUT', `${base}/findings/${id}/waiver`, { reason: 'on leave' })
    const afterWaiver = await get(url, { 'if-none-match': etag })

    expect([before, waived.statusCode, afterWaiver.statusCode]).toEqual([304, 200, 200])
    expect(idsIn(afterWaiver.body)).not.toContain(id)
    expect(waived.json()).toMatchObject({
      schema: 'seatledger.waiver/1',
      finding: { id, waiver: { by: 'local user' } },
    })
    expect(idsIn((await get(`${base}/waivers`)).body)).toEqual([id])
    expect((await get(`${base}/findings?limit=3`, { 'if-none-match': etag })).statusCode).toBe(200)
  })
})

describe('before the first sync', () => {
  test('there is a tenant without a run, and what rests on one says so', async () => {
    const { get, send, base } = await practiceApp({ tenant: loadTenant('contoso'), isSynced: false })

    expect((await get('/api/v1/tenants')).json().tenants).toMatchObject([
      { tenantName: null, lastRun: null, isSyncing: false },
    ])
    expect((await get(`${base}/runs`)).json().runs).toEqual([])
    for (const path of ['/findings', '/capacity', '/people', '/runs/latest/document', '/exports/csv?part=findings']) {
      const answer = await get(`${base}${path}`)
      expect([path, answer.statusCode, answer.json().code]).toEqual([path, 404, 'no-sync'])
      expect(answer.json().detail).toBe('no sync yet: run `seatledger sync`')
    }
    expect((await send('POST', `${base}/plan`, { digital: 3 })).statusCode).toBe(200)
    expect((await send('POST', `${base}/plan`, {})).json().code).toBe('no-sync')
  })
})
