/** The text formats of an export from small literal documents, as golden files: a change of one is reviewed like code. */
import { expect, test } from 'vitest'
import { exportParts } from '../../src/reporters/exports.ts'
import { capacityWithTrends, everyState, findings, seatsWithUse, unread } from './documents.ts'
import { exportContentOf, writtenBy } from './export-content.ts'

const listed = [...findings.findings, ...everyState.findings]
const base = await exportContentOf(listed, { capacity: capacityWithTrends, seats: seatsWithUse })
const content = { ...base, head: { ...base.head, coverage: unread } }

const csv = exportParts.csv.filter(({ id }) =>
  ['pools', 'people', 'findings', 'paths', 'waived', 'not-assessed'].includes(id ?? ''),
)

test.each([...exportParts.html, ...exportParts.markdown, ...csv])('$extension $id', async (part) => {
  const { bytes } = await writtenBy(part.write, content)

  const name = part.id === null ? `export.${part.extension}` : `export-${part.id}.${part.extension}`
  await expect(bytes.toString('utf8')).toMatchFileSnapshot(`golden/${name}`)
})
