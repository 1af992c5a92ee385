/** The matrix in a reduced form: one row of each kind, ours only, in seconds. All of it: `npm run trouble`. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judge } from './judge.ts'
import { playRow } from './play-row.ts'
import { rows } from './rows/index.ts'
import { openStage, type Stage } from './stage.ts'
import { findTruth, type Truth } from './truth.ts'

const reduced = [
  '429-once-300',
  '429-storm',
  '429-forever-environment',
  '429-forever-sign-in',
  'reset-body-once',
  'refused-graph',
  'truncated-environment',
  'token-ends-mid-chain',
  '403-mid-paging-graph',
  '410-page-token-once',
  'duplicate-rows',
  'empty-page',
  'missing-root-role',
  'gzip-bomb-environment',
  'foreign-link-users',
  'clock-behind-date',
]

let stage: Stage
let truth: Truth

beforeAll(async () => {
  stage = await openStage()
  truth = await findTruth(stage)
}, 120_000)

afterAll(() => stage.close())

test.each(reduced)('%s', { timeout: 120_000 }, async (id) => {
  const row = rows.find((each) => each.id === id)
  if (row === undefined) throw new Error(`there is no row ${id}`)

  const results = await playRow(stage, truth, row, true)

  expect(results.flatMap(({ command, faults }) => faults.map((fault) => `${command}: ${fault}`))).toEqual([])
})

test('every id names one row', () => {
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
})

test('a run that read less than the truth, or nothing new, is red', async () => {
  const play = truth.plays.sync
  const whole = { row: { faults: () => [] }, command: 'sync', expectation: { kind: 'complete' }, truth } as const
  const { baseStore, place } = stage
  const common = { ...whole, baseStore, place, findings: truth.findings }
  const less = await stage.play(['sync', '--fail-on', 'never', '--json'], {
    seed: 1,
    faults: [{ fault: { kind: 'status', status: 403 }, at: { environmentId: place.environmentId } }],
  })

  expect(judge({ ...common, play: { ...play, struck: 1 } })).toEqual([])
  expect(judge({ ...common, play })).toEqual(['no fault struck: the row shows nothing'])
  expect(judge({ ...common, play: less }).join('\n')).toContain(
    'is not-assessed: GET /api/data/v9.2/EntityDefinitions: 403',
  )
})
