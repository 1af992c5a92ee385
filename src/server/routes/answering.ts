/** How a document is answered: kept as long as nothing changes under it, with a tag that saves sending it again. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { safeJson } from '../../safe-json.ts'
import { AnswerCache } from '../answer-cache.ts'
import { pageHeaders } from '../pages.ts'
import { Refusal } from '../problem.ts'
import type { Answers, Page, Service } from '../service.ts'

export class Answering {
  readonly service: Service
  readonly #cache = new AnswerCache()

  constructor(service: Service) {
    this.service = service
  }

  /** Throws a Refusal for a tenant that this service does not read. */
  tenant(id: string): Answers {
    const found = this.service.tenant(id)
    if (found !== null) return found
    throw new Refusal(404, 'unknown-tenant', 'This service reads no such tenant.', { hint: 'GET /api/v1/tenants' })
  }

  async document(
    request: FastifyRequest,
    reply: FastifyReply,
    { tenant, make }: { readonly tenant: Answers; readonly make: () => Promise<object> },
  ): Promise<FastifyReply> {
    return this.#answer(request, reply, tenant, async () => ({ body: Buffer.from(jsonOf(await make())), headers: {} }))
  }

  async page(
    request: FastifyRequest,
    reply: FastifyReply,
    {
      tenant,
      limit,
      make,
    }: { readonly tenant: Answers; readonly limit: number; readonly make: () => Promise<Page<object>> },
  ): Promise<FastifyReply> {
    return this.#answer(request, reply, tenant, async () => {
      const { document, ...place } = await make()
      return { body: Buffer.from(jsonOf(document)), headers: pageHeaders(request.url, place, limit) }
    })
  }

  async #answer(
    request: FastifyRequest,
    reply: FastifyReply,
    tenant: Answers,
    make: Parameters<AnswerCache['answer']>[2],
  ): Promise<FastifyReply> {
    const etag = await this.#cache.etag(tenant, request.url)
    const headers = { etag, 'cache-control': 'private, no-cache' }
    if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).headers(headers).send()
    const { body, headers: more } = await this.#cache.answer(tenant, request.url, make)
    return reply
      .headers({ ...headers, ...more })
      .type('application/json; charset=utf-8')
      .send(body)
  }
}

/** As `--json` prints it, without line breaks. */
export function jsonOf(document: object): string {
  return safeJson(JSON.stringify(document))
}

function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
