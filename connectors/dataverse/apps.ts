/** Model-driven apps of an environment and the roles that open them: two requests. */
import { z } from 'zod'
import type { Cloud } from '../../src/model/cloud.ts'
import type { Page, Source } from '../../src/model/dataset.ts'
import type { Environment } from '../../src/model/environment.ts'
import type { Transport } from '../transport/request.ts'
import { Guid, orNull } from '../transport/rows.ts'
import { dataverse } from './dataverse.ts'
import { readerOf } from './read-set.ts'
import { applicationUserPermission } from './security.ts'

const WireApp = z.object({ appmoduleid: Guid, uniquename: z.string().min(1), name: orNull(z.string()) })
const WireAppRole = z.object({ appmoduleid: Guid, roleid: Guid })

export function apps(transport: Transport, cloud: Cloud, environment: Environment): Source {
  return {
    id: 'dataverse/apps',
    environment: { id: environment.id, name: environment.name },
    required: false,
    request: 'GET /api/data/v9.2/appmodules',
    permission: applicationUserPermission(environment.id),
    ifCut: 'not-assessed',
    async *pages(signal): AsyncGenerator<Page> {
      const read = readerOf(dataverse(transport, cloud, environment), signal)
      const [installed, roles] = await Promise.all([
        read('appmodules?$select=appmoduleid,uniquename,name', WireApp, (app) => ({
          id: app.appmoduleid,
          uniqueName: app.uniquename,
          name: app.name,
        })),
        read('appmodulerolescollection?$select=appmoduleid,roleid', WireAppRole, (row) => ({
          appId: row.appmoduleid,
          roleId: row.roleid,
        })),
      ])
      yield { dataset: 'apps', ...installed }
      yield { dataset: 'app-roles', ...roles }
    },
  }
}
