/** The control address of a practice cloud in another process: counts out, edits of the tenant in. */
import { parseFaultPlan } from '../faults/parse-plan.ts'
import { isRecord, jsonResponse, readJsonObject } from '../json-response.ts'
import { Refused } from '../refused.ts'
import { parseTenant } from '../tenant-file.ts'
import type { WireRequest, WireResponse } from '../wire.ts'
import type { TenantServer } from './tenant-server.ts'

type Action = (server: TenantServer, request: WireRequest) => unknown

/**
 * `GET …/counts`, `GET …/requests`, `POST …/reset`, `POST …/tenant`, `POST …/forbid` and `…/allow` with `{ environmentId }`;
 * `GET …/faults` gives the plan and what it struck, `POST …/faults` takes another one, `null` ends it.
 */
const actions: Readonly<Record<string, Action>> = {
  'GET counts': ({ cloud }) => cloud.counts(),
  'GET requests': ({ cloud }) => cloud.requests(),
  'GET faults': ({ cloud }) => ({ plan: cloud.faults(), struck: cloud.struck() }),
  'POST faults': (server, { body }) => server.setFaults(readPlan(body)),
  'GET tenant': ({ cloud }) => cloud.tenant(),
  'POST reset': ({ cloud }) => cloud.resetCounts(),
  'POST tenant': (server, { body }) => server.replace(readTenant(body)),
  'POST forbid': ({ cloud }, { body }) => cloud.forbid(environmentId(body)),
  'POST allow': ({ cloud }, { body }) => cloud.allow(environmentId(body)),
}

/** `token` is the first segment of every path: who does not know it gets 404. */
export function createControl(token: string, servers: ReadonlyMap<string, TenantServer>) {
  return async (request: WireRequest): Promise<WireResponse> => {
    const [, given, name = '', verb = ''] = request.url.pathname.split('/')
    const server = servers.get(decodeURIComponent(name))
    const action = actions[`${request.method} ${verb}`]
    if (given !== token || server === undefined || action === undefined)
      return jsonResponse(404, { error: 'not found' })
    try {
      return jsonResponse(200, (await action(server, request)) ?? {})
    } catch (error) {
      return jsonResponse(400, { error: error instanceof Error ? error.message : String(error) })
    }
  }
}

function readPlan(body: string) {
  const value: unknown = JSON.parse(body)
  return value === null ? null : parseFaultPlan(value)
}

function readTenant(body: string) {
  return parseTenant(JSON.parse(body))
}

function environmentId(body: string): string {
  const value: unknown = readJsonObject(body)
  const id = isRecord(value) ? value['environmentId'] : null
  if (typeof id === 'string') return id
  throw new Refused(400, 'BadRequest', 'environmentId is missing')
}
