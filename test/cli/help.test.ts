/** What the command line says of itself, and to a slip of the keyboard: help, version, suggestions. */
import { describe, expect, test } from 'vitest'
import { version } from '../../src/version.ts'
import { testClock } from '../connectors/fixture.ts'
import { runCaptured, type Printed } from './practice-product.ts'

const say = (...argv: string[]): Promise<Printed> => runCaptured(argv, { env: {}, clock: testClock() })

const commands =
  'sync capacity doctor access findings explain seats export evaluate rights plan waive import-usage prune serve mcp demo'.split(
    ' ',
  )
const readTheTenant = ['sync', 'capacity', 'doctor', 'serve']

describe('--help', () => {
  test('of the program names every command, the first steps and the exit codes', async () => {
    const { exitCode, stdout, stderr } = await say('--help')

    expect([exitCode, stderr]).toEqual([0, ''])
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'))
    expect(stdout).toContain('seatledger demo            see the main job on a practice tenant')
    expect(stdout).toContain('Exit codes: 0 fine, 1 failed')
    expect(stdout).toContain('.env.example')
  })

  test('is what a call without a command prints', async () => {
    expect(await say()).toEqual(await say('--help'))
  })

  test.each(commands)('of %s shows an example', async (command) => {
    const { exitCode, stdout, stderr } = await say(command, '--help')

    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(new RegExp(`^Usage: seatledger ${command}\\b`))
    expect(stdout).toMatch(new RegExp(`Examples?:\\n {2}.*seatledger ${command}`))
  })

  test.each(readTheTenant)('of %s names the least permissions', async (command) => {
    const { stdout } = await say(command, '--help')

    expect(stdout).toContain('Least permissions: Microsoft Graph Organization.Read.All')
    expect(stdout).toContain('Power Platform admin application')
  })

  test.each([
    ['sync', '(choices: "high", "medium", "low", "never", default: "medium")'],
    ['capacity', '(choices: "over", "near", "never", default: "over")'],
    ['findings', '(choices: "open", "waived", "resolved", "all", default: "open")'],
    ['seats', '(choices: "plan", "user", default: "plan")'],
    ['doctor', '(choices: "pac", "powershell")'],
    ['access', '(choices: "user", "role", "table", "environment")'],
  ])('of %s names choices and defaults', async (command, words) => {
    const { stdout } = await say(command, '--help')

    expect(stdout.replace(/\s+/g, ' ')).toContain(words)
  })
})

test.each(['--version', '-V'])('%s prints the version alone', async (option) => {
  expect(await say(option)).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
})

describe('a slip ends with 64, before anything is read, and nothing on standard output', () => {
  test.each([
    [['snyc'], "unknown command 'snyc'", 'Did you mean sync?'],
    [['capacity', '--josn'], "unknown option '--josn'", 'Did you mean --json?'],
    [
      ['access', '--by', 'person'],
      "option '--by <what>' argument 'person' is invalid.",
      'Allowed choices are user, role, table, environment',
    ],
    [
      ['sync', '--fail-on', 'critical'],
      "argument 'critical' is invalid.",
      'Allowed choices are high, medium, low, never',
    ],
    [['explain'], "missing required argument 'id'", 'see `seatledger --help`'],
    [['seats', 'all'], "too many arguments for 'seats'", 'see `seatledger --help`'],
    [['findings', '--max-age', 'soon'], "argument 'soon' is invalid.", 'a number of hours above 0 is needed'],
    [['findings', '--max-age', '0'], "argument '0' is invalid.", 'a number of hours above 0 is needed'],
    [['plan', '--digital', 'three'], "argument 'three' is invalid.", 'a whole number of people is needed'],
    [['plan', '--voice', '-1'], "argument '-1' is invalid.", 'a whole number of people is needed'],
    [['waive', 'seat-idle-0123456789ab'], "required option '--reason <text>' not specified", 'see `seatledger --help`'],
    [
      ['waive', 'seat-idle-0123456789ab', '--reason', 'x', '--until', '2026-02-30'],
      "argument '2026-02-30' is invalid.",
      'a day such as',
    ],
    [['import-usage'], "missing required argument 'file'", 'see `seatledger --help`'],
    [['rights'], "missing required argument 'user'", 'see `seatledger --help`'],
    [['evaluate', '--as-of', 'yesterday'], "argument 'yesterday' is invalid.", 'a date such as 2026-11-24 is needed'],
    [['evaluate', '--as-of', '2026-02-30'], "argument '2026-02-30' is invalid.", 'a date such as'],
    [['evaluate', '--as-of', '2026-13-01'], "argument '2026-13-01' is invalid.", 'a date such as'],
  ])('%j', async (argv, wrong, remedy) => {
    const { exitCode, stdout, stderr } = await say(...argv)

    expect([exitCode, stdout]).toEqual([64, ''])
    expect(stderr).toContain(wrong)
    expect(stderr).toContain(remedy)
  })

  test('and with --json is an error document', async () => {
    const { exitCode, stdout } = await say('sync', '--fail-on', 'critical', '--json')

    expect(exitCode).toBe(64)
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'seatledger.error/1', code: 'usage', hint: expect.any(String) })
  })
})
