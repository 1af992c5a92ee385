/** What is true of the practice tenant, list by list: read from the cloud without a fault, without a peer, in one page. */
import { createCloud } from '../../../mocks/cloud.ts'
import { isRecord } from '../../../mocks/json-response.ts'
import { peerOrigins, peerTenant } from './cloud.ts'

export type ListName = keyof typeof lists

interface List {
  readonly origin: string
  readonly path: string
  /** The property that names a row. */
  readonly key: string
  readonly headers?: Readonly<Record<string, string>>
}

const [environment] = peerTenant.environments
if (environment?.dataverse === undefined || environment.dataverse === null) throw new Error('no environment to read')

/** The one environment that dynamics-web-api reads: a plan of faults may name it. */
export const peerEnvironmentId = environment.id
export const dataverseUrl = peerOrigins.dataverse(environment.dataverse.domain).instance

const advanced = { consistencylevel: 'eventual' }
const admin = '/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments'

export const lists = {
  users: { origin: peerOrigins.graph, path: '/v1.0/users?$top=999', key: 'id' },
  holders: {
    origin: peerOrigins.graph,
    path: '/v1.0/users?$top=999&$count=true&$filter=assignedLicenses/$count%20ne%200',
    key: 'id',
    headers: advanced,
  },
  skus: { origin: peerOrigins.graph, path: '/v1.0/subscribedSkus', key: 'skuId' },
  environments: { origin: peerOrigins.bap, path: `${admin}?api-version=2020-10-01`, key: 'name' },
  systemUsers: { origin: dataverseUrl, path: '/api/data/v9.2/systemusers?$select=systemuserid', key: 'systemuserid' },
  roles: { origin: dataverseUrl, path: '/api/data/v9.2/roles?$select=roleid', key: 'roleid' },
} as const satisfies Readonly<Record<string, List>>

/** Sorted ids of all rows of these lists, each with its list's name for a key. */
export async function truthOf(names: readonly ListName[]): Promise<readonly string[]> {
  const cloud = createCloud(peerTenant, peerOrigins)
  const ids: string[] = []
  for (const name of names) {
    const list: List = lists[name]
    const authorization = `Bearer ${await tokenFor(cloud, list.origin)}`
    const headers = { 'accept-language': 'en-US', authorization, ...list.headers }
    const body = await ask(cloud, { method: 'GET', url: new URL(list.path, list.origin), headers, body: '' })
    if ('@odata.nextLink' in body) throw new Error(`the truth about ${name} has several pages`)
    ids.push(...rowIds(body['value'], [name]))
  }
  return ids.toSorted()
}

/** `key:id` of each row, by the first key of these lists that it has. */
export function rowIds(rows: unknown, names: readonly ListName[]): string[] {
  if (!Array.isArray(rows)) return []
  return rows.map((row: unknown) => {
    const key = names.map((name) => lists[name].key).find((each) => isRecord(row) && typeof row[each] === 'string')
    return key === undefined || !isRecord(row) ? 'no row' : `${key}:${String(row[key])}`
  })
}

type Cloud = ReturnType<typeof createCloud>

async function tokenFor(cloud: Cloud, origin: string): Promise<string> {
  const { id, apps } = peerTenant
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: apps[0]?.clientId ?? '',
    client_secret: apps[0]?.secret ?? '',
    scope: `${origin}/.default`,
  })
  const url = new URL(`/${id}/oauth2/v2.0/token`, peerOrigins.login)
  const body = await ask(cloud, { method: 'POST', url, headers: {}, body: form.toString() })
  return String(body['access_token'])
}

async function ask(cloud: Cloud, request: Parameters<Cloud['handle']>[0]): Promise<Readonly<Record<string, unknown>>> {
  const { status, body } = await cloud.handle(request)
  const parsed: unknown = typeof body === 'string' ? JSON.parse(body) : null
  if (status === 200 && isRecord(parsed)) return parsed
  throw new Error(`the practice cloud answered ${status} to ${request.url.pathname}`)
}
