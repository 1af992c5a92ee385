/** The text formats of an export from small literal documents, as golden files: a change of one is reviewed like code. */
import { expect, test } from 'vitest'
import { exportParts } from '../../src/reporters/exports.ts'
import { capacityWithTrends, everyState, findings, seatsWithUse, unread } from './documents.ts'
import { exportContentOf, writtenBy } from './export-content.ts'

const base = await exportContentOf([...findings.findings, ...everyState.findings], {
  capacity: capacityWithTrends,
  seats: seatsWithUse,
})
const content = { ...base, head: { ...base.head, coverage: unread } }

test.each([
  ['export.html', exportParts.html[0]],
  ['export.md', exportParts.markdown[0]],
  ...exportParts.csv
    .filter(({ id }) => ['pools', 'people', 'findings', 'paths', 'waived', 'not-assessed'].includes(id ?? ''))
    .map((part) => [`export-${part.id}.csv`, part] as const),
])('%s', async (file, part) => {
  const { bytes } = await writtenBy(part?.write ?? (async () => 0), content)

  await expect(bytes.toString('utf8')).toMatchFileSnapshot(`golden/${file}`)
})
