/** `npm run trouble`: plays every row of the matrix against the product, then the peers, and writes the table. Ends with 1 where a row is not green. */
import { parseArgs } from 'node:util'
import { playRow, type Result } from './play-row.ts'
import { describeResult, summaryOf } from './report.ts'
import { rows } from './rows/index.ts'
import { openStage } from './stage.ts'
import { findTruth } from './truth.ts'

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' } },
})
const chosen = rows.filter(({ id, family }) => id.includes(values.only) || family === values.only)

const stage = await openStage()
const results: Result[] = []
try {
  const truth = await findTruth(stage)
  for (const row of chosen) {
    for (const result of await playRow(stage, truth, row)) {
      results.push(result)
      console.log(describeResult(row, result))
    }
  }
} finally {
  await stage.close()
}
console.log(summaryOf(results))
if (results.length === 0 || results.some(({ faults }) => faults.length > 0)) process.exitCode = 1
