/** What every request passes before its route: its Host, where it comes from, who asks, and the headers of every answer. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import { Refusal } from './problem.ts'
import type { SignInLimit } from './rate-limits.ts'
import { holds, notSignedIn, type Principal, type SignIn } from './sign-in.ts'

export interface GuardOptions {
  readonly signIn: SignIn
  /** Whether a Host header names this service: else a name of somebody else's leads here. */
  readonly isOurHost: (host: string) => boolean
  readonly limit: SignInLimit
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

export function addGuards(app: App, { signIn, isOurHost, limit }: GuardOptions): void {
  app.addHook('onRequest', async (request, reply) => {
    setHeaders(reply)
    if (!isOurHost(request.headers.host ?? '')) throw foreignHost()
    if (isOfApi(request)) refuseForeignOrigin(request)
    const { role } = request.routeOptions.config
    if (role === undefined) return
    const principal = await signedIn(request, signIn, limit)
    if (!holds(principal, role)) throw missingRole(role)
    if (principal.isByCookie && !safeMethods.includes(request.method)) requireOwnPage(request)
    request.principal = principal
  })
}

/** Throws a Refusal for whom is not, and another one where an address tries too often. */
async function signedIn(request: FastifyRequest, signIn: SignIn, limit: SignInLimit): Promise<Principal> {
  try {
    const principal = await signIn.principalOf(request)
    if (principal !== null) return principal
  } catch (error) {
    await limit.failed(request)
    throw error
  }
  await limit.failed(request)
  throw notSignedIn(signIn.mode)
}

/** Of every answer; a page adds what it needs. */
function setHeaders(reply: FastifyReply): void {
  reply.headers({
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'cache-control': 'no-store',
  })
}

function isOfApi({ url }: FastifyRequest): boolean {
  return url.startsWith('/api/v1/') || url.startsWith('/connector/')
}

/** Browsers say where a request comes from; programs say nothing. A page of somebody else's gets no answer, whatever it asks. */
function refuseForeignOrigin(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  const { origin } = request.headers
  const isForeign = site === 'cross-site' || site === 'same-site' || (origin !== undefined && !isOwnOrigin(request))
  if (isForeign) throw new Refusal(403, 'cross-site', 'The request comes from a page of another site.')
}

function requireOwnPage(request: FastifyRequest): void {
  if (request.headers['sec-fetch-site'] === 'same-origin' || isOwnOrigin(request)) return
  throw new Refusal(403, 'cross-site', 'It is not known that this request comes from our own page.', {
    hint: 'a program sends the token as a bearer token instead of the cookie',
  })
}

/** By host and port: a proxy in front may speak https. */
function isOwnOrigin({ headers }: FastifyRequest): boolean {
  const origin = URL.parse(headers.origin ?? '')
  return origin !== null && headers.host !== undefined && origin.host === hostOf(headers.host, origin.protocol)
}

/** As an origin spells it: without the usual port. */
function hostOf(header: string, protocol: string): string {
  return URL.parse(`${protocol}//${header}`)?.host ?? ''
}

function foreignHost(): Refusal {
  return new Refusal(421, 'foreign-host', 'The Host header of this request names no host of this service.', {
    hint: 'ask by an address of this service, or name its host in SEATLEDGER_HOSTS',
  })
}

function missingRole(role: string): Refusal {
  return new Refusal(403, 'missing-role', `The role ${role} is needed.`, {
    hint: `an administrator assigns it in Entra ID: Enterprise applications, Users and groups`,
  })
}
