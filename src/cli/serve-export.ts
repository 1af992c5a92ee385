/** An export of the last run for the API: one file, written as it is read. */
import type { Writable } from 'node:stream'
import type { Asked } from '../answers/guided.ts'
import { ConfigurationError } from '../errors.ts'
import type { ExportPart } from '../reporters/export-part.ts'
import { exportParts } from '../reporters/exports.ts'
import type { ExportFile, ExportWanted } from '../server/service.ts'
import { withExport } from './export-content.ts'
import { exportFileName } from './export-target.ts'
import type { Product } from './product.ts'

export interface ExportDesk {
  readonly product: Product
  readonly asked: Asked
  readonly begin: (file: ExportFile) => void
  readonly out: Writable
}

export async function exportTo(wanted: ExportWanted, { product, asked, begin, out }: ExportDesk): Promise<void> {
  const part = partOf(wanted)
  await withExport(product, asked, async ({ content }) => {
    begin({ name: exportFileName(content.head, part), contentType: part.contentType })
    await part.write(content, out)
  })
}

/** Throws a ConfigurationError of code `usage` for a list that there is not, or where one has to be named. */
function partOf({ format, part }: ExportWanted): ExportPart {
  const parts = exportParts[format]
  const found = parts.find(({ id }) => id === (part ?? null))
  if (found !== undefined) return found
  const known = parts.flatMap(({ id }) => id ?? [])
  const hint = known.length === 0 ? `${format} is one file: leave part out` : `part is one of: ${known.join(', ')}`
  throw new ConfigurationError(`part: ${format} has no list ${JSON.stringify(part ?? '')}.`, hint, 'usage')
}
