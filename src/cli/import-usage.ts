/** `seatledger import-usage`: months of routes and minutes from a file, where no API gives them. A bad file stores nothing. */
import { nowOf } from './now.ts'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { ConfigurationError } from '../errors.ts'
import type { ImportDocument } from '../model/documents.ts'
import type { Store } from '../store/store.ts'
import { parseUsageFile } from '../usage-import/usage-file.ts'
import { exitCodes } from './exit-codes.ts'
import { headOf } from '../answers/heads.ts'
import type { Io } from './io.ts'
import { print } from './print.ts'
import { openStoreProduct, type Product } from './product.ts'
import { openStore, tenantOf } from './stored.ts'

interface ImportOptions {
  readonly json?: boolean
}

/** A report of a year of calls has far less. */
const mostBytes = 64 * 1024 * 1024

export async function importUsage(file: string, options: ImportOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io)
  const importedAt = nowOf(io)
  const name = basename(file)
  const { rows, months } = parseUsageFile(readFile(file), name, importedAt)
  const store = openStore(product)
  try {
    const tenantId = await tenantOf(product, store)
    await store.saveImportedMonths(
      tenantId,
      months.map((month) => ({ ...month, importedAt, file: name })),
    )
    const head = await headFor(tenantId, importedAt, store, product)
    const document: ImportDocument = {
      schema: 'seatledger.import/1',
      ...head,
      file: name,
      rows,
      months: months.map(({ period, pool, consumed }) => ({ period, pool, consumed })),
    }
    print(document, options, io)
    return exitCodes.fine
  } finally {
    await store.close()
  }
}

function readFile(file: string): Uint8Array {
  try {
    if (statSync(file).size <= mostBytes) return readFileSync(file)
  } catch {
    throw new ConfigurationError(`${JSON.stringify(file)} cannot be read`, 'give the path of a CSV file', 'usage')
  }
  throw new ConfigurationError(`${JSON.stringify(file)} is larger than 64 MB`, 'import one month at a time', 'usage')
}

async function headFor(tenantId: string, asOf: string, store: Store, product: Product) {
  const run = await store.latestRun(tenantId)
  return headOf({ tenantId, tenantName: run?.tenantName ?? null, runId: null, asOf, statuses: [] }, product, [])
}
