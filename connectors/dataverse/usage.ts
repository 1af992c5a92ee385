/** What an environment used of the monthly pools so far, as estimates with their bounds: no admin API gives these figures (usage-sources.md 1, 2). */
import type { Cloud } from '../../src/model/cloud.ts'
import type { Page, Source } from '../../src/model/dataset.ts'
import type { Environment } from '../../src/model/environment.ts'
import type { FeatureTable } from '../../src/model/features.ts'
import type { PoolId } from '../../src/model/pool.ts'
import type { Transport } from '../transport/request.ts'
import { callIntelligenceMethod, countCallIntelligenceMinutes } from './call-intelligence-minutes.ts'
import type { Counted, Month } from './contact-center.ts'
import { dataverse } from './dataverse.ts'
import { setOf } from './feature-set.ts'
import { readerOf } from './read-set.ts'
import { countRecordRoutes, recordRoutesMethod } from './record-routes.ts'
import { applicationUserPermission } from './security.ts'
import { countVoicebotMinutes, voicebotMethod } from './voicebot-minutes.ts'

interface Estimator {
  readonly pool: PoolId
  readonly method: string
  readonly count: (month: Month) => Promise<Counted | null>
}

const estimators: readonly Estimator[] = [
  { pool: 'record-routes', method: recordRoutesMethod, count: countRecordRoutes },
  { pool: 'voicebot-minutes', method: voicebotMethod, count: countVoicebotMinutes },
  { pool: 'call-intelligence-minutes', method: callIntelligenceMethod, count: countCallIntelligenceMinutes },
]

/** `look.at`: ISO 8601 UTC; its month is read from the first day up to it. */
export function usage(
  transport: Transport,
  cloud: Cloud,
  environment: Environment,
  look: { readonly installed: readonly FeatureTable[]; readonly at: string },
): Source {
  const { installed, at } = look
  const period = at.slice(0, 'yyyy-mm'.length)
  return {
    id: 'dataverse/usage',
    environment: { id: environment.id, name: environment.name },
    required: false,
    request: 'GET /api/data/v9.2/msdyn_ocliveworkitems',
    permission: applicationUserPermission(environment.id),
    ifCut: 'partial',
    async *pages(signal): AsyncGenerator<Page> {
      if (setOf(installed, 'msdyn_ocliveworkitem') === null) return
      const read = readerOf(dataverse(transport, cloud, environment), signal)
      const month: Month = { read, period: { from: `${period}-01T00:00:00.000Z`, to: at }, installed }
      for (const { pool, method, count } of estimators) {
        const counted = await count(month)
        if (counted === null) continue
        const { low, estimate, high, rejected, requestId } = counted
        yield { dataset: 'usage-estimates', rows: [{ pool, period, low, estimate, high, method }], rejected, requestId }
      }
    },
  }
}
