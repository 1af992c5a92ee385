/** What every document begins with. */
import type { Edition } from '../guide/edition.ts'
import type { ReferenceData } from '../guide/reference-data.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Head } from '../model/documents.ts'

export interface HeadParts {
  /** Of this program. */
  readonly version: string
  readonly tenantId: string
  readonly tenantName: string | null
  /** null: nothing was stored. */
  readonly runId: string | null
  /** Start of the command for a live document, of the run for a stored one. */
  readonly asOf: string
  readonly edition: Edition
  readonly data: ReferenceData
  readonly coverage: readonly Coverage[]
}

export function makeHead({ version, edition, data, coverage, ...rest }: HeadParts): Head {
  return {
    tool: { name: 'seatledger', version },
    ...rest,
    edition: edition.id,
    data: { restrictedTables: data.restrictedTables.date, skuCatalogue: data.catalogue.date },
    notice: edition.notice,
    coverage: [...coverage],
  }
}
