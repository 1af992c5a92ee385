/** What two processes asked the practice cloud, one after the other: which sources were fetched again, and how many requests were repeated. */
import type { LoggedRequest } from '../../../mocks/request-counts.ts'

export interface Fetched {
  /** Requests of the second process that the first had made too, sign-in left out. */
  readonly repeated: number
  /** By API: sources of which the second process repeated the first request, so that they were fetched again from their start. */
  readonly twice: Readonly<Record<string, readonly string[]>>
}

export function fetchedTwice(first: readonly LoggedRequest[], second: readonly LoggedRequest[]): Fetched {
  const asked = new Set(first.filter(isRead).map(nameOf))
  const starts = startsOf(first.filter(isRead))
  const repeated = second.filter(isRead).filter((request) => asked.has(nameOf(request)))
  const begunAgain = repeated.filter((request) => starts.get(sourceOf(request)) === nameOf(request))
  const byApi = Object.groupBy(begunAgain, ({ api }) => (api === 'bap' ? 'powerPlatform' : api))
  return {
    repeated: repeated.length,
    twice: Object.fromEntries(
      Object.entries(byApi).map(([api, requests]) => [api, [...new Set(requests.map(sourceOf))]]),
    ),
  }
}

/** What was refused brought nothing, and is asked again with good reason. */
function isRead({ api, status }: LoggedRequest): boolean {
  return api !== 'signIn' && status < 400
}

function nameOf({ api, environmentId, method, target, body }: LoggedRequest): string {
  return [api, environmentId, method, target, body].join(' ')
}

/** The first request of each source. */
function startsOf(requests: readonly LoggedRequest[]): Map<string, string> {
  const starts = new Map<string, string>()
  for (const request of requests) {
    const source = sourceOf(request)
    if (!starts.has(source)) starts.set(source, nameOf(request))
  }
  return starts
}

const graphSources: readonly (readonly [RegExp, string])[] = [
  [/^\/v1\.0\/groups\//, 'groups'],
  [/^\/v1\.0\/users\?.*signInActivity/, 'sign-ins'],
  [/^\/v1\.0\/users\?/, 'holders'],
  [/^\/v1\.0\/directoryObjects\/getByIds/, 'people'],
]
const appPaths = /\/(?:appmodules|appmodulerolescollection)\?/

function sourceOf({ api, environmentId, target }: LoggedRequest): string {
  if (api === 'dataverse') return `${environmentId} ${appPaths.test(target) ? 'apps' : 'security'}`
  const known = api === 'graph' ? graphSources.find(([pattern]) => pattern.test(target))?.[1] : undefined
  return `${api} ${known ?? target.split('?')[0]}`
}
