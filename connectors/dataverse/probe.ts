/** What the doctor asks of an environment: whether the application is known there, and may read what a sync reads. Three small requests. */
import type { Cloud } from '../../src/model/cloud.ts'
import type { Environment } from '../../src/model/environment.ts'
import type { Transport } from '../transport/request.ts'
import { dataverse } from './dataverse.ts'
import { whoAmI } from './who-am-i.ts'

/** The system user id of the application. Throws what the first refused request throws. */
export async function probeDataverse(
  transport: Transport,
  cloud: Cloud,
  environment: Environment,
  signal: AbortSignal,
): Promise<string> {
  const userId = await whoAmI(transport, cloud, environment, signal)
  const api = dataverse(transport, cloud, environment)
  await api.get('roleprivilegescollection?$select=roleid&$top=1', signal)
  await api.get('systemusers?$select=systemuserid&$top=1', signal)
  return userId
}
