/** The last run as an export shows it, all of one moment; under pseudonyms where they are asked for. */
import { exportContent } from '../answers/export.ts'
import type { Asked } from '../answers/guided.ts'
import { storedHead } from '../answers/heads.ts'
import type { ExportContent, ExportDocument, ExportedFile } from '../model/export.ts'
import type { RunRecord } from '../model/run.ts'
import { learnNames, pseudonymized } from '../pseudonyms/documents.ts'
import type { Pseudonymizer } from '../pseudonyms/pseudonymizer.ts'
import type { Product } from './product.ts'
import { withStoredAtOneMoment } from './stored.ts'

interface OpenExport {
  readonly run: RunRecord
  readonly content: ExportContent
  /** With the names as they are: who shows it decides on pseudonyms. */
  readonly document: (files: readonly ExportedFile[]) => ExportDocument
}

/** The content is good until `act` ends. It reads from a store of its own, so that others may read and write meanwhile. */
export async function withExport<T>(product: Product, asked: Asked, act: (open: OpenExport) => Promise<T>): Promise<T> {
  return withStoredAtOneMoment(product, async (stored) => {
    const { run } = stored
    const content = await exportContent(stored, asked)
    const names = product.pseudonyms?.names
    return act({
      run,
      content: names === undefined ? content : await withPseudonyms(content, names),
      document: (files) => ({ schema: 'seatledger.export/1', ...storedHead(run, asked), files: [...files] }),
    })
  })
}

/** All names are learned before anything is shown: a sentence of the first finding may name what only the last one holds. */
async function withPseudonyms(content: ExportContent, names: Pseudonymizer): Promise<ExportContent> {
  for (const status of ['open', 'waived'] as const) {
    for await (const finding of content.findings(status)) learnNames({ findings: [finding] }, names)
  }
  const { head, capacity, seats, open, waived, roles } = content
  for (const document of [head, capacity, seats, open, waived, { groups: roles }]) learnNames(document, names)
  return {
    ...content,
    head: pseudonymized(head, names),
    capacity: pseudonymized(capacity, names),
    seats: pseudonymized(seats, names),
    open: pseudonymized(open, names),
    waived: pseudonymized(waived, names),
    roles: pseudonymized({ groups: roles }, names).groups,
    async *findings(status) {
      for await (const finding of content.findings(status))
        yield* pseudonymized({ findings: [finding] }, names).findings
    },
  }
}
