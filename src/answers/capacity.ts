/** The document of `capacity`: the six pools of a run, live or stored. */
import { capacityDocument } from '../documents/capacity.ts'
import { capacitySources } from '../documents/coverage.ts'
import type { Edition } from '../guide/edition.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { CapacityDocument, Head } from '../model/documents.ts'
import { deriveFigures } from './figures.ts'
import type { Asked, Guided } from './guided.ts'
import { storedHead } from './heads.ts'
import { readPoolBackground, type PoolBackground } from './pool-background.ts'
import type { Stored } from './stored.ts'

interface Looked {
  readonly snapshot: Snapshot
  readonly head: Head
  readonly product: Guided
  readonly background: PoolBackground
  /** An edition to stand beside the product's own. */
  readonly compare: Edition | undefined
}

export async function capacityOf(looked: Looked): Promise<CapacityDocument> {
  const { snapshot, head, product, background, compare } = looked
  const figures = await deriveFigures(snapshot, product, { asOf: head.asOf, background, compare })
  return capacityDocument({ ...figures, head, edition: product.edition, compare })
}

/** Months that were imported since the run count. */
export async function storedCapacity(
  { run, snapshot, store }: Stored,
  asked: Asked,
  compare?: Edition,
): Promise<CapacityDocument> {
  const head = storedHead(run, asked, { sources: [...capacitySources, 'dataverse/usage'] })
  const background = await readPoolBackground(store, run.tenantId, asked.now)
  return capacityOf({ snapshot, head, product: asked, background, compare })
}
