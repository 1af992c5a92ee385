/** Communication providers of an environment: who carries its calls (usage-sources.md 7). Columns that hold secrets are never asked for. */
import { z } from 'zod'
import type { Cloud } from '../../src/model/cloud.ts'
import type { Page, Source } from '../../src/model/dataset.ts'
import type { Environment } from '../../src/model/environment.ts'
import type { FeatureTable, TelephonyProvider } from '../../src/model/features.ts'
import type { Transport } from '../transport/request.ts'
import { Guid, orNull } from '../transport/rows.ts'
import { dataverse } from './dataverse.ts'
import { setOf } from './feature-set.ts'
import { readerOf } from './read-set.ts'
import { applicationUserPermission } from './security.ts'

const columns = 'msdyn_occommunicationprovidersettingid,msdyn_occommunicationprovider,statecode'

const WireProvider = z.object({
  msdyn_occommunicationprovidersettingid: Guid,
  msdyn_occommunicationprovider: orNull(z.int()),
  statecode: z.int(),
})

const kinds: ReadonlyMap<number | null, TelephonyProvider['kind']> = new Map([
  [192350000, 'azure-communication-services'],
  [192350001, 'twilio'],
  [192350002, 'telesign'],
  [192350003, 'teams-phone'],
])

function toProvider(row: z.infer<typeof WireProvider>): TelephonyProvider {
  return {
    id: row.msdyn_occommunicationprovidersettingid,
    kind: kinds.get(row.msdyn_occommunicationprovider) ?? 'other',
    active: row.statecode === 0,
  }
}

export function telephony(
  transport: Transport,
  cloud: Cloud,
  environment: Environment,
  installed: readonly FeatureTable[],
): Source {
  return {
    id: 'dataverse/telephony',
    environment: { id: environment.id, name: environment.name },
    required: false,
    request: 'GET /api/data/v9.2/msdyn_occommunicationprovidersettings',
    permission: applicationUserPermission(environment.id),
    ifCut: 'not-assessed',
    async *pages(signal): AsyncGenerator<Page> {
      const set = setOf(installed, 'msdyn_occommunicationprovidersetting')
      if (set === null) return
      const read = readerOf(dataverse(transport, cloud, environment), signal)
      yield { dataset: 'telephony-providers', ...(await read(`${set}?$select=${columns}`, WireProvider, toProvider)) }
    },
  }
}
