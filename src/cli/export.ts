/** `seatledger export`: the last sync as files, with a manifest. */
import type { ExportFormat } from '../model/export.ts'
import { pseudonymized } from '../pseudonyms/documents.ts'
import { exportParts } from '../reporters/exports.ts'
import { safeJson } from '../safe-json.ts'
import { exitCodes } from './exit-codes.ts'
import { withExport } from './export-content.ts'
import { writeExportFiles } from './export-files.ts'
import { exportTarget } from './export-target.ts'
import type { Io } from './io.ts'
import { askedNow } from './now.ts'
import { print } from './print.ts'
import { openStoreProduct } from './product.ts'
import { withMaxAge } from './stored.ts'

interface ExportOptions {
  readonly format: ExportFormat
  readonly out: string
  readonly maxAge?: number
  readonly json?: boolean
}

/** 0 whatever the coverage: the files say what was not looked at. */
export async function exportRun(options: ExportOptions, io: Io): Promise<number> {
  const target = exportTarget(options.out, options.format)
  const product = openStoreProduct(io)
  const names = product.pseudonyms?.names
  return withExport(product, askedNow(product, io), async ({ run, content, document }) => {
    const files = await writeExportFiles({
      target,
      parts: exportParts[options.format],
      content,
      manifest(written) {
        const manifest = document(written)
        return `${safeJson(JSON.stringify(names === undefined ? manifest : pseudonymized(manifest, names), null, 2))}\n`
      },
      signal: io.signal,
    })
    print(document(files), options, io)
    return withMaxAge(exitCodes.fine, run, options.maxAge, io)
  })
}
