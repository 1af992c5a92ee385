/** GET WhoAmI: the smallest question that only an application user of the environment gets answered. */
import { z } from 'zod'
import type { Cloud } from '../../src/model/cloud.ts'
import { SchemaError } from '../../src/errors.ts'
import type { Environment } from '../../src/model/environment.ts'
import type { Transport } from '../transport/request.ts'
import { Guid } from '../transport/rows.ts'
import { dataverse } from './dataverse.ts'

const WhoAmI = z.object({ UserId: Guid, OrganizationId: Guid })

/** The system user id of the application. */
export async function whoAmI(
  transport: Transport,
  cloud: Cloud,
  environment: Environment,
  signal: AbortSignal,
): Promise<string> {
  const { body } = await dataverse(transport, cloud, environment).get('WhoAmI', signal)
  const answer = WhoAmI.safeParse(body)
  if (!answer.success) throw new SchemaError('GET /api/data/v9.2/WhoAmI: the answer names no user')
  return answer.data.UserId
}
