/** The health endpoint of `serve`: whether the process lives, when it last synced, and whether it takes part. Tells nothing of a tenant. */
import { BlockList, isIPv6 } from 'node:net'
import { fastify } from 'fastify'
import { ConfigurationError } from '../errors.ts'

/** Times are ISO 8601 UTC. */
export interface HealthState {
  readonly startedAt: string
  /** False until the first due time is known, and again while it stops. */
  readonly isReady: boolean
  readonly isSyncing: boolean
  readonly lastRun: {
    readonly startedAt: string
    readonly finishedAt: string
    readonly exitCode: number
  } | null
  readonly nextRunAt: string | null
}

export interface HealthServer {
  /** `http://127.0.0.1:8484`, with the port that the system chose where 0 was asked for. */
  readonly url: string
  close(): Promise<void>
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Throws a ConfigurationError for an address beyond this machine: there is no sign-in yet, so nobody else may ask. */
export async function startHealthServer(
  listen: { readonly host: string; readonly port: number },
  state: () => HealthState,
): Promise<HealthServer> {
  refuseOpenBinding(listen.host)
  const server = fastify({ logger: false, forceCloseConnections: true })
  server.get('/healthz', () => {
    const { startedAt, isSyncing, lastRun, nextRunAt } = state()
    return { status: 'ok', startedAt, isSyncing, lastRun, nextRunAt }
  })
  server.get('/readyz', (_request, reply) => {
    const { isReady } = state()
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready' })
  })
  try {
    const url = await server.listen({ host: listen.host, port: listen.port })
    return { url, close: async () => server.close() }
  } catch (error) {
    await server.close()
    throw cannotListen(listen, error)
  }
}

function refuseOpenBinding(host: string): void {
  const isLoopback = host.toLowerCase() === 'localhost' || isLoopbackAddress(host)
  if (isLoopback) return
  throw new ConfigurationError(
    `SEATLEDGER_LISTEN is ${JSON.stringify(host)}, which others can reach, and this version has no sign-in; allowed: a loopback address such as 127.0.0.1`,
  )
}

function isLoopbackAddress(host: string): boolean {
  try {
    return loopback.check(host, isIPv6(host) ? 'ipv6' : 'ipv4')
  } catch {
    return false
  }
}

function cannotListen({ host, port }: { readonly host: string; readonly port: number }, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  const wrong = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be opened (${code})`
  return new ConfigurationError(`SEATLEDGER_LISTEN: port ${port} of ${host} ${wrong}; allowed: a free port, 0 for any`)
}
