/** Reads a source over the mocked wire, page by page, as a sync does. */
import { openConnection } from '../../connectors/connection.ts'
import { createConnectors } from '../../connectors/index.ts'
import { presets } from '../../src/clouds.ts'
import { SeatledgerError } from '../../src/errors.ts'
import type { Connectors } from '../../src/model/connectors.ts'
import type { DatasetName, Page, Source } from '../../src/model/dataset.ts'
import { settings, testClock, type TestClock } from './fixture.ts'

export const never = new AbortController().signal

/** The connectors of a public cloud tenant, on a connection of their own with a clock that never waits. */
export function openConnectors(): { readonly connectors: Connectors; readonly clock: TestClock } {
  const clock = testClock()
  const { transport } = openConnection(settings, { clock })
  return { connectors: createConnectors(transport, presets.public), clock }
}

export async function readPages(source: Source): Promise<Page[]> {
  return Array.fromAsync(source.pages(never))
}

/** What a source that ends with an error gave before it, and the error. */
export async function readUntilError(source: Source): Promise<{ pages: Page[]; error: SeatledgerError }> {
  const pages: Page[] = []
  try {
    for await (const page of source.pages(never)) pages.push(page)
  } catch (error) {
    if (error instanceof SeatledgerError) return { pages, error }
    throw error
  }
  throw new Error(`${source.id} was read to its end`)
}

export function rowsOf(pages: readonly Page[], dataset: DatasetName): unknown[] {
  return pages.filter((page) => page.dataset === dataset).flatMap((page): readonly unknown[] => page.rows)
}

export function rejectedIn(pages: readonly Page[]): number {
  return pages.reduce((sum, { rejected }) => sum + rejected, 0)
}

export function remarksIn(pages: readonly Page[]) {
  return pages.flatMap(({ remark }) => remark ?? [])
}
