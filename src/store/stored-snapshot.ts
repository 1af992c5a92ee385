/** A snapshot over pages of rows, wherever they lie: page by page, each row checked as it is read. */
import { z } from 'zod'
import { datasets, type DatasetName, type Datasets, type Snapshot } from '../model/dataset.ts'
import type { RunHead } from './store.ts'
import { storeError } from './store-errors.ts'
import { parseStored } from './stored-json.ts'

export interface PageSource {
  /** JSON arrays of the rows of one dataset, in the order in which they were put. `environment` is '' for the tenant's. */
  pages(dataset: DatasetName, environment: string): Iterable<string>
}

type Parsers = { readonly [N in DatasetName]: z.ZodType<Datasets[N]> }
const rowOf: Parsers = datasets

function parser<N extends DatasetName>(dataset: N): (text: string) => Datasets[N][] {
  const schema = z.array(rowOf[dataset])
  return (text) => parseStored(schema, text, `rows of ${dataset}`)
}

/** `path`: of the store, for the sentence of a row that cannot be read. */
export function storedSnapshot(run: RunHead, source: PageSource, path = ':memory:'): Snapshot {
  return {
    tenantId: run.tenantId,
    runId: run.id,
    startedAt: run.startedAt,
    statuses: () => run.statuses,
    async *rows(dataset, environmentId) {
      const parse = parser(dataset)
      for (const page of source.pages(dataset, environmentId ?? '')) yield* orStoreError(() => parse(page), path)
    },
  }
}

function orStoreError<T>(act: () => T, path: string): T {
  try {
    return act()
  } catch (error) {
    throw storeError(error, path)
  }
}
