/** The Fastify application: limits, guards, problems. Which routes there are is decided in `routes/`. */
import { fastify } from 'fastify'
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Log } from '../log.ts'
import type { Problem, Role } from '../model/service.ts'
import { Refusal, problemOf } from './problem.ts'
import type { Principal } from './sign-in.ts'

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null
  }
  interface FastifyContextConfig {
    /** Who may ask; without one everybody may. */
    readonly role?: Role
  }
}

/** What a person sends: a staffing list, a waiver. */
const mostBodyBytes = 256 * 1024

export type App = ReturnType<typeof createApp>

export function createApp(log: Log, show: (text: string) => string) {
  const app = fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: mostBodyBytes,
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 500 },
    // Nobody in front of us is known, so that nobody's word counts for where a request comes from.
    trustProxy: false,
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  // Answers are JSON text already; what is left are small objects of our own types.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  // Bodies are JSON or nothing: the gateway of Power Platform says JSON also where it sends none.
  app.removeContentTypeParser('text/plain')
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parseJson(request, body, done)
  })
  app.decorateRequest('principal', null)
  app.setErrorHandler((error, request, reply) => {
    const problem = shown(problemOf(error), show)
    if (problem.status >= 500) {
      const message = error instanceof Error ? error.message : String(error)
      log.error('request-failed', { route: request.routeOptions.url, status: problem.status, message })
    }
    if (error instanceof Refusal) reply.headers(error.headers)
    return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
  })
  return app
}

function shown(problem: Problem, show: (text: string) => string): Problem {
  return { ...problem, detail: show(problem.detail), hint: problem.hint === null ? null : show(problem.hint) }
}
