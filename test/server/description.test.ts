/** The API's description: valid, whole, and true of every answer, good and bad. */
import { randomUUID } from 'node:crypto'
import SwaggerParser from '@apidevtools/swagger-parser'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { practiceApp, type PracticeApp } from './practice-app.ts'

const Operation = z.looseObject({
  operationId: z.string(),
  summary: z.string().min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  responses: z.record(
    z.string(),
    z.looseObject({
      description: z.string(),
      content: z.record(z.string(), z.looseObject({ schema: z.unknown() })).optional(),
    }),
  ),
})
const Description = z.looseObject({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
})
type Description = z.infer<typeof Description>
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A question of each kind to each route: what is asked, and the status that is expected. */
interface Question {
  readonly method: Method
  /** As the description has it. */
  readonly route: string
  readonly path: string
  readonly body?: object
  readonly status: number
}

async function questions({ get, base }: PracticeApp): Promise<Question[]> {
  const [finding] = (await get(`${base}/findings?limit=1`)).json().findings
  const [person] = (await get(`${base}/people?limit=1`)).json().people
  const [run] = (await get(`${base}/runs`)).json().runs
  const ask = (method: Method, route: string, path: string, status: number, body?: object): Question => ({
    method,
    route: `/api/v1${route}`,
    path: path.startsWith('/tenants') || path.startsWith('/session') ? `/api/v1${path}` : `${base}${path}`,
    status,
    ...(body === undefined ? {} : { body }),
  })
  const tenant = '/tenants/{tenant}'
  const elsewhere = `/tenants/${randomUUID()}`
  return [
    ask('GET', '/tenants', '/tenants', 200),
    ask('GET', '/session', '/session', 200),
    ask('GET', `${tenant}/runs`, '/runs', 200),
    ask('GET', `${tenant}/runs`, '/runs?limit=0', 400),
    ask('GET', `${tenant}/runs`, `${elsewhere}/runs`, 404),
    ask('GET', `${tenant}/runs/{runId}`, `/runs/${run.runId}`, 200),
    ask('GET', `${tenant}/runs/{runId}`, `/runs/${randomUUID()}`, 404),
    ask('GET', `${tenant}/runs/{runId}/document`, '/runs/latest/document', 200),
    ask('GET', `${tenant}/runs/{runId}/document`, `/runs/${randomUUID()}/document`, 404),
    ask('GET', `${tenant}/runs/{runId}/events`, `/runs/${run.runId}/events`, 200),
    ask('GET', `${tenant}/runs/{runId}/events`, '/runs/none/events', 404),
    ask('GET', `${tenant}/capacity`, '/capacity?compare=dynamics-365-2026-07', 200),
    ask('GET', `${tenant}/capacity`, '/capacity?edition=1990', 400),
    ask('GET', `${tenant}/capacity/history`, '/capacity/history?pool=dataverse-file&from=2026-01-01', 200),
    ask('GET', `${tenant}/capacity/history`, '/capacity/history?pool=whirlpool', 400),
    ask('GET', `${tenant}/pools/{pool}`, '/pools/dataverse-database', 200),
    ask('GET', `${tenant}/pools/{pool}`, '/pools/whirlpool', 400),
    ask('GET', `${tenant}/findings`, '/findings?status=all&limit=1000', 200),
    ask('GET', `${tenant}/findings`, '/findings?table=none', 400),
    ask('GET', `${tenant}/findings/{id}`, `/findings/${finding.id}`, 200),
    ask('GET', `${tenant}/findings/{id}`, '/findings/none', 404),
    ask('PUT', `${tenant}/findings/{id}/waiver`, `/findings/${finding.id}/waiver`, 200, {
      reason: 'on leave',
      until: '2026-12-24',
    }),
    ask('PUT', `${tenant}/findings/{id}/waiver`, `/findings/${finding.id}/waiver`, 400, {
      reason: 'x',
      until: '2036-12-24',
    }),
    ask('PUT', `${tenant}/findings/{id}/waiver`, '/findings/none/waiver', 404, { reason: 'x' }),
    ask('GET', `${tenant}/waivers`, '/waivers', 200),
    ask('GET', `${tenant}/waivers`, '/waivers?cursor=x', 400),
    ask('GET', `${tenant}/access`, '/access?by=role', 200),
    ask('GET', `${tenant}/access`, '/access?by=moon', 400),
    ask('GET', `${tenant}/seats`, '/seats', 200),
    ask('GET', `${tenant}/seats`, `${elsewhere}/seats`, 404),
    ask('GET', `${tenant}/people`, '/people?search=a', 200),
    ask('GET', `${tenant}/people`, '/people?verdict=good', 400),
    ask('GET', `${tenant}/users/{user}/rights`, `/users/${person.upn}/rights`, 200),
    ask('GET', `${tenant}/users/{user}/rights`, '/users/nobody/rights', 404),
    ask('POST', `${tenant}/plan`, '/plan', 200, { digital: 3, voice: 2, both: 1 }),
    ask('POST', `${tenant}/plan`, '/plan', 200, { fix: true }),
    ask('POST', `${tenant}/plan`, '/plan', 400, { staffing: [{ count: -1, channels: 'digital' }] }),
    ask('GET', `${tenant}/exports/{format}`, '/exports/json', 200),
    ask('GET', `${tenant}/exports/{format}`, '/exports/csv', 400),
    ask('GET', `${tenant}/subscriptions`, '/subscriptions', 200),
    ask('POST', `${tenant}/subscriptions`, '/subscriptions', 201, {
      notificationUrl: 'https://prod.logic.azure.com/x?sig=secret',
    }),
    ask('POST', `${tenant}/subscriptions`, '/subscriptions', 400, { notificationUrl: 'https://169.254.169.254/' }),
    ask('DELETE', `${tenant}/subscriptions/{id}`, '/subscriptions/none', 404),
    ask('POST', `${tenant}/runs`, `${elsewhere}/runs`, 404, {}),
    ask('POST', `${tenant}/runs`, '/runs', 400, { full: 'yes' }),
    ask('POST', `${tenant}/runs`, '/runs', 202, { full: true }),
    ask('POST', `${tenant}/runs`, '/runs', 409, {}),
  ]
}

/** What is wrong with a body by the description; [] where nothing is. */
function faultsOf(ajv: Ajv2020, pointer: readonly string[], body: unknown): unknown[] {
  const escaped = pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
  const validate = ajv.compile({ $ref: `api#/${escaped.join('/')}` })
  return validate(body) ? [] : [...(validate.errors ?? [])]
}

async function described({ app }: PracticeApp): Promise<Description> {
  return Description.parse((await app.inject({ url: '/api/openapi.json' })).json())
}

describe('the description', () => {
  test('is valid OpenAPI 3.1, with a name, a summary and the needed sign-in for every operation', async () => {
    const practice = await practiceApp({ isSynced: false })
    const given = (await practice.app.inject({ url: '/api/openapi.json' })).json()

    await SwaggerParser.validate(structuredClone(given))
    const operations = Object.values(Description.parse(given).paths).flatMap((methods) => Object.values(methods))
    const ids = operations.map(({ operationId }) => operationId)

    expect(new Set(ids).size).toBe(ids.length)
    expect(JSON.stringify(given)).not.toContain('Input"')
    const open = operations.filter(({ security }) => security.length === 0).map(({ operationId }) => operationId)
    expect(open).toEqual(['getSession', 'getHealth', 'getReadiness', 'getMetrics', 'getApiDescription'])
  })

  test('is true of every route, good and bad questions', async () => {
    const practice = await practiceApp()
    const description = await described(practice)
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    ajv.addSchema(description, 'api')
    const all = await questions(practice)

    for (const { method, route, path, body, status } of all) {
      const answer = method === 'GET' ? await practice.get(path) : await practice.send(method, path, body)
      expect([method, path, answer.statusCode, status < 400 ? '' : answer.json().detail !== '']).toEqual([
        method,
        path,
        status,
        status < 400 ? '' : true,
      ])
      const type = String(answer.headers['content-type']).split(';')[0] ?? ''
      const content = description.paths[route]?.[method.toLowerCase()]?.responses[String(status)]?.content
      expect([path, Object.keys(content ?? {})]).toEqual([path, expect.arrayContaining([type])])
      if (!type.endsWith('json') || path.includes('/exports/')) continue
      const pointer = ['paths', route, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema']
      expect([path, faultsOf(ajv, pointer, answer.json())]).toEqual([path, []])
    }
    const asked = new Set(all.map(({ method, route }) => `${method} ${route}`))
    const known = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(known.filter((one) => one.includes('/api/v1') && !asked.has(one))).toEqual([])
    await practice.service.syncs.untilEnded()
  })

  test('refuses a document that is not as it says', async () => {
    const practice = await practiceApp()
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    ajv.addSchema(await described(practice), 'api')
    const seats = (await practice.get(`${practice.base}/seats`)).json()

    const faults = faultsOf(ajv, ['components', 'schemas', 'SeatsDocument'], { ...seats, more: 1 })

    expect(faults).toMatchObject([{ keyword: 'additionalProperties' }])
  })

  test('is shown as one page without scripts, with a place for every problem that is named', async () => {
    const practice = await practiceApp({ isSynced: false })

    const page = await practice.app.inject({ url: '/api/docs' })
    const problem = (await practice.get('/api/v1/tenants/x/seats')).json()

    expect(page.body).not.toMatch(/<script|javascript:|(?:src|href)="(?:https?:)?\/\//i)
    expect(page.body).toContain('GET /api/v1/tenants/{tenant}/findings')
    expect(page.body).toContain(`id="${String(problem.type).split('#')[1]}"`)
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'/)
  })
})
