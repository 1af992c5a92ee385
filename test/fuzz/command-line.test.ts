/** Arguments of any kind: fine, failed or wrong usage, said in words; never a stack, never a secret, and JSON where JSON was asked for. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect } from 'vitest'
import { z } from 'zod'
import { runCaptured } from '../cli/practice-product.ts'
import { testClock } from '../connectors/fixture.ts'
import { anyText, corpusOf, fuzzAsync } from './fuzz.ts'

const folder = mkdtempSync(join(tmpdir(), 'seatledger-arguments-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const canary = 'canary~secret/7Kq+Zx8='
/** No tenant: what needs one stops before the network. */
const env = {
  SEATLEDGER_STORE: join(folder, 'none', 'store.db'),
  AZURE_CLIENT_SECRET: canary,
  SEATLEDGER_WEBHOOK_SECRET: `${canary}2`,
}

const commands = [
  'sync',
  'capacity',
  'doctor',
  'access',
  'findings',
  'explain',
  'seats',
  'evaluate',
  'rights',
  'plan',
  'waive',
  'import-usage',
  'prune',
  'serve',
  'help',
]
const options = [
  '--json',
  '--help',
  '--version',
  '--verbose',
  '--stored',
  '--full',
  '--save',
  '--fix',
  '--fail-on',
  '--max-age',
  '--edition',
  '--compare',
  '--as-of',
  '--until',
  '--reason',
  '--by',
  '--rule',
  '--severity',
  '--status',
  '--environment',
  '--user',
  '--table',
  '--digital',
  '--voice',
  '--both',
  '--staffing',
  '--prices',
  '--script',
  '--evidence',
  '--keep',
  '--pseudonymize',
  '--',
  '-',
]
const values = [
  'high',
  'never',
  'over',
  '24',
  '0',
  '-1',
  '1e400',
  '2026-11-24',
  '2026-02-30',
  'plan',
  'user',
  'open',
  'pac',
  'package.json',
  '/',
  '/dev/null',
  'voicebot-minutes',
  canary,
  `--secret=${canary}`,
]
const argument = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...options) },
  { weight: 3, arbitrary: fc.constantFrom(...values) },
  fc.constantFrom(...commands),
  fc.tuple(fc.constantFrom(...options), fc.constantFrom(...values)).map(([option, value]) => `${option}=${value}`),
  anyText,
)
// The demo starts processes of its own.
const lines = fc
  .tuple(
    fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...commands) }, argument),
    fc.array(argument, { maxLength: 5 }),
  )
  .map(([first, rest]) => [first, ...rest].filter((one) => one !== 'demo'))

describe('the command line', () => {
  fuzzAsync(
    'ends with 0, 1 or 64, and in words',
    lines,
    async (argv) => {
      const { exitCode, stdout, stderr } = await runCaptured(argv, { env, clock: testClock() })

      expect([0, 1, 64]).toContain(exitCode)
      expect(stderr).not.toMatch(/seatledger failed|\n\s+at /)
      expect(stdout + stderr).not.toContain(canary)
      // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
      expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
      if (exitCode !== 0) expect(stderr).not.toBe('')
      if (exitCode !== 0 && argv.includes('--json'))
        expect(z.object({ schema: z.string() }).parse(JSON.parse(stdout)).schema).toBe('seatledger.error/1')
    },
    z.array(z.array(z.string())).parse(corpusOf('command-line')),
  )

  fuzzAsync(
    'with any settings too',
    fc.tuple(
      fc.constantFrom(...commands),
      fc.dictionary(
        fc.constantFrom(
          'SEATLEDGER_STORE',
          'SEATLEDGER_EDITION',
          'SEATLEDGER_PEOPLE',
          'SEATLEDGER_ENVIRONMENTS',
          'SEATLEDGER_SCHEDULE',
          'AZURE_TENANT_ID',
        ),
        anyText,
      ),
    ),
    async ([command, settings]) => {
      const store =
        settings['SEATLEDGER_STORE'] === undefined
          ? {}
          : { SEATLEDGER_STORE: join(folder, 'none', settings['SEATLEDGER_STORE'].replaceAll('..', '')) }
      const { exitCode, stdout, stderr } = await runCaptured([command, 'x'], {
        env: { ...env, ...settings, ...store },
        clock: testClock(),
      })

      expect([0, 1, 64]).toContain(exitCode)
      expect(stderr).not.toMatch(/seatledger failed|\n\s+at /)
      expect(stdout + stderr).not.toContain(canary)
    },
  )
})
