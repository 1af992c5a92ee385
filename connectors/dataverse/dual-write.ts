/** Dual-write maps, every stored version, and the rows of those that run from Dataverse (usage-sources.md 6). */
import { z } from 'zod'
import type { Cloud } from '../../src/model/cloud.ts'
import type { Page, Source } from '../../src/model/dataset.ts'
import type { Environment } from '../../src/model/environment.ts'
import type { DualWriteMap, FeatureTable } from '../../src/model/features.ts'
import type { Transport } from '../transport/request.ts'
import { orNull } from '../transport/rows.ts'
import { dataverse } from './dataverse.ts'
import { legsOf } from './dual-write-mapping.ts'
import { setOf } from './feature-set.ts'
import { readerOf } from './read-set.ts'
import { applicationUserPermission } from './security.ts'

/** A mapping can be hundreds of kilobytes. */
const pageRows = 50

const WireMap = z.object({
  msdyn_name: z.string().min(1),
  msdyn_version: orNull(z.string()),
  msdyn_mapping: orNull(z.string()),
})
const WireRuntime = z.object({ msdyn_name: z.string().min(1), statecode: z.int() })

/** `isRead` false: the mapping is of no known shape, so that its legs are not known. */
function toMap(row: z.infer<typeof WireMap>): { readonly map: DualWriteMap; readonly isRead: boolean } {
  const legs = legsOf(row.msdyn_mapping ?? '')
  const map = { name: row.msdyn_name, version: row.msdyn_version ?? '', legs: legs ?? [] }
  return { map, isRead: legs !== null }
}

export function dualWrite(
  transport: Transport,
  cloud: Cloud,
  environment: Environment,
  installed: readonly FeatureTable[],
): Source {
  return {
    id: 'dataverse/dual-write',
    environment: { id: environment.id, name: environment.name },
    required: false,
    request: 'GET /api/data/v9.2/msdyn_dualwriteentitymaps',
    permission: applicationUserPermission(environment.id),
    ifCut: 'not-assessed',
    async *pages(signal): AsyncGenerator<Page> {
      const maps = setOf(installed, 'msdyn_dualwriteentitymap')
      const runtime = setOf(installed, 'msdyn_dualwriteruntimeconfig')
      if (maps === null) return
      const read = readerOf(dataverse(transport, cloud, environment), signal, { pageRows })
      const stored = await read(`${maps}?$select=msdyn_name,msdyn_version,msdyn_mapping`, WireMap, toMap)
      yield {
        dataset: 'dual-write-maps',
        rows: stored.rows.map(({ map }) => map),
        rejected: stored.rejected + stored.rows.filter(({ isRead }) => !isRead).length,
        requestId: stored.requestId,
      }
      if (runtime === null) return
      const running = await read(`${runtime}?$select=msdyn_name,statecode`, WireRuntime, (row) => ({
        mapName: row.msdyn_name,
        active: row.statecode === 0,
      }))
      yield { dataset: 'dual-write-runtime', ...running }
    },
  }
}
