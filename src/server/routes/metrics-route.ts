/** Route: the metrics, for whoever is signed in, and on this machine for everybody. */
import { z } from 'zod'
import type { App } from '../app.ts'
import { isLoopback } from '../listen.ts'
import type { Metrics } from '../metrics.ts'
import { Refusal } from '../problem.ts'
import { holds, notSignedIn, type SignIn } from '../sign-in.ts'
import { problemResponses } from './responses.ts'

export function addMetricsRoute(app: App, metrics: Metrics, signIn: SignIn): void {
  app.route({
    method: 'GET',
    url: '/metrics',
    schema: {
      operationId: 'getMetrics',
      tags: ['Service'],
      summary: 'Metrics in the format of Prometheus; open to this machine, else with a token',
      response: {
        200: { description: 'The metrics.', content: { 'text/plain': { schema: z.string() } } },
        ...problemResponses(),
      },
    },
    handler: async (request, reply) => {
      if (!isOfThisMachine(request)) {
        const principal = await signIn.principalOf(request)
        if (principal === null) throw notSignedIn(signIn.mode)
        if (!holds(principal, 'Seatledger.Read'))
          throw new Refusal(403, 'missing-role', 'The role Seatledger.Read is needed.')
      }
      return reply.header('content-type', metrics.contentType).send(await metrics.text())
    },
  })
}

/** What a proxy on this machine passes on comes from elsewhere. */
function isOfThisMachine({
  ip,
  headers,
}: {
  readonly ip: string
  readonly headers: Readonly<Record<string, unknown>>
}): boolean {
  const isPassedOn = ['forwarded', 'x-forwarded-for', 'via', 'x-real-ip'].some((name) => headers[name] !== undefined)
  return isLoopback(ip.replace(/^::ffff:/, '')) && !isPassedOn
}
