/** Puts the Graph client on our policy: a middleware that sends, an option that keeps an address as it is, and errors that come out as ours. */
import { GraphClientError, type Context, type Middleware } from '@microsoft/microsoft-graph-client'
import { SchemaError, SeatledgerError } from '../../src/errors.ts'
import { labelOf, notSent } from './refusals.ts'
import type { ApiResponse, Transport } from './request.ts'

/** The exact address of a request. The client takes an address apart and re-orders its query, which no next link survives. */
export class ExactUrl {
  readonly url: string
  /** The answer as the transport gave it, parsed once; null before it came. */
  answer: ApiResponse | null = null
  constructor(url: string) {
    this.url = url
  }
}

/** The only middleware of the client: no authentication, retry or redirect handler of its own. */
export class PolicyMiddleware implements Middleware {
  readonly #transport: Transport
  readonly #scope: string

  constructor(transport: Transport, scope: string) {
    this.#transport = transport
    this.#scope = scope
  }

  async execute(context: Context): Promise<void> {
    const { method = 'GET', headers, body, signal } = context.options ?? {}
    const exact = context.middlewareControl?.getMiddlewareOptions(ExactUrl)
    const given = typeof context.request === 'string' ? context.request : context.request.url
    const url = exact instanceof ExactUrl ? exact.url : given
    try {
      const answer = await this.#transport.send({
        api: 'graph',
        method: readingMethod(method, url),
        url,
        scope: this.#scope,
        headers: Object.fromEntries(new Headers(headers)),
        ...(typeof body === 'string' ? { body } : {}),
        ...(signal ? { signal } : {}),
      })
      if (exact instanceof ExactUrl) exact.answer = answer
      context.response = responseOf(answer)
    } catch (error) {
      throw new CarriedError(error)
    }
  }
}

/** The client hands errors of this class through and wraps all others. */
class CarriedError extends GraphClientError {
  readonly carried: unknown
  constructor(carried: unknown) {
    super('carried through the Graph client')
    Object.setPrototypeOf(this, new.target.prototype)
    this.carried = carried
  }
}

/** Awaits a call of the Graph client and throws our own error instead of the client's. */
export async function fromGraph<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (error instanceof CarriedError) throw error.carried
    if (error instanceof SeatledgerError) throw error
    throw new SchemaError('the Graph client could not read the answer')
  }
}

function readingMethod(method: string, url: string): 'GET' | 'POST' {
  if (method === 'GET' || method === 'POST') return method
  throw notSent(labelOf({ method, url }), 'it is none of the requests that only read')
}

const withoutBody = new Set([204, 205, 304])

/** Length and encoding are those of the wire, no longer of the text. */
function responseOf(answer: ApiResponse): Response {
  const headers = new Headers(answer.headers)
  headers.delete('content-length')
  headers.delete('content-encoding')
  headers.delete('transfer-encoding')
  const body = answer.body === null || withoutBody.has(answer.status) ? null : textWhenRead(answer)
  return new Response(body, { status: answer.status, headers })
}

/** Written only when somebody reads it: who takes the answer from `ExactUrl` pays for no second pass over a large page. */
function textWhenRead({ body }: ApiResponse): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(JSON.stringify(body)))
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}
