/** Runs that end with 1 or 64: one clear sentence, and the store as it was, byte for byte. */
import { describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { ErrorDocument } from '../../src/model/documents.ts'
import { openCommandLine } from './command-line.ts'

const sentence =
  'sign-in for Microsoft Graph failed: AADSTS7000229, the application has no service principal in the tenant, it was never consented to'
const hint = 'Let an administrator grant admin consent to the application in this tenant.'

describe('inaccessible', () => {
  test.each([['sync'], ['capacity']])('%s ends with 1 and one clear sentence, and makes no store', async (command) => {
    const { type, files } = openCommandLine(loadTenant('inaccessible'))

    const { exitCode, stdout, stderr } = await type(command)

    expect(exitCode).toBe(1)
    expect(stdout).toBe('')
    expect(stderr.trimEnd().split('\n').slice(-2)).toEqual([sentence, hint])
    expect(stderr.split(sentence)).toHaveLength(2)
    expect(files()).toEqual({})
  })

  test('prints the failure as a document with --json, and the sentence on standard error', async () => {
    const { ask, files } = openCommandLine(loadTenant('inaccessible'))

    const { exitCode, document, stderr } = await ask(ErrorDocument, 'sync')

    expect(exitCode).toBe(1)
    expect(document).toEqual({ schema: 'seatledger.error/1', code: 'authentication', message: sentence, hint })
    expect(stderr).toContain(`${sentence}\n`)
    expect(files()).toEqual({})
  })

  test('leaves the runs of a tenant whose consent was taken back as they were', async () => {
    const { type, files, cloud } = openCommandLine(loadTenant('fabrikam'))
    await type('sync')
    const before = files()
    cloud.update((tenant) => ({ ...tenant, refusals: loadTenant('inaccessible').refusals }))

    const { exitCode } = await type('sync')

    expect(exitCode).toBe(1)
    expect(Object.keys(before)).toEqual(['seatledger.db'])
    expect(files()).toEqual(before)
  })
})

describe('a broken variable', () => {
  const broken: [name: string, value: string, says: RegExp][] = [
    ['AZURE_TENANT_ID', 'contoso', /GUID|UUID|id/],
    ['SEATLEDGER_CLOUD', 'moon', /public/],
    ['SEATLEDGER_GRAPH_URL', 'http://graph.example', /https/],
    ['SEATLEDGER_FIELD_SERVICE_LIST', 'maybe', /on, off|on or off/],
    ['SEATLEDGER_BUDGET_MINUTES', 'soon', /minutes|number/],
    ['SEATLEDGER_SKU_OVERRIDES', '/nowhere/skus.json', /file/],
    ['SEATLEDGER_SCHEDULE', 'whenever', /cron/],
    ['SEATLEDGER_STROE', 'x.db', /SEATLEDGER_STORE/],
    ['SEATLEDGER_EDITION', 'contact-center-1999', /contact-center-2025-02/],
  ]

  const commands = [['sync'], ['capacity'], ['doctor'], ['findings'], ['evaluate', '--save']]

  test.each(broken)('%s=%s ends with 64, its name and what is allowed', async (name, value, says) => {
    const { type, env, files, cloud } = openCommandLine(loadTenant('contoso'))
    env[name] = value

    for (const argv of commands) {
      const { exitCode, stdout, stderr } = await type(...argv)

      expect([argv[0], exitCode, stdout]).toEqual([argv[0], 64, ''])
      const [line, ...more] = stderr.trimEnd().split('\n')
      expect(line).toContain(name)
      expect(line).toMatch(says)
      expect(more).toEqual([])
    }
    expect(cloud.requests()).toEqual([])
    expect(files()).toEqual({})
  })

  test('leaves the store as it was, byte for byte', async () => {
    const { type, env, files } = openCommandLine(loadTenant('contoso'))
    await type('sync')
    const before = files()

    for (const [name, value] of broken) {
      env[name] = value
      for (const argv of commands) expect((await type(...argv)).exitCode).toBe(64)
    }

    expect(Object.keys(before)).toEqual(['seatledger.db'])
    expect(files()).toEqual(before)
  })

  test('makes no store where an environment is named that does not exist', async () => {
    const { type, env, files } = openCommandLine(loadTenant('contoso'))
    env['SEATLEDGER_ENVIRONMENTS'] = 'Atlantis'

    const { exitCode, stderr } = await type('sync')

    expect(exitCode).toBe(64)
    expect(stderr).toContain('SEATLEDGER_ENVIRONMENTS names Atlantis, and no environment bears this name or id.')
    expect(files()).toEqual({})
  })
})

describe('a wrong option value', () => {
  test.each([
    [['sync', '--fail-on', 'urgent'], "'urgent' is invalid"],
    [['capacity', '--edition', 'contact-center-1999'], 'contact-center-1999'],
    [['findings', '--max-age', 'old'], 'a number of hours above 0 is needed'],
    [['findings', '--status', 'shut'], "'shut' is invalid"],
    [['evaluate', '--as-of', '2026-02-30'], 'a date such as 2026-11-24 is needed'],
    [['access', '--by', 'planet'], "'planet' is invalid"],
    [['doctor', '--script', 'bash'], "'bash' is invalid"],
    [['sink'], "unknown command 'sink'"],
    [['sync', '--forse'], "unknown option '--forse'"],
  ])('%j ends with 64 before anything is read', async (argv, says) => {
    const { ask, cloud, files } = openCommandLine(loadTenant('contoso'))

    const { exitCode, document, stderr } = await ask(ErrorDocument, ...argv)

    expect(exitCode).toBe(64)
    expect(document.message).toContain(says)
    expect(stderr).toContain(document.message)
    expect(cloud.requests()).toEqual([])
    expect(files()).toEqual({})
  })
})

describe('no sync yet', () => {
  test.each([
    ['access'],
    ['findings'],
    ['seats'],
    ['evaluate'],
    ['explain', 'record-routes'],
    ['capacity', '--stored'],
  ])('%s ends with 1 and says what to run', async (...argv) => {
    const { type, ask, files } = openCommandLine(loadTenant('contoso'))

    const text = await type(...argv)
    const { document, exitCode, stderr } = await ask(ErrorDocument, ...argv)

    expect(text).toEqual({ exitCode: 1, stdout: '', stderr: 'no sync yet: run `seatledger sync`\n' })
    expect([exitCode, stderr]).toEqual([1, 'no sync yet: run `seatledger sync`\n'])
    expect(document).toEqual({
      schema: 'seatledger.error/1',
      code: 'no-sync',
      message: 'no sync yet: run `seatledger sync`',
      hint: null,
    })
    expect(files()).toEqual({})
  })
})
