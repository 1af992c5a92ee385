/** The routes that the connector describes, asked over HTTP at a running `serve`: each is there, and answers as the served definition says. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Ajv } from 'ajv'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { apiDefinition } from '../../src/power-automate/package/api-definition.ts'
import { entry } from '../cli/process.ts'
import { afterSync } from '../tenants/after-sync.ts'
import { objectOf, parseJson, textOf, type Json, type JsonObject } from './lint/json.ts'
import { answerOf, operationsOf } from './lint/operations.ts'
import { lintPackage } from './lint/lint.ts'
import { makePackage } from './package-files.ts'

vi.setConfig({ testTimeout: 60_000 })

const synced = afterSync('fabrikam')
const folder = mkdtempSync(join(tmpdir(), 'seatledger-connector-'))
let service: ChildProcess | null = null
let address = ''
let token = ''

afterAll(async () => {
  if (service !== null) {
    const ended = once(service, 'close')
    service.kill('SIGTERM')
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
})

/** The store of the first test, and `serve` over it; whoever asks holds the token of its link. */
async function start(): Promise<void> {
  const { env, files, storePath } = await synced()
  for (const [name, bytes] of Object.entries(files())) {
    if (!existsSync(join(folder, name))) writeFileSync(join(folder, name), bytes, { encoding: 'base64', mode: 0o600 })
  }
  const child = spawn(process.execPath, [entry, 'serve'], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      ...env,
      SEATLEDGER_STORE: join(folder, basename(storePath)),
      SEATLEDGER_LISTEN: '127.0.0.1:0',
      SEATLEDGER_SCHEDULE: '0 0 1 1 *',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  service = child
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  while (!printed.includes('\n')) await once(child.stdout, 'data')
  const link = new URL(printed.trim())
  address = link.origin
  token = link.searchParams.get('token') ?? ''
}

interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly body: JsonObject
}

async function ask(method: string, path: string, body?: Json): Promise<Answered> {
  const response = await fetch(path.startsWith('http') ? path : `${address}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, headers: response.headers, body: objectOf(parseJson(await response.text())) }
}

const definition = objectOf(parseJson(JSON.stringify(apiDefinition())))
const operations = operationsOf(definition)
const ajv = new Ajv({ strict: false, validateFormats: false })

/** Asks the operation and holds its answer against the definition. */
async function askOperation(id: string, names: Readonly<Record<string, string>> = {}, body?: Json): Promise<Answered> {
  const operation = operations.find((each) => each.id === id)
  if (operation === undefined) throw new Error(id)
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(names[name] ?? ''))
  const answered = await ask(operation.method.toUpperCase(), path, body)
  const [success] = Object.keys(operation.responses).filter((status) => status.startsWith('2'))
  expect([id, answered.status]).toEqual([id, Number(success)])
  const schema = { ...answerOf(definition, operation), definitions: objectOf(definition['definitions']) }
  const validate = ajv.compile(schema)
  expect([validate(answered.body), validate.errors]).toEqual([true, null])
  return answered
}

const firstOf = ({ body }: Answered): JsonObject => {
  const rows = body['value']
  return objectOf(Array.isArray(rows) ? rows[0] : undefined)
}

describe('the connector at a running service', () => {
  test('starts over a stored sync', async () => {
    await start()

    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  test('reads: every GET of the definition', async () => {
    const finding = firstOf(await askOperation('ListFindings'))
    const person = firstOf(await askOperation('ListPeople'))
    const run = firstOf(await askOperation('ListRuns'))
    const names = {
      findingId: textOf(finding['id']),
      user: textOf(person['id']),
      runId: textOf(run['runId']),
    }

    for (const { id, method } of operations) if (method === 'get') await askOperation(id, names)

    expect(Object.values(names)).not.toContain('')
  })

  test('plans, waives, subscribes and ends the subscription at its Location', async () => {
    const finding = firstOf(await askOperation('ListFindings'))
    const notificationUrl =
      'https://prod-01.westeurope.logic.azure.com/workflows/1/triggers/manual/paths/invoke?sig=s3cret'

    await askOperation('PlanSeats', {}, { digital: 3, voice: 7, both: 1 })
    const waived = await askOperation('WaiveFinding', { findingId: textOf(finding['id']) }, { reason: 'accepted' })
    const made = await askOperation('WhenAFindingOpens', {}, { notificationUrl, severity: 'high' })
    const location = made.headers.get('location') ?? ''
    const ended = await ask('DELETE', location)

    expect(waived.body).toMatchObject({ status: 'waived', waiverReason: 'accepted' })
    expect(JSON.stringify(made.body)).not.toContain('s3cret')
    expect(location).toBe(`${address}/connector/v1/subscriptions/${textOf(made.body['id'])}`)
    expect([ended.status, ended.body]).toEqual([200, made.body])
    expect((await ask('DELETE', location)).status).toBe(404)
  })

  test('a subscription is ended also by a gateway that says JSON and sends none', async () => {
    const notificationUrl = 'https://prod-02.westeurope.logic.azure.com/workflows/2?sig=s3cret'
    const made = await askOperation('WhenAFindingOpens', {}, { notificationUrl })
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }

    const ended = await fetch(made.headers.get('location') ?? '', { method: 'DELETE', headers })

    expect([ended.status, await ended.json()]).toEqual([200, made.body])
  })

  test('next links lead through the whole list', async () => {
    const whole = await ask('GET', '/connector/v1/findings?limit=1000&status=all')
    const seen: Json[] = []
    let next = '/connector/v1/findings?limit=20&status=all'

    while (next !== '') {
      const { body } = await ask('GET', next)
      if (Array.isArray(body['value'])) seen.push(...body['value'])
      next = textOf(body['nextLink'])
    }

    expect(seen).toEqual(whole.body['value'])
  })

  test.each([
    ['GET', '/connector/v1/findings?limit=0', undefined, 400],
    ['GET', '/connector/v1/findings?severity=critical', undefined, 400],
    ['GET', '/connector/v1/findings?cursor=next', undefined, 400],
    ['GET', '/connector/v1/summary?tenantId=00000000-0000-0000-0000-000000000000', undefined, 404],
    ['GET', '/connector/v1/runs/no-such-run', undefined, 404],
    ['PUT', '/connector/v1/findings/no-such-finding/waiver', { reason: '' }, 400],
    ['POST', '/connector/v1/plan', { digital: '3' }, 400],
    ['POST', '/connector/v1/subscriptions', { notificationUrl: 'http://flow.example/1' }, 400],
    ['POST', '/connector/v1/subscriptions', { notificationUrl: 'https://169.254.169.254/latest' }, 400],
  ] as const)('%s %s %j is a problem document', async (method, path, body, status) => {
    const answered = await ask(method, path, body)

    expect(answered.headers.get('content-type')).toContain('application/problem+json')
    expect([answered.status, answered.body]).toEqual([
      status,
      expect.objectContaining({ status, title: expect.any(String), detail: expect.stringMatching(/./) }),
    ])
  })

  test('nobody without the token is answered', async () => {
    for (const { path, method } of operations) {
      const response = await fetch(`${address}${path.replace(/\{\w+\}/g, 'x')}`, { method: method.toUpperCase() })

      expect([path, response.status]).toEqual([path, 401])
    }
  })

  test('the served definition is ours with the host that is asked', async () => {
    const { body } = await ask('GET', '/connector/v1/apiDefinition.swagger.json')

    expect(body).toEqual({ ...definition, host: new URL(address).host })
    const served = new Map(makePackage()).set('apiDefinition.swagger.json', Buffer.from(JSON.stringify(body)))
    const rules = lintPackage(served).filter(({ level }) => level === 'error')
    expect(rules.map(({ rule }) => rule)).toEqual(['HostNotPublic'])
  })
})
