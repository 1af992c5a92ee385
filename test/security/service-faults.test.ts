/** No secret, token, authorization header, body or query value comes out, whatever the service does: canaries planted and looked for everywhere. */
import { describe, expect, test } from 'vitest'
import { planted } from './canaries.ts'
import { bytesLeft, install, thrownBy, type Watched } from './driven.ts'
import { faults, oversize, signInFaults } from './faults.ts'

const isLogin = (host: string): boolean => host.startsWith('login.')
/** A run that waits for its budget ends soon: the clock of these tests never sleeps. */
const env = { SEATLEDGER_BUDGET_MINUTES: '60' }

async function expectSilence({ product, canaries }: Watched, command: 'sync' | 'doctor'): Promise<number> {
  const { exitCode, stdout, stderr } = await product.run([command, '--verbose'])

  expect(stderr).toContain('"event":"request"')
  expect(stderr).not.toContain('seatledger failed')
  expect(canaries.foundIn(stdout + stderr)).toEqual([])
  return exitCode
}

/** What `capacity` printed as JSON and threw, to the last hidden member. */
async function expectSilentError({ product, canaries }: Watched): Promise<void> {
  expect(canaries.foundIn(await thrownBy(product, 'capacity'))).toEqual([])
}

describe('every API at once', () => {
  /** What is read in part is stored. */
  const isStored = ['a foreign next link', 'rows of another shape']

  test.each(Object.entries(faults))('%s', async (fault, act) => {
    const watched = install({ fault: act, meets: (host) => !isLogin(host), env })
    const { product, canaries } = watched

    const exitCodes = [await expectSilence(watched, 'sync'), await expectSilence(watched, 'doctor')]
    await expectSilentError(watched)

    expect(exitCodes).toEqual(isStored.includes(fault) ? [3, 3] : [1, 1])
    expect(product.files()).toEqual(isStored.includes(fault) ? ['store.db'] : [])
    expect(canaries.foundIn(bytesLeft(product))).toEqual([])
    expect(canaries.tokens).toBeGreaterThan(0)
  })
})

describe('Dataverse alone, so that the run is stored with its reasons', () => {
  test.each(Object.entries(faults))('%s', async (_, act) => {
    const watched = install({ fault: act, meets: (host) => host.endsWith('.dynamics.com'), env })
    const { product, canaries } = watched

    const exitCodes = [await expectSilence(watched, 'sync'), await expectSilence(watched, 'doctor')]

    expect(exitCodes[0]).toBe(3)
    expect(product.files()).toEqual(['store.db'])
    expect(canaries.foundIn(bytesLeft(product))).toEqual([])
  })
})

describe('a later page, whose address holds the skip token', () => {
  test.each(Object.entries(faults))('%s', async (_, act) => {
    const watched = install({ fault: act, meets: (_host, _path, query) => query.includes(planted.skipToken), env })
    const { product, canaries } = watched

    expect(await expectSilence(watched, 'sync')).toBe(3)
    expect(canaries.foundIn(bytesLeft(product))).toEqual([])
  })
})

describe('sign-in', () => {
  test.each(Object.entries(signInFaults))('%s', async (_, act) => {
    const watched = install({ fault: act, meets: isLogin, env })

    const exitCodes = [await expectSilence(watched, 'sync'), await expectSilence(watched, 'doctor')]
    await expectSilentError(watched)

    expect(exitCodes).toEqual([1, 1])
    expect(watched.product.files()).toEqual([])
  })
})

test('a body that is too large', async () => {
  const { product, canaries } = install({ fault: oversize, meets: (_, path) => path === '/licensing/tenantCapacity' })

  const { exitCode, stdout, stderr } = await product.run(['sync', '--verbose'])

  expect(exitCode).toBe(3)
  expect(stdout).toContain('the body is larger than 67108864 bytes')
  expect(canaries.foundIn(stdout + stderr + bytesLeft(product))).toEqual([])
})

test('an instance URL of a foreign host gets no request and no token', async () => {
  const { product, canaries } = install({
    fault: async (_, answer) => {
      const response = await answer()
      const body = String(response.body).replaceAll(/"instanceUrl":"[^"]*"/g, '"instanceUrl":"https://evil.example/"')
      return { ...response, body }
    },
    meets: (_, path) => path.includes('/environments'),
  })

  const { exitCode, stdout, stderr } = await product.run(['sync', '--verbose', '--json'])

  // The wire of the test refuses every request to another host, and would fail the test.
  expect(exitCode).toBe(3)
  expect(stdout).toContain('evil.example is no Dataverse host of the configured cloud')
  expect(canaries.foundIn(stdout + stderr + bytesLeft(product))).toEqual([])
})

describe('nothing is wrong', () => {
  test('every command, the request log and the store hold no canary', async () => {
    const { product, canaries } = install()

    const usage = product.write('usage.csv', 'period,pool,consumed\n2026-11,record-routes,1\n')
    const outputs = []
    for (const argv of [
      ['sync', '--verbose', '--evidence'],
      ['sync', '--verbose'],
      ['sync', '--verbose', '--json'],
      ['capacity', '--verbose'],
      ['capacity', '--stored', '--json'],
      ['doctor', '--verbose'],
      ['doctor', '--script', 'pac'],
      ['access'],
      ['findings', '--json'],
      ['seats', '--by', 'user'],
      ['explain', 'dataverse-database'],
      ['evaluate', '--save'],
      ['import-usage', usage],
      ['capacity', '--compare', 'dynamics-365-2026-07'],
      ['rights', 'agent1@contoso.example'],
      ['plan', '--digital', '1', '--json'],
      ['plan', '--fix'],
    ]) {
      const { exitCode, stdout, stderr } = await product.run(argv)
      expect([argv, exitCode]).toEqual([argv, 0])
      outputs.push(stdout, stderr)
    }

    expect(product.cloud.requests().some(({ target }) => target.includes('skiptoken='))).toBe(true)
    expect(canaries.tokens).toBeGreaterThan(3)
    expect(canaries.foundIn(outputs.join('\n'))).toEqual([])
    expect(product.files()).toEqual(['store.db', 'usage.csv'])
    expect(canaries.foundIn(bytesLeft(product))).toEqual([])
  })
})
