/** A plain client of a practice cloud for tests of the cloud itself: asks, signs in, follows next links. Knows nothing of the product. */
import type { TenantDescription } from '../../mocks/tenant.ts'
import type { CloudOrigins, PracticeCloud, WireResponse } from '../../mocks/wire.ts'

export const origins: CloudOrigins = {
  login: 'https://login.microsoftonline.com',
  graph: 'https://graph.microsoft.com',
  powerPlatform: 'https://api.powerplatform.com',
  bap: 'https://api.bap.microsoft.com',
  dataverse: (domain) => ({
    instance: `https://${domain}.crm4.dynamics.com`,
    api: `https://${domain}.api.crm4.dynamics.com`,
  }),
}

export interface Ask {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Whose token goes along; null sends none. Default: the origin of the address. */
  readonly resource?: string | null
}

export interface CloudClient {
  /** The answer with its body as text. */
  ask(
    url: string,
    ask?: Ask,
  ): Promise<{ readonly status: number; readonly headers: WireResponse['headers']; readonly text: string }>
  /** The body of a 200 as JSON. Throws for any other status. */
  read(url: string, ask?: Ask): Promise<Body>
  /** The rows of all pages, and how many pages there were. */
  readAll(url: string, ask?: Ask): Promise<{ readonly rows: readonly Row[]; readonly pages: number }>
}

export type Body = Readonly<Record<string, unknown>>
export type Row = Readonly<Record<string, unknown>>

export function createClient(cloud: PracticeCloud, tenant: TenantDescription): CloudClient {
  const tokens = new Map<string, string>()
  const token = async (resource: string): Promise<string> => {
    const known = tokens.get(resource) ?? (await signIn(cloud, tenant, resource))
    tokens.set(resource, known)
    return known
  }
  const ask: CloudClient['ask'] = async (url, { method = 'GET', headers = {}, body = '', resource } = {}) => {
    const target = new URL(url)
    const wanted = resource === undefined ? target.origin.replace('.api.crm', '.crm') : resource
    const authorization: Record<string, string> =
      wanted === null ? {} : { authorization: `Bearer ${await token(wanted)}` }
    const response = await cloud.handle({ method, url: target, headers: { ...authorization, ...headers }, body })
    return { status: response.status, headers: response.headers, text: Buffer.from(response.body).toString() }
  }
  const read: CloudClient['read'] = async (url, more) => {
    const { status, text } = await ask(url, more)
    if (status !== 200) throw new Error(`${status} ${text}`)
    const body: unknown = JSON.parse(text)
    return isBody(body) ? body : {}
  }
  return {
    ask,
    read,
    async readAll(url, more) {
      const rows: Row[] = []
      let pages = 0
      for (let next: string | null = url; next !== null; pages += 1) {
        const body: Body = await read(next, more)
        rows.push(...rowsOf(body))
        next = nextLinkOf(body)
      }
      return { rows, pages }
    },
  }
}

/** Throws with the answer where no token is given. */
async function signIn(cloud: PracticeCloud, tenant: TenantDescription, resource: string): Promise<string> {
  const [app] = tenant.apps
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app?.clientId ?? '',
    client_secret: app?.secret ?? '',
    scope: `${resource}/.default`,
  })
  const url = new URL(`${cloud.origins.login}/${tenant.id}/oauth2/v2.0/token`)
  const response = await cloud.handle({ method: 'POST', url, headers: {}, body: form.toString() })
  const body: unknown = JSON.parse(Buffer.from(response.body).toString())
  if (response.status === 200 && isBody(body)) return String(body['access_token'])
  throw new Error(`${response.status} ${JSON.stringify(body)}`)
}

export function rowsOf(body: Body): readonly Row[] {
  const { value } = body
  return Array.isArray(value) ? value.filter(isBody) : []
}

function nextLinkOf(body: Body): string | null {
  const link = body['@odata.nextLink'] ?? body['@odata.nextlink'] ?? body['nextLink']
  return typeof link === 'string' ? link : null
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
