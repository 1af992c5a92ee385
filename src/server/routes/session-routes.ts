/** Routes: who is signed in, and the link that signs in on this machine. */
import { z } from 'zod'
import { Session } from '../../model/service.ts'
import type { FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { cookieName, type LocalSignIn } from '../local-sign-in.ts'
import type { SignInLimit } from '../rate-limits.ts'
import { notSignedIn, type SignIn } from '../sign-in.ts'
import { jsonResponse, problemResponses } from './responses.ts'

export function addSessionRoute(app: App, signIn: SignIn, limit: SignInLimit): void {
  app.route({
    method: 'GET',
    url: '/api/v1/session',
    schema: {
      operationId: 'getSession',
      tags: ['Service'],
      summary: 'Who is signed in and with which roles, and how a browser signs in',
      response: { 200: jsonResponse(Session, 'seatledger.session/1'), ...problemResponses() },
    },
    handler: async (request, reply) => {
      const principal = await tried(signIn.principalOf(request), request, limit)
      const { mode, entra } = signIn
      if (principal === null && mode === 'local') throw notSignedIn(mode)
      const known = { roles: [...(principal?.roles ?? [])], name: principal?.name ?? null }
      const session: Session = { schema: 'seatledger.session/1', ...known, mode, entra }
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(session))
    },
  })
}

/** The link that was printed at start: its token becomes a cookie that no script reads, and leaves the address line. */
export function addSignInRoute(app: App, signIn: LocalSignIn, limit: SignInLimit): void {
  app.route({
    method: 'GET',
    url: '/sign-in',
    schema: { hide: true, querystring: z.object({ token: z.string().max(200) }) },
    handler: async (request, reply) => {
      const session = await tried(signIn.begin(request.query.token), request, limit)
      return reply
        .header('set-cookie', `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`)
        .code(303)
        .header('location', '/')
        .send()
    },
  })
}

/** What fails counts for the address that it comes from. */
async function tried<T>(signingIn: Promise<T>, request: FastifyRequest, limit: SignInLimit): Promise<T> {
  try {
    return await signingIn
  } catch (error) {
    await limit.failed(request)
    throw error
  }
}
