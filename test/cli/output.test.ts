/** What goes where: the report alone on standard output, progress, logs and errors on standard error; plain where nobody looks. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { testClock } from '../connectors/fixture.ts'
import { installProduct, type PracticeProduct } from './practice-product.ts'

const escape = '\u001B'
const clearLine = `\r${escape}[2K`

async function synced(name = 'fabrikam'): Promise<PracticeProduct> {
  const product = installProduct(loadTenant(name))
  await product.run(['sync'])
  return product
}

async function anyFinding(product: PracticeProduct): Promise<string> {
  const { stdout } = await product.run(['findings', '--json'])
  const Document = z.object({ findings: z.array(z.object({ id: z.string() })) })
  return Document.parse(JSON.parse(stdout)).findings[0]?.id ?? ''
}

describe('with --json', () => {
  test('standard output of every command is one document with its schema', async () => {
    const product = await synced()

    for (const [schema, ...argv] of [
      ['seatledger.sync/1', 'sync', '--verbose'],
      ['seatledger.capacity/1', 'capacity', '--verbose'],
      ['seatledger.capacity/1', 'capacity', '--stored'],
      ['seatledger.doctor/1', 'doctor', '--verbose'],
      ['seatledger.doctor/1', 'doctor', '--script', 'pac'],
      ['seatledger.findings/1', 'access', '--by', 'role'],
      ['seatledger.findings/1', 'findings'],
      ['seatledger.explain/1', 'explain', 'record-routes'],
      ['seatledger.seats/1', 'seats'],
      ['seatledger.evaluation/1', 'evaluate'],
      ['seatledger.rights/1', 'rights', 'clerk.direct@fabrikam.example'],
      ['seatledger.plan/1', 'plan', '--digital', '1'],
      ['seatledger.plan/1', 'plan', '--fix'],
      ['seatledger.waiver/1', 'waive', await anyFinding(product), '--reason', 'known'],
      [
        'seatledger.import/1',
        'import-usage',
        product.write('use.csv', 'period,pool,consumed\n2026-11,record-routes,1\n'),
      ],
    ]) {
      const { stdout } = await product.run([...argv, '--json'])

      expect([argv, z.object({ schema: z.string() }).parse(JSON.parse(stdout)).schema]).toEqual([argv, schema])
      expect(stdout.endsWith('}\n')).toBe(true)
    }
  })

  test('progress and the request log are on standard error', async () => {
    const product = installProduct(loadTenant('contoso'))

    const { stderr } = await product.run(['sync', '--json', '--verbose'])
    const lines = stderr.trimEnd().split('\n')
    const logged = lines
      .filter((line) => line.startsWith('{'))
      .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)))

    expect(lines).toContain('  read: graph/subscribed-skus, 4 rows')
    expect(logged.length).toBeGreaterThan(10)
    expect(logged[0]).toMatchObject({
      level: 'debug',
      event: 'request',
      api: 'sign-in',
      method: 'POST',
      status: 200,
      attempt: 1,
    })
    expect(Object.keys(logged[0] ?? {}).toSorted()).toEqual([
      'api',
      'attempt',
      'durationMs',
      'event',
      'level',
      'method',
      'path',
      'requestId',
      'status',
      'time',
    ])
    expect(JSON.stringify(logged)).not.toContain('?')
  })

  test.each([
    ['access'],
    ['findings'],
    ['seats'],
    ['evaluate'],
    ['explain', 'record-routes'],
    ['capacity', '--stored'],
    ['rights', 'clerk.direct@fabrikam.example'],
    ['waive', 'seat-idle-0123456789ab', '--reason', 'known'],
  ])('without a sync %s is an error document, and ends with 1', async (...argv) => {
    const { exitCode, stdout, stderr } = await installProduct(loadTenant('contoso')).run([...argv, '--json'])

    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toEqual({
      schema: 'seatledger.error/1',
      code: 'no-sync',
      message: 'no sync yet: run `seatledger sync`',
      hint: null,
    })
    expect(stderr).toBe('no sync yet: run `seatledger sync`\n')
  })
})

describe('a person', () => {
  test('gets plain text where the output is no terminal, and color where it is one', async () => {
    const product = await synced()

    const plain = await product.run(['findings'])
    const colored = await product.run(['findings'], { color: true })

    expect(plain.stdout).not.toContain(escape)
    expect(colored.stdout).toContain(escape)
    expect(colored.stdout.replaceAll(new RegExp(`${escape}\\[[0-9;]*m`, 'g'), '')).toBe(plain.stdout)
  })

  test('sees counts while a sync goes on, on a terminal only', async () => {
    const product = installProduct(loadTenant('contoso'))

    const live = await product.run(['sync'], { liveProgress: true })
    const plain = await product.run(['sync'])

    expect(live.stderr.split(clearLine)).toContainEqual(expect.stringMatching(/^[\d,]+ rows · reading graph\//))
    expect(live.stderr.endsWith(clearLine)).toBe(true)
    expect(plain.stderr).not.toContain('\r')
    expect(plain.stderr).not.toContain(escape)
    expect(plain.stderr.split('\n')).toContain('  read: power-platform/environments, 3 rows')
  })
})

describe('a stored run', () => {
  test('later than --as-of is not there yet', async () => {
    const product = await synced()

    const { exitCode, stderr } = await product.run(['evaluate', '--as-of', '2026-11-23'])

    expect([exitCode, stderr]).toEqual([1, 'no sync yet until 2026-11-23: run `seatledger sync`\n'])
  })

  test('of an older day keeps the findings of the newest: --save with an --as-of before it ends with 64', async () => {
    const product = installProduct(loadTenant('fabrikam'))
    await product.run(['sync'], { clock: testClock({ startMs: Date.parse('2026-11-20T03:00:00Z') }) })
    await product.run(['sync'], { clock: testClock({ startMs: Date.parse('2026-11-24T03:00:00Z') }) })
    const before = product.storeBytes()

    const { exitCode, stderr } = await product.run(['evaluate', '--as-of', '2026-11-21', '--save'])

    expect(exitCode).toBe(64)
    expect(stderr).toContain('--save keeps the findings of the newest run only.')
    expect(product.storeBytes()).toEqual(before)
  })

  test.each([
    { argv: ['access'], young: 2, old: 2 },
    { argv: ['findings'], young: 2, old: 2 },
    { argv: ['findings', '--fail-on', 'never'], young: 0, old: 3 },
    { argv: ['evaluate'], young: 2, old: 2 },
    { argv: ['evaluate', '--fail-on', 'never'], young: 0, old: 3 },
    { argv: ['explain', 'record-routes'], young: 0, old: 3 },
    { argv: ['seats'], young: 0, old: 3 },
    { argv: ['capacity', '--stored'], young: 2, old: 2 },
    { argv: ['capacity', '--stored', '--fail-on', 'never'], young: 0, old: 3 },
  ])('older than --max-age ends $argv with 3 and its age; 2 wins', async ({ argv, young, old }) => {
    const product = await synced()
    const later = { clock: testClock({ startMs: Date.parse('2026-11-25T20:00:00Z') }) }

    const beyond = await product.run([...argv, '--max-age', '24'], later)
    const within = await product.run([...argv, '--max-age', '36.5'], later)

    expect([within.exitCode, within.stderr]).toEqual([young, ''])
    expect(beyond).toEqual({
      exitCode: old,
      stdout: within.stdout,
      stderr: 'The stored run is 36.0 hours old, older than --max-age 24: run `seatledger sync`.\n',
    })
  })
})

describe('an edition that does not exist', () => {
  test.each([['capacity'], ['capacity', '--stored'], ['evaluate']])(
    'ends %s with 64 before anything is read',
    async (...argv) => {
      const product = await synced('contoso')
      product.cloud.resetCounts()

      const { exitCode, stdout, stderr } = await product.run([...argv, '--edition', 'contact-center-2031'])

      expect([exitCode, stdout]).toEqual([64, ''])
      expect(stderr).toContain('There is no guide edition "contact-center-2031".')
      expect(stderr).toContain('contact-center-2025-02')
      expect(product.cloud.requests()).toEqual([])
    },
  )
})
