/** Faults of the connection, on real sockets and under nock; and the plan over the control address and as a file. */
import { readFileSync } from 'node:fs'
import https from 'node:https'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createCloud } from '../../mocks/cloud.ts'
import type { Fault, FaultTarget } from '../../mocks/faults/plan.ts'
import type { TenantServer } from '../../mocks/loopback/tenant-server.ts'
import { installCloud } from '../../mocks/nock.ts'
import { startServer, type RunningServer } from '../../mocks/server.ts'
import { origins } from './cloud-client.ts'
import { ids, smallTenant } from './small-tenant.ts'

let server: RunningServer
let tenant: TenantServer
const discovery = `/${ids.tenant}/v2.0/.well-known/openid-configuration`

beforeAll(async () => {
  server = await startServer([{ name: 'small', tenant: smallTenant }])
  const started = server.tenants.get('small')
  if (started === undefined) throw new Error('no server')
  tenant = started
})

afterEach(() => tenant.setFaults(null))
afterAll(() => server.close())

function arm(fault: Fault, at: FaultTarget = {}): Promise<void> {
  return tenant.setFaults({ seed: 1, faults: [{ fault, at }] })
}

/** The body, or the code of what went wrong. */
async function ask(patienceMs = 5000): Promise<{ readonly outcome: string; readonly headers: boolean }> {
  let headers = false
  try {
    const url = `${tenant.cloud.origins.login}${discovery}`
    const ca = readFileSync(server.announcement.caPath)
    const request = https.get(url, { ca, agent: false, signal: AbortSignal.timeout(patienceMs) })
    const response = await new Promise<Parameters<typeof text>[0]>((resolve, reject) => {
      request.once('response', resolve).once('error', reject)
    })
    headers = true
    return { outcome: await text(response), headers }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return { outcome: code, headers }
  }
}

describe('on sockets', () => {
  it('a refused host has a closed port, and the same port when the plan ends', async () => {
    await arm({ kind: 'refuse' }, { api: 'signIn' })
    expect(await ask()).toEqual({ outcome: 'ECONNREFUSED', headers: false })
    expect(tenant.cloud.struck()).toEqual([{ name: 'refuse', met: 1, struck: 1 }])

    await tenant.setFaults(null)
    expect((await ask()).outcome).toContain('token_endpoint')
  })

  it('a refused request has its connection ended', async () => {
    await arm({ kind: 'refuse' }, { times: 1 })

    expect([(await ask()).outcome, (await ask()).outcome.slice(0, 1)]).toEqual(['ECONNRESET', '{'])
  })

  it.each([
    [{ kind: 'reset-headers' } as const, { outcome: 'ECONNRESET', headers: false }],
    [{ kind: 'reset-body' } as const, { outcome: 'ECONNRESET', headers: true }],
    [{ kind: 'reset-body', afterBytes: 0 } as const, { outcome: 'ECONNRESET', headers: true }],
  ])('%j', async (fault, seen) => {
    await arm(fault)

    expect(await ask()).toEqual(seen)
    expect(tenant.cloud.struck()).toMatchObject([{ struck: 1 }])
  })

  it.each([
    [{ kind: 'stall-headers' } as const, false],
    [{ kind: 'stall-body' } as const, true],
  ])('%j', async (fault, headers) => {
    await arm(fault)

    expect(await ask(150)).toEqual({ outcome: expect.stringMatching(/ABORT|ECONNRESET/), headers })
  })

  it('a slow drip is whole in the end', async () => {
    await arm({ kind: 'drip', bytes: 200, everyMs: 1 })

    expect(JSON.parse((await ask()).outcome)).toHaveProperty('token_endpoint')
  })
})

describe('the control address', () => {
  it('takes a plan, tells what it struck, and ends it', async () => {
    const control = server.announcement.tenants[0]?.control ?? ''
    const post = (plan: unknown) => fetch(`${control}/faults`, { method: 'POST', body: JSON.stringify(plan) })

    await post({ seed: 1, faults: [{ fault: { kind: 'status', status: 503 } }] })
    await ask()
    const told: unknown = await (await fetch(`${control}/faults`)).json()
    const wrong = await post({ seed: 1, faults: [{ fault: { kind: 'explode' } }] })
    await post(null)

    expect(told).toMatchObject({ plan: { seed: 1 }, struck: [{ name: 'status', met: 1, struck: 1 }] })
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('faults[0].fault.kind')])
    expect(await (await fetch(`${control}/faults`)).json()).toEqual({ plan: null, struck: [] })
  })
})

describe('under nock', () => {
  it.each([
    ['refuse', 'ECONNREFUSED'],
    ['reset-headers', 'ECONNRESET'],
    ['reset-body', 'ECONNRESET'],
    ['stall-headers', 'ETIMEDOUT'],
    ['stall-body', 'ETIMEDOUT'],
  ] as const)('%s is %s', async (kind, code) => {
    installCloud(createCloud(smallTenant, origins, { faults: { seed: 1, faults: [{ fault: { kind } }] } }))

    await expect(fetch(`${origins.login}${discovery}`)).rejects.toMatchObject({ cause: { code } })
  })
})
