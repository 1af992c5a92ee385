/** The HTTP API's own settings: for whom access tokens of Entra ID must be meant, and under which host names the service is asked. */
import { readList } from './values.ts'
import { broken, type Variables } from './variables.ts'

/** Sign-in with Entra ID. */
export interface ApiAudience {
  /** What the `aud` of an access token may be: the App ID URI in tokens of version 1, mostly the application id in those of version 2. */
  readonly accepted: readonly string[]
  /** What a client asks a token for. */
  readonly scope: string
  /** The application id, where the audience says it. */
  readonly applicationId: string | null
}

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const applicationId = new RegExp(`^${guid}$`, 'i')
const ownUri = new RegExp(`^api://(?:[^/\\s]+/)*(${guid})$`, 'i')

/** null: nobody signs in with Entra ID. */
export function readApiAudience(env: Variables): ApiAudience | null {
  const given = readList(env, 'SEATLEDGER_API_AUDIENCE')
  const [first] = given ?? []
  if (given === null || first === undefined) return null
  const wrong = given.some(
    (audience) => !applicationId.test(audience) && !/^(?:api|https):\/\/[^\s?#@]+$/.test(audience),
  )
  if (wrong) {
    throw broken(
      'SEATLEDGER_API_AUDIENCE',
      'is no audience of access tokens',
      'the application id, its App ID URI such as api://<application id>, or both separated by a comma',
    )
  }
  const ids = given.flatMap((audience) => (applicationId.test(audience) ? audience : ownUri.exec(audience)?.[1]) ?? [])
  const [id] = ids.map((one) => one.toLowerCase())
  const also = id === undefined ? [] : [id, `api://${id}`]
  return { accepted: [...new Set([...given, ...also])], scope: `${first}/.default`, applicationId: id ?? null }
}

/** Host names by which a proxy or a name server leads here; the loopback names and the address that is listened on count anyway. */
export function readHosts(env: Variables): readonly string[] {
  const hosts = readList(env, 'SEATLEDGER_HOSTS') ?? []
  if (hosts.every((host) => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host))) return hosts
  throw broken(
    'SEATLEDGER_HOSTS',
    'holds what is no host name',
    'host names without scheme and port, separated by commas',
  )
}
